namespace FlowLogStack.Records;

/// <summary>A stream whose first bytes were already read.</summary>
/// <param name="head">The bytes that were read.</param>
/// <param name="rest">The stream behind them; not disposed.</param>
sealed class HeadedStream(ReadOnlyMemory<byte> head, Stream rest) : ForwardOnlyStream
{
    readonly int headLength = head.Length;

    /// <summary>The stream itself, at its beginning, if it is seekable and nothing else was read; otherwise null.</summary>
    internal Stream? Rewind()
    {
        if (!rest.CanSeek || head.Length != headLength || rest.Position != headLength)
            return null;
        rest.Position = 0;
        return rest;
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (head.IsEmpty)
            return rest.Read(buffer);
        var count = Math.Min(head.Length, buffer.Length);
        head.Span[..count].CopyTo(buffer);
        head = head[count..];
        return count;
    }
}
