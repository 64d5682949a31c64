using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FlowLogStack.Records;

/// <summary>Finds where the fields of a line begin, 64 bytes at a time, and whether it holds bytes no record does.</summary>
static class FieldBounds
{
    const int BlockLength = 64;
    const int WrittenAtOnce = 12;
    const int Slack = WrittenAtOnce;

    /// <summary>The array that <see cref="Find"/> writes to; what stands behind the elements it needs is scratch.</summary>
    internal static int[] ForFields(int count) => new int[count + 1 + Slack];

    /// <summary>Writes the start of every field, and the length plus one as the start of the field that would follow.</summary>
    /// <param name="line">The line, without its ending.</param>
    /// <param name="starts">Made by <see cref="ForFields"/> for the fields expected.</param>
    /// <returns>Whether the line has as many fields as expected, none of them empty, and is UTF-8 without control characters.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static RejectionReason Find(ReadOnlySpan<byte> line, int[] starts)
    {
        ref var bytes = ref MemoryMarshal.GetReference(line);
        ref var next = ref MemoryMarshal.GetArrayDataReference(starts);
        var separators = starts.Length - Slack - 2;
        next = 0;
        next = ref Unsafe.Add(ref next, 1);
        // A space at the start or after another one leaves a field empty; the carry says that the last byte was one.
        ulong unusual = 0, doubled = 0, carry = 1;
        var offset = 0;
        while (offset < line.Length)
        {
            ulong spaces;
            var left = line.Length - offset;
            if (left >= BlockLength)
            {
                spaces = Scan(ref Unsafe.Add(ref bytes, offset), out var odd);
                unusual |= odd;
            }
            else if (line.Length >= BlockLength)
            {
                spaces = Scan(ref Unsafe.Add(ref bytes, line.Length - BlockLength), out var odd) >> (BlockLength - left);
                unusual |= odd;
            }
            else
            {
                spaces = ScanShort(line, out var odd);
                unusual |= odd;
            }

            doubled |= spaces & ((spaces << 1) | carry);
            carry = left >= BlockLength ? spaces >> 63 : spaces >> (left - 1);
            var count = BitOperations.PopCount(spaces);
            separators -= count;
            if (separators < 0)
                break;
            Write(ref next, spaces, count, offset + 1);
            next = ref Unsafe.Add(ref next, count);
            offset += BlockLength;
        }

        if (unusual == 0 && doubled == 0 && carry == 0 && separators == 0)
        {
            next = line.Length + 1;
            return RejectionReason.None;
        }

        return Explain(line, starts);
    }

    // A loop that ends with the last bit is guessed wrong by the processor about once a block, which costs more than
    // writing a few elements too many: hence a fixed number at once, and a loop only for the rare rest.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Write(ref int next, ulong spaces, int count, int offset)
    {
        for (var i = 0; i < WrittenAtOnce; i += 4)
        {
            Unsafe.Add(ref next, i) = offset + BitOperations.TrailingZeroCount(spaces);
            spaces &= spaces - 1;
            Unsafe.Add(ref next, i + 1) = offset + BitOperations.TrailingZeroCount(spaces);
            spaces &= spaces - 1;
            Unsafe.Add(ref next, i + 2) = offset + BitOperations.TrailingZeroCount(spaces);
            spaces &= spaces - 1;
            Unsafe.Add(ref next, i + 3) = offset + BitOperations.TrailingZeroCount(spaces);
            spaces &= spaces - 1;
        }

        for (var i = WrittenAtOnce; i < count; i++)
        {
            Unsafe.Add(ref next, i) = offset + BitOperations.TrailingZeroCount(spaces);
            spaces &= spaces - 1;
        }
    }

    static RejectionReason Explain(ReadOnlySpan<byte> line, int[] starts)
    {
        var expected = starts.Length - Slack - 2;
        if (line.IsEmpty)
            return RejectionReason.EmptyLine;
        if (!System.Text.Unicode.Utf8.IsValid(line))
            return RejectionReason.BadUtf8;
        if (line.IndexOfAnyInRange((byte)0, (byte)0x1F) >= 0 || line.Contains((byte)0x7F))
            return RejectionReason.ControlCharacter;
        if (line[0] == ' ' || line[^1] == ' ' || line.IndexOf("  "u8) >= 0)
            return RejectionReason.EmptyField;
        var separators = line.Count((byte)' ');
        if (separators > expected)
            return RejectionReason.TooManyFields;
        if (separators < expected)
            return RejectionReason.TooFewFields;
        // All that was unusual is text outside ASCII, and the bounds have been found.
        starts[expected + 1] = line.Length + 1;
        return RejectionReason.None;
    }

    static ulong ScanShort(ReadOnlySpan<byte> line, out ulong odd)
    {
        Span<byte> block = stackalloc byte[BlockLength];
        line.CopyTo(block);
        var spaces = Scan(ref MemoryMarshal.GetReference(block), out odd);
        odd &= (1UL << line.Length) - 1;
        return spaces;
    }

    /// <summary>One bit for each of 64 bytes: the spaces, and <paramref name="odd"/>, the control and non-ASCII bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ulong Scan(ref byte bytes, out ulong odd)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            var block = Vector512.LoadUnsafe(ref bytes);
            odd = Vector512.GreaterThan(block - Vector512.Create((byte)0x20), Vector512.Create((byte)0x5E)).ExtractMostSignificantBits();
            return Vector512.Equals(block, Vector512.Create((byte)' ')).ExtractMostSignificantBits();
        }

        if (Vector256.IsHardwareAccelerated)
        {
            var spaces = Scan256(ref bytes, out var low) | ((ulong)Scan256(ref Unsafe.Add(ref bytes, 32), out var high) << 32);
            odd = low | ((ulong)high << 32);
            return spaces;
        }

        odd = 0;
        ulong all = 0;
        for (var i = 0; i < BlockLength; i += 16)
        {
            var block = Vector128.LoadUnsafe(ref Unsafe.Add(ref bytes, i));
            odd |= (ulong)Vector128.GreaterThan(block - Vector128.Create((byte)0x20), Vector128.Create((byte)0x5E)).ExtractMostSignificantBits() << i;
            all |= (ulong)Vector128.Equals(block, Vector128.Create((byte)' ')).ExtractMostSignificantBits() << i;
        }

        return all;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static uint Scan256(ref byte bytes, out uint odd)
    {
        var block = Vector256.LoadUnsafe(ref bytes);
        odd = Vector256.GreaterThan(block - Vector256.Create((byte)0x20), Vector256.Create((byte)0x5E)).ExtractMostSignificantBits();
        return Vector256.Equals(block, Vector256.Create((byte)' ')).ExtractMostSignificantBits();
    }
}
