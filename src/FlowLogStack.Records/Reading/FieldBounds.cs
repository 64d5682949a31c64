using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace FlowLogStack.Records;

/// <summary>Search for the starts of a line's fields and for bytes that are not valid in records, 64 bytes at a time.</summary>
static class FieldBounds
{
    /// <summary>Number of bytes processed together; <see cref="TryFindEnd"/> may load that many bytes after the last available one.</summary>
    internal const int BlockLength = 64;

    const int WrittenAtOnce = 12;
    const int PackedAtOnce = 16;
    const int Slack = PackedAtOnce;

    static readonly Vector512<byte> Places = Vector512<byte>.Indices;

    /// <summary>Creates the array that <see cref="Find"/> writes to; elements after the required ones are scratch space.</summary>
    internal static int[] ForFields(int count) => new int[count + 1 + Slack];

    /// <summary>Writes the start of every field, and the length plus one as the start after the last field.</summary>
    /// <param name="line">Line, without its ending.</param>
    /// <param name="starts">Array of <see cref="ForFields"/> for the number of expected fields.</param>
    /// <returns>Whether the line has the expected number of fields, none of them empty, and is UTF-8 without control characters.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static RejectionReason Find(ReadOnlySpan<byte> line, int[] starts)
    {
        ref var bytes = ref MemoryMarshal.GetReference(line);
        ref var next = ref MemoryMarshal.GetArrayDataReference(starts);
        var separators = starts.Length - Slack - 2;
        next = 0;
        next = ref Unsafe.Add(ref next, 1);
        // A space at the start or after another one makes an empty field; the carry is 1 if the last byte was a space.
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
            if (Avx512Vbmi2.IsSupported && count <= PackedAtOnce && line.Length >= BlockLength)
            {
                var from = Math.Min(offset, line.Length - BlockLength);
                WritePacked(ref next, ref Unsafe.Add(ref bytes, from), offset - from, from + 1);
            }
            else
            {
                Write(ref next, spaces, count, offset + 1);
            }

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

    /// <summary>Finds the fields of the line at the beginning of the bytes, and the end of the line, in one pass.</summary>
    /// <param name="bytes">First byte; all available bytes and a block more can be loaded.</param>
    /// <param name="available">Number of bytes that belong to the object.</param>
    /// <param name="starts">Array of <see cref="ForFields"/> for the number of expected fields.</param>
    /// <param name="length">Length of the line without its ending.</param>
    /// <returns>
    /// Whether the line ends within the bytes, has the expected number of fields, none of them empty, and is printable
    /// ASCII. Otherwise call <see cref="Find"/>.
    /// </returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static bool TryFindEnd(ref byte bytes, int available, int[] starts, out int length)
    {
        ref var next = ref MemoryMarshal.GetArrayDataReference(starts);
        var separators = starts.Length - Slack - 2;
        next = 0;
        next = ref Unsafe.Add(ref next, 1);
        ulong doubled = 0, carry = 1;
        for (var offset = 0; offset < available; offset += BlockLength)
        {
            var spaces = Scan(ref Unsafe.Add(ref bytes, offset), out var odd);
            var end = BitOperations.TrailingZeroCount(odd);
            if (odd != 0)
                spaces &= (1UL << end) - 1;
            doubled |= spaces & ((spaces << 1) | carry);
            carry = spaces >> 63;
            var count = BitOperations.PopCount(spaces);
            separators -= count;
            if (separators < 0)
                break;
            if (Avx512Vbmi2.IsSupported && count <= PackedAtOnce)
                WritePacked(ref next, ref Unsafe.Add(ref bytes, offset), 0, offset + 1);
            else
                Write(ref next, spaces, count, offset + 1);
            next = ref Unsafe.Add(ref next, count);
            if (odd == 0)
                continue;
            length = offset + end;
            next = length + 1;
            return separators == 0
                && doubled == 0
                && length < available
                && length > 0
                && Unsafe.Add(ref bytes, length - 1) != ' '
                && Unsafe.Add(ref bytes, length) == '\n';
        }

        length = 0;
        return false;
    }

    // Positions of the spaces among 64 bytes, compressed by one instruction if the CPU has one.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void WritePacked(ref int next, ref byte block, int skipped, int offset)
    {
        var spaces = Vector512.Equals(Vector512.LoadUnsafe(ref block), Vector512.Create((byte)' '));
        if (skipped > 0)
            spaces &= Vector512.GreaterThanOrEqual(Places, Vector512.Create((byte)skipped));
        var places = Avx512Vbmi2.Compress(Vector512<byte>.Zero, spaces, Places).GetLower().GetLower();
        (Avx512F.ConvertToVector512Int32(places) + Vector512.Create(offset)).StoreUnsafe(ref next);
    }

    // The CPU mispredicts the end of a loop over the bits about once a block, which costs more than
    // writing a few elements too many. So a fixed number is written at once, and a loop writes the rare rest.
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
        // Only text outside ASCII was unusual, and the bounds have been found.
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

    /// <summary>Returns one bit for each of 64 bytes: the spaces, and in <paramref name="odd"/> the control and non-ASCII bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ulong Scan(ref byte bytes, out ulong odd) =>
        Vector512.IsHardwareAccelerated ? ScanBy64(ref bytes, out odd)
        : Vector256.IsHardwareAccelerated ? ScanBy32(ref bytes, out odd)
        : ScanBy16(ref bytes, out odd);

    /// <summary>Does the same in one step, for AVX-512.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong ScanBy64(ref byte bytes, out ulong odd)
    {
        var block = Vector512.LoadUnsafe(ref bytes);
        odd = Vector512.GreaterThan(block - Vector512.Create((byte)0x20), Vector512.Create((byte)0x5E)).ExtractMostSignificantBits();
        return Vector512.Equals(block, Vector512.Create((byte)' ')).ExtractMostSignificantBits();
    }

    /// <summary>Does the same in two steps, for AVX2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong ScanBy32(ref byte bytes, out ulong odd)
    {
        var spaces = Scan256(ref bytes, out var low) | ((ulong)Scan256(ref Unsafe.Add(ref bytes, 32), out var high) << 32);
        odd = low | ((ulong)high << 32);
        return spaces;
    }

    /// <summary>Does the same in four steps, for ARM.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong ScanBy16(ref byte bytes, out ulong odd)
    {
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
