using System.IO.Compression;

namespace FlowLogStack.Records;

/// <summary>The compressed bytes of an object, followed by one gzip member that marks their end.</summary>
/// <remarks>
/// The framework's decompressor takes a stream that was cut short for one that ended, and ignores what follows the
/// last member. Both would lose records silently. A mark behind the source comes out at the other side only when
/// every member before it was whole and nothing stood between.
/// </remarks>
sealed class GzipSource(byte[] head, Stream source) : ForwardOnlyStream
{
    static readonly byte[] Mark = "\0end of flow log object\0"u8.ToArray();
    static readonly byte[] MarkMember = Compress(Mark);

    int headServed;
    int markServed;

    /// <summary>Whether the source has ended, so that what is decompressed from now on should be the mark.</summary>
    internal bool HasEnded { get; private set; }

    /// <summary>Whether these are the bytes of the mark, no more and no fewer.</summary>
    internal static bool IsMark(ReadOnlySpan<byte> bytes) => bytes.SequenceEqual(Mark);

    public override int Read(Span<byte> buffer)
    {
        if (headServed < head.Length)
            return Serve(head, ref headServed, buffer);
        if (!HasEnded)
        {
            var read = source.Read(buffer);
            if (read > 0 || buffer.IsEmpty)
                return read;
            HasEnded = true;
        }

        return Serve(MarkMember, ref markServed, buffer);
    }

    static int Serve(byte[] bytes, ref int served, Span<byte> buffer)
    {
        var count = Math.Min(bytes.Length - served, buffer.Length);
        bytes.AsSpan(served, count).CopyTo(buffer);
        served += count;
        return count;
    }

    static byte[] Compress(byte[] bytes)
    {
        var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal))
            gzip.Write(bytes);
        return compressed.ToArray();
    }
}
