using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace FlowLogStack.Parquet;

/// <summary>Reader of Parquet's hybrid of repeated and bit-packed numbers, some rows at a time.</summary>
struct HybridReader
{
    readonly byte[] bytes;
    readonly int end;
    readonly int width;
    int position;
    int left;
    int value;
    bool isPacked;
    long bit;

    /// <summary>Begins to read numbers.</summary>
    /// <param name="bytes">Bytes that contain the encoded numbers.</param>
    /// <param name="start">Position of the first number.</param>
    /// <param name="end">Position behind the last number.</param>
    /// <param name="width">Number of bits of a number, 0 to 32.</param>
    /// <exception cref="InvalidDataException">The width isn't possible.</exception>
    internal HybridReader(byte[] bytes, int start, int end, int width)
    {
        if (width is < 0 or > 32)
            throw new InvalidDataException("A page has numbers of an impossible width");
        (this.bytes, position, this.end, this.width) = (bytes, start, end, width);
    }

    /// <summary>Skips the next numbers if they are the same value.</summary>
    /// <param name="repeated">The value.</param>
    /// <param name="count">Number of the numbers.</param>
    /// <returns>Whether they are one run of that value.</returns>
    internal bool TrySkip(int repeated, int count)
    {
        if (left == 0)
            BeginRun();
        if (isPacked || value != repeated || left < count)
            return false;
        left -= count;
        return true;
    }

    /// <summary>Reads the next numbers.</summary>
    /// <param name="target">Receives the numbers; as many are read as have a place.</param>
    /// <param name="limit">Limit of the numbers, which are smaller.</param>
    /// <param name="added">What is added to each number.</param>
    /// <exception cref="InvalidDataException">A number is too large, or there are too few numbers.</exception>
    internal void Decode(Span<int> target, int limit, int added)
    {
        while (!target.IsEmpty)
        {
            if (left == 0)
            {
                BeginRun();
                continue;
            }

            var count = Math.Min(left, target.Length);
            if (isPacked)
                Unpack(target[..count], (uint)limit, added);
            else
                target[..count].Fill((uint)value < (uint)limit ? value + added : throw Beyond());
            left -= count;
            target = target[count..];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Unpack(Span<int> target, uint limit, int added)
    {
        // Writers may omit padding at the end.
        if (bit + ((long)target.Length * width) > (long)end * 8)
            throw new InvalidDataException("A page has too few numbers");
        var mask = width == 32 ? uint.MaxValue : (1U << width) - 1;
        var (all, at, step) = (bytes, bit, width);
        for (var i = 0; i < target.Length; i++, at += step)
        {
            var first = (int)(at >> 3);
            var word = first <= all.Length - sizeof(ulong) ? BinaryPrimitives.ReadUInt64LittleEndian(all.AsSpan(first)) : Rest(all.AsSpan(first));
            var number = (uint)(word >> (int)(at & 7)) & mask;
            if (number >= limit)
                throw Beyond();
            target[i] = (int)number + added;
        }

        bit = at;
    }

    void BeginRun()
    {
        var head = ReadVarint();
        isPacked = (head & 1) == 1;
        if (isPacked)
        {
            bit = (long)position * 8;
            left = (int)Math.Min((long)(head >> 1) * 8, int.MaxValue);
            position = (int)Math.Min(position + ((long)(head >> 1) * width), end);
            return;
        }

        left = (int)(head >> 1);
        if (left == 0)
            throw new InvalidDataException("A page has an empty run");
        value = 0;
        for (var shift = 0; shift < width; shift += 8)
            value |= Next() << shift;
    }

    uint ReadVarint()
    {
        var number = 0U;
        for (var shift = 0; shift < 32; shift += 7)
        {
            var next = (uint)Next();
            number |= (next & 127) << shift;
            if (next < 128)
                return number;
        }

        throw new InvalidDataException("A page has a number that is too long");
    }

    int Next() => position < end ? bytes[position++] : throw new EndOfStreamException();

    static ulong Rest(ReadOnlySpan<byte> bytes)
    {
        var word = 0UL;
        for (var i = 0; i < bytes.Length; i++)
            word |= (ulong)bytes[i] << (8 * i);
        return word;
    }

    static InvalidDataException Beyond() => new("A page has an index beyond its dictionary");
}
