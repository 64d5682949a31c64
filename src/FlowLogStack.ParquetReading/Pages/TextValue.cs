using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;
using System.Text.Unicode;

namespace FlowLogStack.Parquet;

/// <summary>Text of a column as a value of a line.</summary>
static class TextValue
{
    // Printable characters other than the blank, which become text unchanged.
    static readonly SearchValues<byte> Plain = Of(0x21, 0x7E);

    // What separates fields and lines; a tag's value may contain it.
    static readonly SearchValues<byte> Separating = Of(0, ' ', 0x7F);

    /// <summary>Adds a value and the blank behind it; empty text is <c>-</c>, and blanks and control characters are percent-encoded.</summary>
    /// <param name="value">The value in UTF-8. Bytes that aren't are replaced.</param>
    /// <param name="text">Receives the value.</param>
    internal static void Write(ReadOnlySpan<byte> value, TextBuffer text)
    {
        if (value.IsEmpty)
            text.Add((byte)'-');
        else if (!value.ContainsAnyExcept(Plain))
            text.Add(value);
        else
            WriteEncoded(Utf8.IsValid(value) ? value : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(value)), text);
        text.Add((byte)' ');
    }

    /// <summary>Does the same for a value within other bytes, in one step if it is short.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="start">Position of the value.</param>
    /// <param name="length">Length of the value.</param>
    /// <param name="text">Receives the value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Write(byte[] bytes, int start, int length, TextBuffer text)
    {
        if ((uint)(length - 1) < TextBuffer.VectorLength && start <= bytes.Length - TextBuffer.VectorLength)
        {
            var value = Vector256.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(bytes), (nuint)start);
            var odd = Vector256.GreaterThan(value - Vector256.Create((byte)0x21), Vector256.Create((byte)(0x7E - 0x21)));
            if ((odd.ExtractMostSignificantBits() << (TextBuffer.VectorLength - length)) == 0)
            {
                var free = text.Reserve(TextBuffer.VectorLength + 1);
                value.StoreUnsafe(ref MemoryMarshal.GetReference(free));
                free[length] = (byte)' ';
                text.Advance(length + 1);
                return;
            }
        }

        Write(bytes.AsSpan(start, length), text);
    }

    // Without queries, whose compilation takes longer than many values.
    static SearchValues<byte> Of(byte first, int last, params ReadOnlySpan<byte> others)
    {
        Span<byte> all = stackalloc byte[256];
        var count = 0;
        for (int code = first; code <= last; code++)
            all[count++] = (byte)code;
        others.CopyTo(all[count..]);
        return SearchValues.Create(all[..(count + others.Length)]);
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
