using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FlowLogStack.Records;

/// <summary>Reads whole numbers from text, strictly: digits alone, without a sign, a leading zero or anything after.</summary>
static class WholeNumber
{
    internal const long Absent = -1;
    internal const long Bad = -2;

    /// <summary>The number of a whole field: <see cref="Absent"/> for <c>-</c>, <see cref="Bad"/> for what is no number up to <see cref="long.MaxValue"/>.</summary>
    internal static long Parse(ReadOnlySpan<byte> text) => ParseByDigit(ref MemoryMarshal.GetReference(text), text.Length);

    /// <summary>The number in a field of a line, of which the bytes before the field may be loaded too.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static long Parse(ref byte line, int start, int length)
    {
        var end = start + length;
        if (length <= 8 && end >= 8)
        {
            var number = Eight(ref Unsafe.Add(ref line, end - 8), length);
            return Unsafe.Add(ref line, start) != '0' || length == 1 ? number >= 0 ? number : OrAbsent(ref line, start, length) : Bad;
        }

        if (length is > 8 and <= 16 && end >= 16)
        {
            var low = Eight(ref Unsafe.Add(ref line, end - 8), 8);
            var high = Eight(ref Unsafe.Add(ref line, end - 16), length - 8);
            return (low | high) >= 0 && Unsafe.Add(ref line, start) != '0' ? (high * 100_000_000) + low : Bad;
        }

        return ParseByDigit(ref Unsafe.Add(ref line, start), length);
    }

    static long OrAbsent(ref byte line, int start, int length) =>
        length == 1 && Unsafe.Add(ref line, start) == '-' ? Absent : Bad;

    // Eight digits at once: neighbours are joined into pairs, fours and eights by multiplication.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static long Eight(ref byte text, int used)
    {
        var word = Unsafe.ReadUnaligned<ulong>(ref text);
        if (!BitConverter.IsLittleEndian)
            word = System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(word);
        var digits = (word ^ 0x3030_3030_3030_3030) & (ulong.MaxValue << (64 - (8 * used)));
        if (((((digits & 0x7F7F_7F7F_7F7F_7F7F) + 0x7676_7676_7676_7676) | digits) & 0x8080_8080_8080_8080) != 0)
            return Bad;
        digits = (digits * 10) + (digits >> 8);
        return (long)((((digits & 0x0000_00FF_0000_00FF) * 0x000F_4240_0000_0064)
            + (((digits >> 16) & 0x0000_00FF_0000_00FF) * 0x0000_2710_0000_0001)) >> 32);
    }

    static long ParseByDigit(ref byte text, int length)
    {
        if (length is 0 or > 19 || (length > 1 && text == '0'))
            return Bad;
        if (length == 1 && text == '-')
            return Absent;
        ulong number = 0;
        for (var i = 0; i < length; i++)
        {
            var digit = (uint)(Unsafe.Add(ref text, i) - '0');
            if (digit > 9)
                return Bad;
            number = (number * 10) + digit;
        }

        return number <= long.MaxValue ? (long)number : Bad;
    }
}
