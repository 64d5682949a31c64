using System.Buffers;
using System.Text;
using Parquet.Schema;

namespace FlowLogStack.Parquet;

/// <summary>A column of text.</summary>
sealed class TextColumn(DataField field) : ParquetColumn<ReadOnlyMemory<char>>(field)
{
    // What separates fields and lines; a tag's value may contain it.
    static readonly SearchValues<char> Separating = SearchValues.Create([.. Enumerable.Range(0, ' ' + 1).Append(0x7F).Select(code => (char)code)]);

    /// <inheritdoc/>
    protected override void Write(ReadOnlyMemory<char> value, TextBuffer text) => Write(value.Span, text);

    /// <summary>Adds a value; empty text is <c>-</c>, and blanks and control characters are percent-encoded.</summary>
    internal static void Write(ReadOnlySpan<char> chars, TextBuffer text)
    {
        if (chars.IsEmpty)
        {
            text.Add((byte)'-');
            return;
        }

        var free = text.Reserve(chars.Length * 3);
        if (chars.ContainsAny(Separating))
            text.Advance(WriteEncoded(chars, free));
        else if (Ascii.FromUtf16(chars, free, out var written) is OperationStatus.Done)
            text.Advance(written);
        else
            text.Advance(Encoding.UTF8.GetBytes(chars, free));
    }

    static int WriteEncoded(ReadOnlySpan<char> chars, Span<byte> free)
    {
        var length = 0;
        while (!chars.IsEmpty)
        {
            var plain = chars.IndexOfAny(Separating);
            plain = plain < 0 ? chars.Length : plain;
            length += Encoding.UTF8.GetBytes(chars[..plain], free[length..]);
            chars = chars[plain..];
            if (chars.IsEmpty)
                break;
            free[length++] = (byte)'%';
            free[length++] = HexDigit(chars[0] >> 4);
            free[length++] = HexDigit(chars[0] & 15);
            chars = chars[1..];
        }

        return length;
    }

    static byte HexDigit(int value) => (byte)"0123456789ABCDEF"[value];
}
