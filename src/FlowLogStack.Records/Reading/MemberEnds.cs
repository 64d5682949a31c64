namespace FlowLogStack.Records;

/// <summary>Compressed bytes, of which the last ones before the end and before another member are returned one by one.</summary>
/// <remarks>
/// Where a check fails, a decompressor withholds all that it has decompressed since its last read. So it must have returned the text of a member before it
/// reads the checksum behind it.
/// </remarks>
/// <param name="head">Bytes before those of the source.</param>
/// <param name="source">The other bytes; not disposed.</param>
/// <param name="mark">First bytes of each member.</param>
sealed class MemberEnds(byte[] head, Stream source, byte[] mark) : ForwardOnlyStream
{
    // A checksum and a length of 4 bytes each, and line endings that some writers add.
    const int EndLength = 16;
    const int BufferLength = 8 * 1024;

    readonly byte[] buffer = new byte[BufferLength];
    int start;
    int end;
    int headServed;
    int slow;
    bool hasEnded;
    UnreadableObjectException? fault;

    /// <summary>First bytes of a gzip member.</summary>
    internal static byte[] Gzip => [0x1F, 0x8B, 0x08];

    /// <summary>First bytes of a zstd frame.</summary>
    internal static byte[] Zstd => [0x28, 0xB5, 0x2F, 0xFD];

    public override int Read(Span<byte> bytes)
    {
        if (bytes.IsEmpty)
            return 0;
        while (true)
        {
            if (slow > 0)
            {
                slow--;
                return Serve(bytes[..1]);
            }

            var known = end - start;
            // A member that begins with the next byte has been considered.
            var next = known > 1 ? buffer.AsSpan(start + 1, known - 1).IndexOf(mark) + 1 : 0;
            var last = next > 0 ? next : known;
            var together = last - EndLength - (next > 0 || hasEnded ? 0 : mark.Length - 1);
            if (together > 0)
                return Serve(bytes[..Math.Min(together, bytes.Length)]);
            if (next > 0 || hasEnded)
                slow = last;
            else
                Fetch();
            if (hasEnded && slow == 0 && start == end)
                return fault is null ? 0 : throw fault;
        }
    }

    int Serve(Span<byte> bytes)
    {
        buffer.AsSpan(start, bytes.Length).CopyTo(bytes);
        start += bytes.Length;
        return bytes.Length;
    }

    void Fetch()
    {
        buffer.AsSpan(start, end - start).CopyTo(buffer);
        (start, end) = (0, end - start);
        var free = buffer.AsSpan(end);
        var read = Math.Min(head.Length - headServed, free.Length);
        if (read > 0)
            head.AsSpan(headServed, read).CopyTo(free);
        else
            read = ReadSource(free);
        headServed = Math.Min(headServed + read, head.Length);
        end += read;
        hasEnded = read == 0;
    }

    // A source that is compressed itself can be damaged. The bytes before the fault are returned first.
    int ReadSource(Span<byte> free)
    {
        try
        {
            return source.Read(free);
        }
        catch (UnreadableObjectException e)
        {
            fault = e;
            return 0;
        }
    }
}
