using FlowLogStack.Records;

namespace FlowLogStack.Processing;

/// <summary>A network stream whose reads end when the time is over.</summary>
/// <param name="source">The stream; not disposed.</param>
/// <param name="cancellation">Cancels reading.</param>
sealed class TimedStream(Stream source, CancellationToken cancellation) : ForwardOnlyStream
{
    readonly byte[] buffer = new byte[64 * 1024];
    int start;
    int end;

    /// <inheritdoc/>
    public override int Read(Span<byte> destination)
    {
        if (start == end)
        {
            start = 0;
            end = source.ReadAsync(buffer, cancellation).AsTask().GetAwaiter().GetResult();
        }

        var count = Math.Min(destination.Length, end - start);
        buffer.AsSpan(start, count).CopyTo(destination);
        start += count;
        return count;
    }
}
