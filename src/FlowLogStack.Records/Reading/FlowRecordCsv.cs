using System.Buffers;
using System.Text;

namespace FlowLogStack.Records;

/// <summary>Writer of records as comma-separated values (RFC 4180, but with line feeds): <c>-</c> becomes an empty cell.</summary>
public static class FlowRecordCsv
{
    /// <summary>Writes the names of the fields as a line.</summary>
    public static void WriteHeader(FlowLogFormat format, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(format);
        ArgumentNullException.ThrowIfNull(output);
        output.Write(Encoding.UTF8.GetBytes(string.Join(',', format.Fields.Select(field => field.Name)) + "\n"));
    }

    /// <summary>Writes a record as a line.</summary>
    /// <param name="record">The record.</param>
    /// <param name="output">Receives UTF-8.</param>
    /// <param name="decodeTags">Whether tag values are decoded, with control characters as <c>\u000a</c>. Default: false, percent-encoded.</param>
    /// <param name="escapeFormulas">Whether <c>'</c> is put before cells that spreadsheets read as formulas. Default: false, cells are unchanged.</param>
    public static void Write(FlowRecord record, IBufferWriter<byte> output, bool decodeTags = false, bool escapeFormulas = false)
    {
        ArgumentNullException.ThrowIfNull(output);
        var fields = record.Format.Fields.Length;
        // Quoting at most doubles a cell and adds two quotes; every cell has one separator, and may have a prefix.
        var line = output.GetSpan((2 * record.Line.Length) + (4 * fields));
        var at = 0;
        for (var position = 0; position < fields; position++)
        {
            if (position > 0)
                line[at++] = (byte)',';
            at += WriteCell(decodeTags && record.Format.Fields[position].Kind is FieldKind.EncodedText ? Decode(record[position])
                : record[position], line[at..], escapeFormulas);
        }

        line[at++] = (byte)'\n';
        output.Advance(at);
    }

    /// <summary>Returns whether spreadsheets read a cell as a formula; false for numbers.</summary>
    public static bool IsFormula(ReadOnlySpan<byte> cell) =>
        cell is [(byte)'=' or (byte)'+' or (byte)'-' or (byte)'@' or (byte)'\t' or (byte)'\r', _, ..]
            && !(double.TryParse(cell, System.Globalization.CultureInfo.InvariantCulture, out _) && cell[0] != '=');

    static ReadOnlySpan<byte> Decode(ReadOnlySpan<byte> text)
    {
        if (!text.Contains((byte)'%'))
            return text;
        var decoded = new byte[text.Length];
        if (!PercentEncoding.TryDecode(text, decoded, out var written) || decoded.AsSpan(0, written) is [(byte)'-'])
            return text;
        if (decoded.AsSpan(0, written).IndexOfAnyInRange((byte)0, (byte)0x1F) < 0)
            return decoded.AsSpan(0, written);
        var escaped = new List<byte>();
        foreach (var c in decoded.AsSpan(0, written))
        {
            if (c >= 0x20)
                escaped.Add(c);
            else
                escaped.AddRange(Encoding.ASCII.GetBytes($"\\u{(int)c:x4}"));
        }

        return escaped.ToArray();
    }

    static int WriteCell(ReadOnlySpan<byte> text, Span<byte> cell, bool escapesFormulas)
    {
        if (text is [(byte)'-'])
            return 0;
        if (escapesFormulas && IsFormula(text))
            text = (byte[])[(byte)'\'', .. text];

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
