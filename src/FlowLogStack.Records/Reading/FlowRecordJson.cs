using System.Buffers;
using System.Text;

namespace FlowLogStack.Records;

/// <summary>Writer of records as JSON objects: AWS's field names as keys, numbers as numbers, <c>-</c> as null.</summary>
/// <remarks>It has a buffer for decoding, so one writer serves one thread at a time.</remarks>
public sealed class FlowRecordJson
{
    readonly bool decodeTags;

    FlowLogFormat? format;
    Key[] keys = [];
    int overhead;
    byte[] decoded = [];

    /// <summary>Creates a writer.</summary>
    /// <param name="decodeTags">Whether tag values are decoded. Default: false, percent-encoded as in the record.</param>
    public FlowRecordJson(bool decodeTags = false) => this.decodeTags = decodeTags;

    /// <summary>Writes a record as one object on one line, without a line ending.</summary>
    /// <param name="record">Record of any log format.</param>
    /// <param name="output">Receives UTF-8.</param>
    public void Write(FlowRecord record, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (!ReferenceEquals(format, record.Format))
            Prepare(record.Format);
        // An escape at most doubles a byte of the line: '"' and '\' take two, and '%00' becomes the six of '\u0000'.
        var destination = output.GetSpan(overhead + (2 * record.Line.Length));
        output.Advance(Write(record, destination));
    }

    int Write(FlowRecord record, Span<byte> destination)
    {
        var line = record.Line;
        var isPlain = line.IndexOfAny((byte)'"', (byte)'\\') < 0;
        var at = 0;
        for (var position = 0; position < keys.Length; position++)
        {
            var key = keys[position];
            var text = record[position];
            if (text is [(byte)'-'])
            {
                at += Copy(key.Bare, destination[at..]);
                at += Copy("null"u8, destination[at..]);
            }
            else if (key.IsNumber)
            {
                at += Copy(key.Bare, destination[at..]);
                at += Copy(text, destination[at..]);
            }
            else
            {
                at += Copy(key.Quoted, destination[at..]);
                at += key.IsEncoded && decodeTags ? Escape(Decode(text), destination[at..])
                    : isPlain ? Copy(text, destination[at..])
                    : Escape(text, destination[at..]);
                destination[at++] = (byte)'"';
            }
        }

        destination[at++] = (byte)'}';
        return at;
    }

    static int Copy(ReadOnlySpan<byte> text, Span<byte> destination)
    {
        text.CopyTo(destination);
        return text.Length;
    }

    static int Escape(ReadOnlySpan<byte> text, Span<byte> destination)
    {
        var at = 0;
        foreach (var c in text)
        {
            if (c >= 0x20 && c is not ((byte)'"' or (byte)'\\'))
            {
                destination[at++] = c;
                continue;
            }

            destination[at++] = (byte)'\\';
            if (c >= 0x20)
            {
                destination[at++] = c;
                continue;
            }

            at += Copy("u00"u8, destination[at..]);
            destination[at++] = (byte)('0' + (c >> 4));
            destination[at++] = "0123456789abcdef"u8[c & 0xF];
        }

        return at;
    }

    ReadOnlySpan<byte> Decode(ReadOnlySpan<byte> text)
    {
        if (decoded.Length < text.Length)
            decoded = new byte[Math.Max(1024, text.Length)];
        return PercentEncoding.TryDecode(text, decoded, out var written) ? decoded.AsSpan(0, written) : text;
    }

    void Prepare(FlowLogFormat next)
    {
        format = next;
        keys = [.. next.Fields.Select((field, position) => new Key(field, position))];
        overhead = keys.Sum(key => key.Quoted.Length + "null\"".Length) + 1;
    }

    sealed class Key(FlowField field, int position)
    {
        public byte[] Bare { get; } = Encoding.UTF8.GetBytes($"{(position == 0 ? '{' : ',')}\"{field.Name}\":");

        public byte[] Quoted { get; } = Encoding.UTF8.GetBytes($"{(position == 0 ? '{' : ',')}\"{field.Name}\":\"");

        public bool IsNumber { get; } = field.IsNumeric;

        public bool IsEncoded { get; } = field.Kind is FieldKind.EncodedText;
    }
}
