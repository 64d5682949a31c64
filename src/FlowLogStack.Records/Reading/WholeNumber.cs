using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace FlowLogStack.Records;

/// <summary>Strict parser of whole numbers: digits only, without a sign, a leading zero or trailing text.</summary>
static class WholeNumber
{
    internal const long Absent = -1;
    internal const long Bad = -2;

    const long EightDigits = 100_000_000;

    // The sixteen bytes of the mask that keeps the last n bytes begin 16 - n bytes before the end.
    static ReadOnlySpan<byte> KeepLast =>
    [
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
    ];

    /// <summary>
    /// Returns the number of a whole field: <see cref="Absent"/> for <c>-</c>, <see cref="Bad"/> for text that is not a
    /// number up to <see cref="long.MaxValue"/>.
    /// </summary>
    internal static long Parse(ReadOnlySpan<byte> text) => ParseByDigit(ref MemoryMarshal.GetReference(text), text.Length);

    /// <summary>Returns the number in a field of a line, of which the bytes before the field may be loaded too.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static long Parse(ref byte line, int start, int length)
    {
        var end = start + length;
        if ((uint)(length - 1) < 16 && end >= 16 && (Unsafe.Add(ref line, start) != '0' || length == 1))
        {
            var number = Sse41.IsSupported ? Sixteen(ref Unsafe.Add(ref line, end - 16), length) : TwiceEight(ref Unsafe.Add(ref line, end - 16), length);
            if (number >= 0)
                return number;
        }
        else if (length == 1 && (uint)(Unsafe.Add(ref line, start) - '0') is <= 9 and var digit)
        {
            return digit;
        }

        return ParseByDigit(ref Unsafe.Add(ref line, start), length);
    }

    // Sixteen digits at once, for SSE 4.1: multiplications join neighbors into pairs, fours and eights. The number of digits
    // causes no branch, which the CPU would mispredict on data such as byte counts.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static long Sixteen(ref byte text, int used)
    {
        var kept = Vector128.LoadUnsafe(ref Unsafe.Add(ref MemoryMarshal.GetReference(KeepLast), used));
        var digits = (Vector128.LoadUnsafe(ref text) - Vector128.Create((byte)'0')) & kept;
        if (Vector128.GreaterThanAny(digits, Vector128.Create((byte)9)))
            return Bad;
        var pairs = Ssse3.MultiplyAddAdjacent(digits, Vector128.Create(10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1).AsSByte());
        var fours = Sse2.MultiplyAddAdjacent(pairs, Vector128.Create(100, 1, 100, 1, 100, 1, 100, 1));
        var eights = Sse2.MultiplyAddAdjacent(Sse41.PackUnsignedSaturate(fours, fours).AsInt16(), Vector128.Create(10_000, 1, 10_000, 1, 10_000, 1, 10_000, 1))
            .AsUInt64().ToScalar();
        return ((uint)eights * EightDigits) + (long)(eights >> 32);
    }

    /// <summary>Returns the number of the last 1 to 16 of sixteen bytes, on a CPU without SSE 4.1; <see cref="Bad"/> if one is not a digit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static long TwiceEight(ref byte text, int used)
    {
        var low = Eight(ref Unsafe.Add(ref text, 8), Math.Min(used, 8));
        var high = used <= 8 ? 0 : Eight(ref text, used - 8);
        return (low | high) >= 0 ? (high * EightDigits) + low : Bad;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static long Eight(ref byte text, int used)
    {
        var word = Unsafe.ReadUnaligned<ulong>(ref text);
        if (!BitConverter.IsLittleEndian)
            word = BinaryPrimitives.ReverseEndianness(word);
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
