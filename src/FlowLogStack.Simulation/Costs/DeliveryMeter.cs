using System.IO.Compression;
using System.Text;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>Measures what flow logs of one log format would deliver: the number of lines and bytes, and the compression ratio.</summary>
/// <param name="format">Log format of the flow logs.</param>
/// <param name="traffic">The only action that they deliver; null for all.</param>
sealed class DeliveryMeter(FlowLogFormat format, string? traffic) : IDisposable
{
    // Enough bytes for a stable ratio, so that compression doesn't dominate the run time.
    const long MostCompressed = 16 * 1024 * 1024;

    readonly RecordRendering rendering = new(format);
    readonly byte[]? action = traffic is null ? null : Encoding.ASCII.GetBytes(traffic);
    readonly CountingStream compressed = new();
    GZipStream? compressor;
    long compressedBytes;
    long lines;
    long textBytes;

    /// <summary>Returns the number of bytes delivered. CloudWatch Logs counts an event's text, other destinations its line feed too.</summary>
    internal long BytesTo(LogDeliveryKind destination) => textBytes + (destination is LogDeliveryKind.LogGroup ? 0 : lines);

    internal void Take(FlowRecord record)
    {
        if (action is null || record[FlowField.Action].SequenceEqual(action))
            Take(rendering.Render(record));
    }

    internal void Take(ReadOnlySpan<byte> line)
    {
        lines++;
        textBytes += line.Length;
        if (compressedBytes >= MostCompressed)
            return;
        compressor ??= new GZipStream(compressed, CompressionLevel.Optimal, leaveOpen: true);
        compressor.Write(line);
        compressor.Write("\n"u8);
        compressedBytes += line.Length + 1;
    }

    /// <summary>Returns the ratio of compressed bytes to text bytes, after all records; 1 without any.</summary>
    internal double CompressedShare()
    {
        compressor?.Dispose();
        compressor = null;
        return compressedBytes > 0 ? (double)compressed.Count / compressedBytes : 1;
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
