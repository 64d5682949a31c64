using System.Collections.Concurrent;
using FlowLogStack.Parquet;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>The text of an object, downloaded and decompressed, or decoded from Parquet, on a separate thread ahead of the reader.</summary>
sealed class ReadAheadStream : ForwardOnlyStream, IRowSource
{
    const int BlockLength = 256 * 1024;
    const int BlocksAhead = 4;

    readonly BlockingCollection<ArraySegment<byte>> ready = new(BlocksAhead);
    readonly ConcurrentBag<byte[]> free = [];
    readonly CancellationTokenSource stop = new();
    readonly Task reading;
    ArraySegment<byte> block;

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
        while (block.Count == 0)
        {
            if (block.Array is { } used)
                free.Add(used);
            if (!ready.TryTake(out block, Timeout.Infinite))
            {
                block = default;
                // Rethrows the exception of the other thread.
                reading.GetAwaiter().GetResult();
                return 0;
            }
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
            stop.Cancel();
            ((IAsyncResult)reading).AsyncWaitHandle.WaitOne();
            ready.Dispose();
            stop.Dispose();
        }

        base.Dispose(disposing);
    }

    void ReadAll(Stream source, string name)
    {
        try
        {
            using var text = ParquetObject.Open(source, name, Rows);
            using var bytes = new ObjectBytes(text, name);
            for (var hasMore = true; hasMore && !stop.IsCancellationRequested;)
            {
                var buffer = free.TryTake(out var used) ? used : new byte[BlockLength];
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
                    if (filled > 0)
                        ready.Add(new ArraySegment<byte>(buffer, 0, filled), stop.Token);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The reader has been disposed.
        }
        finally
        {
            ready.CompleteAdding();
        }
    }
}
