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
    const int BufferLength = 64 * 1024;

    readonly byte[] buffer = new byte[BufferLength];
    int start;
    int end;
    int headServed;
    int together;
    int apart;
    bool hasEnded;
    UnreadableObjectException? fault;

    /// <summary>First bytes of a gzip member.</summary>
    internal static readonly byte[] Gzip = [0x1F, 0x8B, 0x08];

    /// <summary>First bytes of a zstd frame.</summary>
    internal static readonly byte[] Zstd = [0x28, 0xB5, 0x2F, 0xFD];

    public override int Read(Span<byte> bytes)
    {
        if (bytes.IsEmpty)
            return 0;
        do
        {
            if (start < together)
                return Serve(bytes[..Math.Min(together - start, bytes.Length)]);
            if (apart > 0)
            {
                apart--;
                return Serve(bytes[..1]);
            }
        }
        while (Plan());
        return fault is null ? 0 : throw fault;
    }

    // Decides which bytes are returned together and which one by one, or fetches more. Returns false at the end.
    bool Plan()
    {
        var known = end - start;
        if (known == 0 && hasEnded)
            return false;
        // A member that begins with the next byte has been considered.
        var next = known > 1 ? buffer.AsSpan(start + 1, known - 1).IndexOf(mark) + 1 : 0;
        var isEnd = next > 0 || hasEnded;
        var last = next > 0 ? next : known;
        var first = Math.Max(0, last - EndLength - (isEnd ? 0 : mark.Length - 1));
        together = start + first;
        if (isEnd)
            apart = last - first;
        else if (first == 0)
            Fetch();
        return true;
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
        (start, end, together) = (0, end - start, 0);
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
