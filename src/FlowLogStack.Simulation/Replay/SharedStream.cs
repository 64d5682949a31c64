using System.Buffers;
using System.Collections.Concurrent;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>A stream whose bytes a second reader gets as well, on a thread of its own.</summary>
/// <remarks>The two readers are at most some blocks apart. If the second reader ends early, the first one goes on without it.</remarks>
sealed class SharedStream : ForwardOnlyStream, IRowSource
{
    const int BlocksAhead = 16;

    readonly Stream source;
    readonly BlockingCollection<ArraySegment<byte>> copies = new(BlocksAhead);
    readonly CancellationTokenSource stop = new();
    volatile bool isDamaged;

    /// <summary>Shares a stream.</summary>
    /// <param name="source">The stream; not disposed.</param>
    internal SharedStream(Stream source)
    {
        this.source = source;
        Copy = new CopyStream(this);
    }

    /// <summary>The rows of the source, for the first reader.</summary>
    public KnownRows? Rows => (source as IRowSource)?.Rows;

    /// <summary>The same bytes for the second reader, which disposes it when it has ended.</summary>
    internal Stream Copy { get; }

    public override int Read(Span<byte> buffer)
    {
        var read = source.Read(buffer);
        if (read == 0 || stop.IsCancellationRequested)
            return read;
        var copy = ArrayPool<byte>.Shared.Rent(read);
        buffer[..read].CopyTo(copy);
        try
        {
            copies.Add(new ArraySegment<byte>(copy, 0, read), stop.Token);
        }
        catch (OperationCanceledException)
        {
            // The second reader has ended, and its caller gets the reason from it.
        }

        return read;
    }

    /// <summary>Ends the second reader's stream.</summary>
    /// <param name="isDamaged">Whether the first reader has failed, so that the end is an error for the second one too.</param>
    internal void Complete(bool isDamaged)
    {
        this.isDamaged = isDamaged;
        copies.CompleteAdding();
    }

    /// <summary>Frees the copies. Both readers have ended.</summary>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            copies.Dispose();
            stop.Dispose();
        }

        base.Dispose(disposing);
    }

    sealed class CopyStream(SharedStream owner) : ForwardOnlyStream
    {
        ArraySegment<byte> block;

        public override int Read(Span<byte> buffer)
        {
            if (block.Count == 0)
            {
                Return();
                if (!owner.copies.TryTake(out block, Timeout.Infinite))
                    return owner.isDamaged ? throw new EndOfStreamException() : 0;
            }

            var count = Math.Min(block.Count, buffer.Length);
            block.AsSpan(0, count).CopyTo(buffer);
            block = block[count..];
            return count;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                Return();
                owner.stop.Cancel();
            }

            base.Dispose(disposing);
        }

        void Return()
        {
            if (block.Array is { } used)
                ArrayPool<byte>.Shared.Return(used);
            block = default;
        }
    }
}
