using System.Runtime.CompilerServices;

namespace FlowLogStack.Parquet;

/// <summary>Decoder of Snappy's raw format, in which Parquet stores pages.</summary>
static class SnappyDecoder
{
    const int MostShortLiteral = 60;

    /// <summary>Decodes a block.</summary>
    /// <param name="stored">The block.</param>
    /// <param name="page">Receives the bytes.</param>
    /// <returns>The number of bytes.</returns>
    /// <exception cref="InvalidDataException">The block is damaged, or has another size.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static int Decode(ReadOnlySpan<byte> stored, Span<byte> page)
    {
        var at = 0;
        if (ReadSize(stored, ref at) != (uint)page.Length)
            throw Damaged();
        var written = 0;
        while (at < stored.Length)
        {
            var tag = stored[at++];
            if ((tag & 3) == 0)
            {
                var literal = ReadLiteral(stored, ref at, tag >> 2);
                literal.CopyTo(page[written..]);
                written += literal.Length;
                continue;
            }

            var (length, offset) = (0, 0);
            switch (tag & 3)
            {
                case 1:
                    length = ((tag >> 2) & 7) + 4;
                    offset = ((tag >> 5) << 8) | stored[at];
                    at++;
                    break;
                case 2:
                    length = (tag >> 2) + 1;
                    offset = stored[at] | (stored[at + 1] << 8);
                    at += 2;
                    break;
                default:
                    length = (tag >> 2) + 1;
                    offset = stored[at] | (stored[at + 1] << 8) | (stored[at + 2] << 16) | (stored[at + 3] << 24);
                    at += 4;
                    break;
            }

            if (offset <= 0 || offset > written || length > page.Length - written)
                throw Damaged();
            Repeat(page, written, offset, length);
            written += length;
        }

        return written;
    }

    static ReadOnlySpan<byte> ReadLiteral(ReadOnlySpan<byte> stored, ref int at, int code)
    {
        var length = (long)code;
        if (code >= MostShortLiteral)
        {
            length = 0;
            var bytes = code - MostShortLiteral + 1;
            for (var i = 0; i < bytes; i++)
                length |= (long)stored[at + i] << (8 * i);
            at += bytes;
        }

        length++;
        if (length > stored.Length - at)
            throw Damaged();
        var literal = stored.Slice(at, (int)length);
        at += (int)length;
        return literal;
    }

    // A copy may contain what it writes itself.
    static void Repeat(Span<byte> page, int written, int offset, int length)
    {
        while (length > 0)
        {
            var count = Math.Min(offset, length);
            page.Slice(written - offset, count).CopyTo(page[written..]);
            written += count;
            length -= count;
            // What was written repeats as well, so the next copy can be twice as long.
            offset += count;
        }
    }

    static uint ReadSize(ReadOnlySpan<byte> stored, ref int at)
    {
        var size = 0U;
        for (var shift = 0; shift < 35; shift += 7)
        {
            var next = stored[at++];
            size |= (uint)(next & 127) << shift;
            if (next < 128)
                return size;
        }

        throw Damaged();
    }

    static InvalidDataException Damaged() => new("A page compressed with Snappy is damaged");
}
