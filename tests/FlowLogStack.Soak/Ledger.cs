using System.Buffers.Text;

namespace FlowLogStack.Soak;

/// <summary>How often each record came out at one place. A record's id is the value of its field <c>bytes</c>.</summary>
sealed class Ledger(int records)
{
    readonly byte[] counts = new byte[records + 1];

    /// <summary>The records that came out more than once.</summary>
    public int Duplicates => counts.Count(count => count > 1);

    /// <summary>Counts the records of lines, as flow log lines or in JSON of either output format.</summary>
    /// <returns>Lines without an id.</returns>
    public int Enter(ReadOnlySpan<byte> text)
    {
        var unknown = 0;
        foreach (var range in text.Split((byte)'\n'))
        {
            var line = text[range];
            if (line.IsEmpty)
                continue;
            var id = IdOf(line);
            if (id < 1 || id >= counts.Length)
            {
                unknown++;
                continue;
            }

            lock (counts)
                counts[id] = (byte)Math.Min(counts[id] + 1, byte.MaxValue);
        }

        return unknown;
    }

    /// <summary>The ids of a range that never came out.</summary>
    public IEnumerable<int> Missing(int first, int count) => Enumerable.Range(first, count).Where(id => counts[id] == 0);

    static int IdOf(ReadOnlySpan<byte> line)
    {
        var fields = "\"bytes\":"u8;
        if (line.IndexOf(fields) is var at and >= 0)
            return Utf8Parser.TryParse(line[(at + fields.Length)..], out int number, out _) ? number : -1;
        var message = "\"message\":\""u8;
        if (line.IndexOf(message) is var begin and >= 0)
            line = line[(begin + message.Length)..];
        for (var space = 0; space < 9; space++)
        {
            var next = line.IndexOf((byte)' ');
            if (next < 0)
                return -1;
            line = line[(next + 1)..];
        }

        return Utf8Parser.TryParse(line, out int id, out _) ? id : -1;
    }
}
