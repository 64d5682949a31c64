using System.Buffers;
using FlowLogStack.Parquet;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>The text of an object, downloaded and decompressed, or decoded from Parquet, on a separate thread ahead of the reader.</summary>
sealed class ReadAheadStream : ForwardOnlyStream
{
    const int BlockLength = 256 * 1024;
    const int BlocksAhead = 4;

    readonly BlockQueue ready = new(BlocksAhead);
    readonly Task reading;
    BlockQueue.Block? block;
    int position;

    internal ReadAheadStream(Stream source, string name)
    {
        reading = Task.Factory.StartNew(() => ReadAll(source, name), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

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
            using var text = ParquetObject.Open(source, name);
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
