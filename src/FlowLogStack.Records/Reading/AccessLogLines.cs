using System.Buffers;
using System.Globalization;
using System.Text;

namespace FlowLogStack.Records;

/// <summary>The lines of S3 server access logs as JSON events: the time of the request, then an object of the columns.</summary>
sealed class AccessLogLines(byte[] head, Stream rest) : LineSource(head, rest)
{
    const int LongestSample = 200;

    /// <summary>Returns whether a text contains a record in its first lines.</summary>
    internal static bool Begins(ReadOnlySpan<byte> text)
    {
        // The owner of the bucket, which is the first value, is a canonical user id.
        foreach (var range in text.Split((byte)'\n'))
        {
            var line = text[range];
            if (line.IndexOf(" ["u8) > 64 && AccessLogRecord.TryParse(Encoding.UTF8.GetString(line).TrimEnd('\r'), out _))
                return true;
        }

        return false;
    }

    protected override bool Advance()
    {
        while (!IsFull)
        {
            var ending = Unread.IndexOf((byte)'\n');
            if (ending < 0 && Fetch())
                return true;
            if (Unread.IsEmpty)
                return HasOutput;
            var length = ending < 0 ? Unread.Length : ending;
            Take(Unread[..length].TrimEnd((byte)'\r'));
            Use(ending < 0 ? length : length + 1);
        }

        return true;
    }

    void Take(ReadOnlySpan<byte> line)
    {
        if (line.Trim(" \t"u8).IsEmpty)
        {
            Output.Write("\n"u8);
            return;
        }

        if (!AccessLogRecord.TryParse(Encoding.UTF8.GetString(line), out var record))
        {
            Output.Write([JsonEvents.Fault]);
            WriteLine(line[..Math.Min(line.Length, LongestSample)]);
            return;
        }

        Output.Write(Encoding.ASCII.GetBytes(record!.Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z '", CultureInfo.InvariantCulture)));
        record.WriteJson(Output);
        Output.Write("\n"u8);
    }
}
