using System.Buffers;
using FlowLogStack.Parquet;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>The text of an object, downloaded and decompressed, or decoded from Parquet, on a separate thread ahead of the reader.</summary>
sealed class ReadAheadStream : ForwardOnlyStream, IRowSource
{
    const int BlockLength = 256 * 1024;
    const int BlocksAhead = 4;

    readonly BlockQueue ready = new(BlocksAhead);
    readonly Task reading;
    BlockQueue.Block? block;
    int position;

    /// <summary>Begins to read an object.</summary>
    /// <param name="source">Bytes of the object; not disposed.</param>
    /// <param name="name">Name of the object in messages.</param>
    /// <param name="rows">Rows of the source, if it is the text of a Parquet object. Default: null, those of the object are found.</param>
    internal ReadAheadStream(Stream source, string name, KnownRows? rows = null)
    {
        Rows = rows ?? new KnownRows();
        reading = Task.Factory.StartNew(() => ReadAll(source, name), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <inheritdoc/>
    public KnownRows? Rows { get; }

    public override int Read(Span<byte> buffer)
    {
        while (block is null || position == block.Length)
        {
            Return();
            block = ready.Take();
            if (block is null)
            {
                // Rethrows the exception of the other thread.
                reading.GetAwaiter().GetResult();
                return 0;
            }
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
            ready.Stop();
            ((IAsyncResult)reading).AsyncWaitHandle.WaitOne();
            Return();
        }

        base.Dispose(disposing);
    }

    void Return()
    {
        if (block is not null)
            ArrayPool<byte>.Shared.Return(block.Bytes);
        block = null;
        position = 0;
    }

    void ReadAll(Stream source, string name)
    {
        try
        {
            using var text = ParquetObject.Open(source, name, Rows);
            using var bytes = new ObjectBytes(text, name);
            for (var hasMore = true; hasMore && !ready.IsStopped;)
            {
                var buffer = ArrayPool<byte>.Shared.Rent(BlockLength);
                var filled = 0;
                try
                {
                    while (filled < buffer.Length && hasMore)
                    {
                        var read = bytes.Read(buffer.AsSpan(filled));
                        filled += read;
                        // The source must not be read beyond its end.
                        hasMore = read > 0;
                    }
                }
                finally
                {
                    // Data before the damage count.
                    if (filled == 0 || !ready.Add(buffer, filled))
                        ArrayPool<byte>.Shared.Return(buffer);
                }
            }
        }
        finally
        {
            ready.Complete();
        }
    }
}
