using System.Diagnostics;

namespace FlowLogStack.Processing;

/// <summary>An output that posts batches of lines to the endpoint concurrently, and saves those that it does not accept as dead letters.</summary>
/// <param name="settings">Settings of the function.</param>
/// <param name="endpoint">Settings of the endpoint.</param>
/// <param name="post">Sends a body; returns null if the endpoint accepts it, otherwise the reason.</param>
/// <param name="park">Saves a batch that was not accepted.</param>
sealed class EndpointOutput(ProcessorSettings settings, EndpointSettings endpoint, PostBody post, ParkBatch park) : IOutput, IDisposable
{
    readonly LineEncoder encoder = LineEncoder.For(endpoint.Encoding, settings, endpoint.Enriches);
    readonly SemaphoreSlim slots = new(endpoint.Concurrency);
    readonly Stack<OutputBuffer> spare = new();

    /// <inheritdoc/>
    public bool UsesFacts => encoder.UsesFacts;

    int BatchBytes => endpoint.BatchBytes;

    int BatchRecords => endpoint.BatchRecords;

    bool Compresses => endpoint.Compress;

    PostBody Post => post;

    ParkBatch Park => park;

    /// <inheritdoc/>
    public OutputSession Open(LineOrigin origin, Run run) => new Session(this, origin, run);

    /// <inheritdoc/>
    public void Dispose() => slots.Dispose();

    OutputBuffer Rent()
    {
        lock (spare)
            return spare.Count > 0 ? spare.Pop() : new OutputBuffer(endpoint.BatchBytes + 4096);
    }

    void Return(OutputBuffer buffer)
    {
        buffer.Truncate(0);
        lock (spare)
        {
            // As many as can be under way with their bodies, and the one being filled; the buffer of a giant line is released.
            if (spare.Count <= 2 * endpoint.Concurrency && buffer.Array.Length <= 4 * (endpoint.BatchBytes + 4096))
                spare.Push(buffer);
        }
    }

    sealed class Session(EndpointOutput output, LineOrigin origin, Run run) : OutputSession
    {
        readonly List<Task<string?>> underWay = [];
        readonly Queue<(OutputBuffer Body, int Records)> ready = new();
        OutputBuffer? current;
        int records;

        public override void Write(in ProcessedLine line)
        {
            current ??= output.Rent();
            var before = current.Length;
            current.Append(before > 0 ? output.encoder.Separator : output.encoder.Opening);
            var start = current.Length;
            output.encoder.Write(current, line, origin);
            if (before > 0 && current.Length + output.encoder.Closing.Length > output.BatchBytes)
            {
                // The line did not fit: it begins the next batch.
                var next = output.Rent();
                next.Append(output.encoder.Opening);
                next.Append(current.Written[start..]);
                current.Truncate(before);
                current.Append(output.encoder.Closing);
                ready.Enqueue((current, records));
                (current, records) = (next, 0);
            }

            if (++records == output.BatchRecords)
                Close();
        }

        public override async ValueTask FlushAsync()
        {
            while (ready.TryDequeue(out var batch))
            {
                await output.slots.WaitAsync().ConfigureAwait(false);
                underWay.Add(Task.Run(() => SendAsync(batch.Body, batch.Records)));
            }
        }

        public override async Task CompleteAsync()
        {
            Close();
            await FlushAsync().ConfigureAwait(false);
            var failures = (await Task.WhenAll(underWay).ConfigureAwait(false)).OfType<string>().ToList();
            if (failures.Count > 0)
                throw new DeliveryException(failures.Count == 1 ? failures[0]
                    : $"{failures.Count} batches were neither delivered nor saved. The first: {failures[0]}");
        }

        void Close()
        {
            if (current is null)
                return;
            current.Append(output.encoder.Closing);
            ready.Enqueue((current, records));
            (current, records) = (null, 0);
        }

        // Returns the reason why the batch is neither delivered nor saved; null if it is.
        async Task<string?> SendAsync(OutputBuffer batch, int count)
        {
            OutputBuffer? compressed = null;
            try
            {
                var started = Stopwatch.GetTimestamp();
                var lines = batch.Array.AsMemory(0, batch.Length);
                var body = lines;
                if (output.Compresses)
                {
                    compressed = output.Rent();
                    Compression.Gzip(lines.Span, compressed);
                    body = compressed.Array.AsMemory(0, compressed.Length);
                }

                var refusal = await output.Post(body, output.Compresses, origin, run).ConfigureAwait(false);
                if (refusal is null)
                    run.Metrics.CountDelivery(count, body.Length, Stopwatch.GetElapsedTime(started));
                else
                    await output.Park(lines, count, origin, refusal + ".", run).ConfigureAwait(false);
                return null;
            }
            catch (DeliveryException error)
            {
                return error.Message;
            }
            finally
            {
                output.Return(batch);
                if (compressed is not null)
                    output.Return(compressed);
                output.slots.Release();
            }
        }
    }
}
