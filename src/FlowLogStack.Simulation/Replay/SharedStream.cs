using System.Buffers;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>A stream whose bytes a second reader gets as well, on a thread of its own.</summary>
/// <remarks>The two readers are at most some blocks apart. If the second reader ends early, the first one goes on without it.</remarks>
sealed class SharedStream : ForwardOnlyStream, IRowSource
{
    const int BlocksAhead = 16;

    readonly Stream source;
    readonly BlockQueue copies = new(BlocksAhead);
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
        // After the second reader has ended, its caller gets the reason from it.
        if (read == 0 || copies.IsStopped)
            return read;
        var copy = ArrayPool<byte>.Shared.Rent(read);
        buffer[..read].CopyTo(copy);
        if (!copies.Add(copy, read))
            ArrayPool<byte>.Shared.Return(copy);
        return read;
    }

    /// <summary>Ends the second reader's stream.</summary>
    /// <param name="isDamaged">Whether the first reader has failed, so that the end is an error for the second one too.</param>
    internal void Complete(bool isDamaged)
    {
        this.isDamaged = isDamaged;
        copies.Complete();
    }

    sealed class CopyStream(SharedStream owner) : ForwardOnlyStream
    {
        BlockQueue.Block? block;
        int position;

        public override int Read(Span<byte> buffer)
        {
            if (block is null || position == block.Length)
            {
                Return();
                block = owner.copies.Take();
                if (block is null)
                    return owner.isDamaged ? throw new EndOfStreamException() : 0;
            }

            var count = Math.Min(block.Length - position, buffer.Length);
            block.Bytes.AsSpan(position, count).CopyTo(buffer);
            position += count;
            return count;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                Return();
                owner.copies.Stop();
            }

            base.Dispose(disposing);
        }

        void Return()
        {
            if (block is not null)
                ArrayPool<byte>.Shared.Return(block.Bytes);
            (block, position) = (null, 0);
        }
    }
}
