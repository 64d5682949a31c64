using FlowLogStack.Records;

namespace FlowLogStack.Processing;

/// <summary>The text of data, decompressed as many times as it was compressed with gzip.</summary>
/// <remarks>
/// CloudWatch Logs compresses the data it sends, and Firehose compresses it again. Memory does not grow with the text, and
/// the expansion of compressed data is limited.
/// </remarks>
sealed class PlainBytes : IDisposable
{
    const int MostLayers = 4;
    const long MostCompressedBytes = 64 * 1024 * 1024;

    readonly List<ObjectBytes> layers = [];

    /// <summary>Begins reading.</summary>
    /// <param name="source">The data; not disposed.</param>
    /// <param name="name">Name of the data in messages.</param>
    /// <param name="most">Maximum size of the text in bytes; null for no limit.</param>
    /// <param name="cancellation">Cancels reading.</param>
    /// <exception cref="EventException">The data is compressed more than four times.</exception>
    /// <exception cref="UnreadableObjectException">The gzip data is damaged.</exception>
    public PlainBytes(Stream source, string name, long? most, CancellationToken cancellation)
    {
        Layer? layer = null;
        try
        {
            while (layers is [] or [.., { IsCompressed: true }])
            {
                if (layers.Count > MostLayers)
                    throw new EventException($"{name} is compressed with gzip more than {MostLayers} times: compress it once.");
                if (layers is [.., var compressed])
                    layer = new Layer(compressed, name, cancellation) { Most = most is null ? long.MaxValue : MostCompressedBytes };
                layers.Add(new ObjectBytes(layer ?? source, name));
            }
        }
        catch
        {
            Dispose();
            throw;
        }

        if (layer is not null)
            layer.Most = most ?? long.MaxValue;
    }

    /// <summary>Reads the next bytes; returns 0 only at the end.</summary>
    /// <exception cref="EventException">The text exceeds its maximum size.</exception>
    /// <exception cref="UnreadableObjectException">The gzip data is damaged, truncated or followed by other bytes.</exception>
    public int Read(Span<byte> buffer) => layers[^1].Read(buffer);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var layer in layers)
            layer.Dispose();
    }

    sealed class Layer(ObjectBytes bytes, string name, CancellationToken cancellation) : ForwardOnlyStream
    {
        long length;
        bool hasEnded;

        public long Most { get; set; }

        public override int Read(Span<byte> buffer)
        {
            cancellation.ThrowIfCancellationRequested();
            if (hasEnded || buffer.IsEmpty)
                return 0;
            var read = bytes.Read(buffer);
            hasEnded = read == 0;
            length += read;
            return length <= Most ? read : throw new EventException($"{name} decompresses to more than {Most} bytes, which is more than is read: split it.");
        }
    }
}
