using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using FlowLogStack.Records;

namespace FlowLogStack.Processing;

/// <summary>
/// An output that writes gzip objects of JSON lines to the destination bucket, partitioned by the hour of the record's
/// start. An object's key follows from the origin of its lines, so a retried event replaces the objects it wrote before.
/// </summary>
/// <param name="settings">Settings of the function.</param>
/// <param name="put">Writes an object; returns null if it succeeds, otherwise the reason.</param>
/// <param name="park">Saves an object that could not be written.</param>
sealed class BucketOutput(ProcessorSettings settings, PutObject put, ParkObject park) : IOutput
{
    const int MostOpenPartitions = 24;
    const int PartBytes = 8 * 1024 * 1024;
    const int MostOpenBytes = 16 * 1024 * 1024;
    const int ChunkBytes = 64 * 1024;

    readonly LineEncoder encoder = LineEncoder.For(settings.DestinationEncoding, settings);

    /// <inheritdoc/>
    public bool UsesFacts => encoder.UsesFacts;

    string Prefix => settings.DestinationPrefix;

    // Two functions may save dead letters of the same lines in one bucket.
    string FunctionName => settings.FunctionName;

    /// <inheritdoc/>
    public OutputSession Open(LineOrigin origin, Run run) => new Session(this, origin, run);

    async Task<string?> DeliverAsync(Partition partition, Run run)
    {
        var started = Stopwatch.GetTimestamp();
        var content = partition.Finish();
        var refusal = await put(partition.Key, content, run.Delivery).ConfigureAwait(false);
        if (refusal is null)
        {
            run.Metrics.CountDelivery(partition.Records, content.Length, Stopwatch.GetElapsedTime(started));
            return null;
        }

        try
        {
            await park(partition.Key, content, partition.Records, refusal + ".", run).ConfigureAwait(false);
            return null;
        }
        catch (DeliveryException error)
        {
            return error.Message;
        }
    }

    sealed class Session(BucketOutput output, LineOrigin origin, Run run) : OutputSession
    {
        readonly Dictionary<long, Partition> open = [];
        readonly Dictionary<long, int> parts = [];
        readonly Queue<Partition> ready = new();
        readonly List<string> failures = [];
        readonly string name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{output.FunctionName}\n{origin.Id}")).AsSpan(0, 12));
        long hour = run.Now.ToUnixTimeSeconds() / 3600;

        public override void Write(in ProcessedLine line)
        {
            if (line.IsRecord && line.Record.TryGetInstant(FlowField.Start, out var start))
                hour = start.ToUnixTimeSeconds() / 3600;
            else if (line.Timestamp > 0)
                hour = line.Timestamp / 3_600_000;
            if (!open.TryGetValue(hour, out var partition))
            {
                if (open.Count == MostOpenPartitions)
                    Close(open.Keys.Min());
                var part = parts[hour] = parts.GetValueOrDefault(hour) + 1;
                open.Add(hour, partition = new Partition(Key(hour, part)));
            }

            output.encoder.Write(partition.Text, line, origin);
            partition.Text.Append((byte)'\n');
            partition.Records++;
            if (partition.Text.Length < ChunkBytes)
                return;
            if (partition.Compress() >= PartBytes)
                Close(hour);
            else if (open.Values.Sum(other => other.CompressedBytes) > MostOpenBytes)
                Close(open.MaxBy(other => other.Value.CompressedBytes).Key);
        }

        public override async ValueTask FlushAsync()
        {
            while (ready.TryDequeue(out var partition))
            {
                if (await output.DeliverAsync(partition, run).ConfigureAwait(false) is { } failure)
                    failures.Add(failure);
            }
        }

        public override async Task CompleteAsync()
        {
            foreach (var key in open.Keys.ToList())
                Close(key);
            await FlushAsync().ConfigureAwait(false);
            if (failures.Count > 0)
                throw new DeliveryException(failures.Count == 1 ? failures[0]
                    : $"{failures.Count} objects were neither delivered nor saved. The first: {failures[0]}");
        }

        void Close(long key)
        {
            open.Remove(key, out var partition);
            ready.Enqueue(partition!);
        }

        string Key(long hours, int part) => string.Create(
            CultureInfo.InvariantCulture,
            $"{output.Prefix}{DateTimeOffset.FromUnixTimeSeconds(hours * 3600):'year='yyyy'/month='MM'/day='dd'/hour='HH}/{name}-{part:D4}.ndjson.gz");
    }

    sealed class Partition : IDisposable
    {
        readonly MemoryStream compressed = new();
        readonly GZipStream gzip;

        public Partition(string key)
        {
            Key = key;
            gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true);
        }

        public string Key { get; }

        public OutputBuffer Text { get; } = new(ChunkBytes + 4096);

        public int Records { get; set; }

        public long CompressedBytes => compressed.Length;

        public long Compress()
        {
            gzip.Write(Text.Written);
            Text.Truncate(0);
            return compressed.Length;
        }

        public void Dispose() => gzip.Dispose();

        public ReadOnlyMemory<byte> Finish()
        {
            Compress();
            Dispose();
            return compressed.GetBuffer().AsMemory(0, (int)compressed.Length);
        }
    }
}
