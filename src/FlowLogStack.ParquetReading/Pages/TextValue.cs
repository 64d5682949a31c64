using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Unicode;

namespace FlowLogStack.Parquet;

/// <summary>Text of a column as a value of a line.</summary>
static class TextValue
{
    // Printable characters other than the blank, which become text unchanged.
    static readonly SearchValues<byte> Plain = SearchValues.Create([.. Enumerable.Range(0x21, 0x7E - 0x21 + 1).Select(code => (byte)code)]);

    // What separates fields and lines; a tag's value may contain it.
    static readonly SearchValues<byte> Separating = SearchValues.Create([.. Enumerable.Range(0, ' ' + 1).Append(0x7F).Select(code => (byte)code)]);

    /// <summary>Adds a value; empty text is <c>-</c>, and blanks and control characters are percent-encoded.</summary>
    /// <param name="value">The value in UTF-8. Bytes that aren't are replaced.</param>
    /// <param name="text">Receives the value.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Write(ReadOnlySpan<byte> value, TextBuffer text)
    {
        if (value.IsEmpty)
            text.Add((byte)'-');
        else if (!value.ContainsAnyExcept(Plain))
            text.Add(value);
        else
            WriteEncoded(Utf8.IsValid(value) ? value : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(value)), text);
    }

    static void WriteEncoded(ReadOnlySpan<byte> value, TextBuffer text)
    {
        while (!value.IsEmpty)
        {
            var plain = value.IndexOfAny(Separating);
            text.Add(plain < 0 ? value : value[..plain]);
            if (plain < 0)
                return;
            text.Add((byte)'%');
            text.Add(HexDigit(value[plain] >> 4));
            text.Add(HexDigit(value[plain] & 15));
            value = value[(plain + 1)..];
        }
    }

    static byte HexDigit(int value) => "0123456789ABCDEF"u8[value];
}
