using System.Buffers;
using System.Text;

namespace FlowLogStack.Records;

/// <summary>Writes records as comma-separated values (RFC 4180, but for line feeds): <c>-</c> as an empty cell.</summary>
public static class FlowRecordCsv
{
    /// <summary>Writes the fields' names as a line.</summary>
    public static void WriteHeader(FlowLogFormat format, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(format);
        ArgumentNullException.ThrowIfNull(output);
        output.Write(Encoding.UTF8.GetBytes(string.Join(',', format.Fields.Select(field => field.Name)) + "\n"));
    }

    /// <summary>Writes a record as a line.</summary>
    public static void Write(FlowRecord record, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var fields = record.Format.Fields.Length;
        // Quoting at most doubles a cell and adds two quotes; every cell has one separator.
        var line = output.GetSpan((2 * record.Line.Length) + (3 * fields));
        var at = 0;
        for (var position = 0; position < fields; position++)
        {
            if (position > 0)
                line[at++] = (byte)',';
            at += WriteCell(record[position], line[at..]);
        }

        line[at++] = (byte)'\n';
        output.Advance(at);
    }

    static int WriteCell(ReadOnlySpan<byte> text, Span<byte> cell)
    {
        if (text is [(byte)'-'])
            return 0;
        if (text.IndexOfAny((byte)',', (byte)'"') < 0)
        {
            text.CopyTo(cell);
            return text.Length;
        }

        var at = 0;
        cell[at++] = (byte)'"';
        foreach (var c in text)
        {
            if (c == '"')
                cell[at++] = c;
            cell[at++] = c;
        }

        cell[at++] = (byte)'"';
        return at;
    }
}
