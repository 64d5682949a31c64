using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace FlowLogStack.Parquet;

/// <summary>Decoder of Parquet's hybrid of repeated and bit-packed numbers.</summary>
static class HybridDecoder
{
    /// <summary>Decodes numbers.</summary>
    /// <param name="bytes">The encoded numbers.</param>
    /// <param name="width">Number of bits of a number, 0 to 32.</param>
    /// <param name="numbers">Receives the numbers; as many are decoded as have a place.</param>
    internal static void Decode(ReadOnlySpan<byte> bytes, int width, Span<int> numbers)
    {
        if (width is < 0 or > 32)
            throw new InvalidDataException("A page has numbers of an impossible width");
        var position = 0;
        while (!numbers.IsEmpty)
        {
            var head = ReadVarint(bytes, ref position);
            if ((head & 1) == 0)
            {
                var count = (int)Math.Min(head >> 1, (uint)numbers.Length);
                var size = (width + 7) / 8;
                var value = 0;
                for (var i = 0; i < size; i++)
                    value |= bytes[position + i] << (8 * i);
                position += size;
                numbers[..count].Fill(value);
                numbers = numbers[count..];
                if (count == 0 && head == 0)
                    throw new InvalidDataException("A page has an empty run");
                continue;
            }

            var size8 = checked((int)(head >> 1) * width);
            // Writers may omit padding at the end.
            var packed = bytes.Slice(position, Math.Min(size8, bytes.Length - position));
            var unpacked = (int)Math.Min((long)(head >> 1) * 8, numbers.Length);
            Unpack(packed, width, numbers[..unpacked]);
            position += packed.Length;
            numbers = numbers[unpacked..];
        }
    }

    /// <summary>Returns whether numbers are one run of the same value.</summary>
    /// <param name="bytes">The encoded numbers, of one bit each.</param>
    /// <param name="value">The value.</param>
    /// <param name="count">Number of the numbers.</param>
    internal static bool IsRun(ReadOnlySpan<byte> bytes, int value, int count)
    {
        var position = 0;
        var head = ReadVarint(bytes, ref position);
        return (head & 1) == 0 && head >> 1 >= (uint)count && bytes[position] == value;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Unpack(ReadOnlySpan<byte> bytes, int width, Span<int> numbers)
    {
        var mask = width == 32 ? uint.MaxValue : (1U << width) - 1;
        if ((long)bytes.Length * 8 < (long)numbers.Length * width)
            throw new InvalidDataException("A page has too few numbers");
        var bit = 0L;
        for (var i = 0; i < numbers.Length; i++, bit += width)
        {
            var at = (int)(bit >> 3);
            var word = at + 8 <= bytes.Length ? BinaryPrimitives.ReadUInt64LittleEndian(bytes[at..]) : Rest(bytes[at..]);
            numbers[i] = (int)((uint)(word >> (int)(bit & 7)) & mask);
        }
    }

    static ulong Rest(ReadOnlySpan<byte> bytes)
    {
        var word = 0UL;
        for (var i = 0; i < bytes.Length; i++)
            word |= (ulong)bytes[i] << (8 * i);
        return word;
    }

    static uint ReadVarint(ReadOnlySpan<byte> bytes, ref int position)
    {
        var value = 0U;
        for (var shift = 0; shift < 32; shift += 7)
        {
            var next = bytes[position++];
            value |= (uint)(next & 127) << shift;
            if (next < 128)
                return value;
        }

        throw new InvalidDataException("A page has a number that is too long");
    }
}
