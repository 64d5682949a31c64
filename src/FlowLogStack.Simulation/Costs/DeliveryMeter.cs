using System.IO.Compression;
using System.Text;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>Measures what a flow log would deliver: the number of records and bytes, and the compression ratio.</summary>
sealed class DeliveryMeter(LogDelivery delivery) : IDisposable
{
    // Enough bytes for a stable ratio, so that compression doesn't dominate the run time.
    const long MostCompressed = 16 * 1024 * 1024;

    readonly RecordRendering rendering = new(delivery.Format);
    readonly byte[]? traffic = delivery.Traffic is { } action ? Encoding.ASCII.GetBytes(action) : null;
    readonly CountingStream compressed = new();
    GZipStream? compressor;
    long compressedBytes;

    internal LogDelivery Delivery { get; } = delivery;

    /// <summary>Number of bytes delivered. CloudWatch Logs counts an event's text, S3 its line feed too.</summary>
    internal long Bytes { get; private set; }

    /// <summary>Ratio of compressed bytes to text bytes; 1 without any.</summary>
    internal double CompressedShare { get; private set; } = 1;

    internal void Take(FlowRecord record)
    {
        if (traffic is null || record[FlowField.Action].SequenceEqual(traffic))
            Take(rendering.Render(record));
    }

    internal void Take(ReadOnlySpan<byte> line)
    {
        Bytes += line.Length + (Delivery.Kind is LogDeliveryKind.LogGroup ? 0 : 1);
        if (compressedBytes >= MostCompressed)
            return;
        compressor ??= new GZipStream(compressed, CompressionLevel.Optimal, leaveOpen: true);
        compressor.Write(line);
        compressor.Write("\n"u8);
        compressedBytes += line.Length + 1;
    }

    internal void Finish()
    {
        compressor?.Dispose();
        compressor = null;
        if (compressedBytes > 0)
            CompressedShare = (double)compressed.Count / compressedBytes;
    }

    public void Dispose()
    {
        compressor?.Dispose();
        compressed.Dispose();
    }

    sealed class CountingStream : WriteOnlyStream
    {
        internal long Count { get; private set; }

        public override void Write(ReadOnlySpan<byte> buffer) => Count += buffer.Length;
    }
}
