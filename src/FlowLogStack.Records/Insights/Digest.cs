using System.Buffers.Binary;

namespace FlowLogStack.Records;

/// <summary>A 64-bit hash of text, with collisions as rare as chance.</summary>
static class Digest
{
    const ulong First = 0x9E37_79B9_7F4A_7C15;
    const ulong Second = 0xD6E8_FEB8_6659_FD93;

    internal static ulong Of(ReadOnlySpan<byte> text)
    {
        var digest = (ulong)text.Length * First;
        while (text.Length >= 8)
        {
            digest = Mix(digest ^ BinaryPrimitives.ReadUInt64LittleEndian(text), First);
            text = text[8..];
        }

        ulong rest = 0;
        for (var i = 0; i < text.Length; i++)
            rest |= (ulong)text[i] << (8 * i);
        return Mix(Mix(digest ^ rest, Second), First);
    }

    static ulong Mix(ulong value, ulong by)
    {
        var high = Math.BigMul(value ^ by, by, out ulong low);
        return high ^ low ^ value;
    }
}
