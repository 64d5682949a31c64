using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FlowLogStack.Parquet;

/// <summary>Whole numbers as decimal text.</summary>
static class NumberText
{
    /// <summary>Maximum length of a number, with a sign.</summary>
    internal const int MostLength = 20;

    // The two digits of each number below 100. Constant data needs no check of initialization.
    static ReadOnlySpan<byte> Pairs =>
        "0001020304050607080910111213141516171819202122232425262728293031323334353637383940414243444546474849"u8
        + "5051525354555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899"u8;

    static ReadOnlySpan<ulong> PowersOfTen =>
    [
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000, 100_000_000_000, 1_000_000_000_000,
        10_000_000_000_000, 100_000_000_000_000, 1_000_000_000_000_000, 10_000_000_000_000_000, 100_000_000_000_000_000, 1_000_000_000_000_000_000,
        10_000_000_000_000_000_000,
    ];

    /// <summary>Writes a number.</summary>
    /// <param name="number">The number.</param>
    /// <param name="target">First byte of at least <see cref="MostLength"/> ones.</param>
    /// <returns>Number of bytes.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Write(long number, ref byte target)
    {
        if (number >= 0)
            return WriteUnsigned((ulong)number, ref target);
        target = (byte)'-';
        return 1 + WriteUnsigned(0UL - (ulong)number, ref Unsafe.Add(ref target, 1));
    }

    /// <inheritdoc cref="Write"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static int WriteUnsigned(ulong number, ref byte target)
    {
        ref var pairs = ref MemoryMarshal.GetReference(Pairs);
        var length = Length(number);
        var at = length;
        while (number >= 100)
        {
            var rest = number / 100;
            at -= 2;
            WritePair(ref Unsafe.Add(ref target, at), ref pairs, number - (rest * 100));
            number = rest;
        }

        if (at == 2)
            WritePair(ref target, ref pairs, number);
        else
            target = (byte)('0' + number);
        return length;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void WritePair(ref byte target, ref byte pairs, ulong number) =>
        Unsafe.WriteUnaligned(ref target, Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref pairs, (nuint)number * 2)));

    // 1233 / 4096 is the logarithm of 2 to base 10, and the product is the number of digits or one too few.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static int Length(ulong number)
    {
        number |= 1;
        var estimate = ((BitOperations.Log2(number) + 1) * 1233) >> 12;
        return number < PowersOfTen[estimate] ? estimate : estimate + 1;
    }
}
