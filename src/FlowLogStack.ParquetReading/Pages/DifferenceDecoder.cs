using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace FlowLogStack.Parquet;

/// <summary>Decoder of whole numbers that are stored as packed differences (DELTA_BINARY_PACKED).</summary>
static class DifferenceDecoder
{
    const int MostBlockLength = 1 << 20;
    const int GroupLength = 32;

    // A number of this width is in eight bytes wherever it begins.
    const int WidthInWord = 57;

    /// <summary>Decodes numbers.</summary>
    /// <param name="bytes">The encoded numbers, which may be followed by other bytes.</param>
    /// <param name="numbers">Receives the numbers.</param>
    /// <returns>The number of bytes that the numbers have.</returns>
    /// <exception cref="InvalidDataException">The bytes are damaged.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static int Decode(ReadOnlySpan<byte> bytes, Span<long> numbers)
    {
        var position = 0;
        var blockLength = ReadVarint(bytes, ref position);
        var parts = ReadVarint(bytes, ref position);
        var count = ReadVarint(bytes, ref position);
        var value = ReadSigned(bytes, ref position);
        if (count != (ulong)numbers.Length || parts == 0 || blockLength > MostBlockLength || parts > blockLength || blockLength % (parts * GroupLength) != 0)
            throw Damaged();
        if (numbers.IsEmpty)
            return position;
        numbers[0] = value;
        numbers = numbers[1..];
        var partLength = (int)(blockLength / parts);
        while (!numbers.IsEmpty)
        {
            var least = ReadSigned(bytes, ref position);
            var widths = bytes.Slice(position, (int)parts);
            position += (int)parts;
            foreach (var width in widths)
            {
                // Parts behind the last number aren't stored.
                if (numbers.IsEmpty)
                    break;
                var size = checked(partLength / 8 * width);
                var stored = Math.Min(partLength, numbers.Length);
                // Writers may omit padding at the end.
                var packed = bytes.Slice(position, Math.Min(size, bytes.Length - position));
                if (width > 64 || (long)packed.Length * 8 < (long)stored * width)
                    throw Damaged();
                for (var i = 0; i < stored; i++)
                {
                    value += least + (long)Unpack(packed, (long)i * width, width);
                    numbers[i] = value;
                }

                numbers = numbers[stored..];
                position += packed.Length;
            }
        }

        return position;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ulong Unpack(ReadOnlySpan<byte> bytes, long bit, int width)
    {
        var first = (int)(bit >> 3);
        if (width <= WidthInWord && first + sizeof(ulong) <= bytes.Length)
            return (BinaryPrimitives.ReadUInt64LittleEndian(bytes[first..]) >> (int)(bit & 7)) & ((1UL << width) - 1);
        var (value, filled) = (0UL, 0);
        for (var at = first; filled < width; at++)
        {
            var skipped = filled == 0 ? (int)(bit & 7) : 0;
            value |= (ulong)(bytes[at] >> skipped) << filled;
            filled += 8 - skipped;
        }

        return width == 64 ? value : value & ((1UL << width) - 1);
    }

    static long ReadSigned(ReadOnlySpan<byte> bytes, ref int position)
    {
        var value = ReadVarint(bytes, ref position);
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    static ulong ReadVarint(ReadOnlySpan<byte> bytes, ref int position)
    {
        var value = 0UL;
        for (var shift = 0; shift < 70; shift += 7)
        {
            var next = bytes[position++];
            value |= (ulong)(next & 127) << shift;
            if (next < 128)
                return value;
        }

        throw Damaged();
    }

    static InvalidDataException Damaged() => new("A page has damaged differences");
}
