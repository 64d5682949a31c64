using System.IO.Compression;
using Parquet.Meta;

namespace FlowLogStack.Parquet;

/// <summary>Decompression of pages.</summary>
static class PageBytes
{
    /// <summary>Maximum size of a page in bytes: 256 MiB. Writers make pages of about 1 MiB.</summary>
    internal const int Most = 256 * 1024 * 1024;

    /// <summary>Returns whether a compression is known here.</summary>
    internal static bool IsKnown(CompressionCodec codec) =>
        codec is CompressionCodec.UNCOMPRESSED or CompressionCodec.GZIP or CompressionCodec.SNAPPY or CompressionCodec.ZSTD;

    /// <summary>Decompresses a page.</summary>
    /// <param name="codec">The compression.</param>
    /// <param name="stored">The page as it is stored.</param>
    /// <param name="start">Position of the page in the array.</param>
    /// <param name="length">Length of the page in the array.</param>
    /// <param name="page">Receives the page, and is as long as it.</param>
    internal static void Decompress(CompressionCodec codec, byte[] stored, int start, int length, Span<byte> page)
    {
        if (page.IsEmpty)
            return;
        var written = codec switch
        {
            CompressionCodec.UNCOMPRESSED => Copy(stored.AsSpan(start, length), page),
            CompressionCodec.GZIP => Inflate(stored, start, length, page),
            CompressionCodec.SNAPPY => Snappier.Snappy.Decompress(stored.AsSpan(start, length), page),
            _ => Unwrap(stored.AsSpan(start, length), page),
        };
        if (written != page.Length)
            throw new InvalidDataException("A page is shorter than its header states");
    }

    static int Copy(ReadOnlySpan<byte> stored, Span<byte> page)
    {
        stored.CopyTo(page);
        return stored.Length;
    }

    static int Inflate(byte[] stored, int start, int length, Span<byte> page)
    {
        using GZipStream gzip = new(new MemoryStream(stored, start, length, writable: false), CompressionMode.Decompress);
        return gzip.ReadAtLeast(page, page.Length, throwOnEndOfStream: false);
    }

    static int Unwrap(ReadOnlySpan<byte> stored, Span<byte> page)
    {
        using ZstdSharp.Decompressor zstd = new();
        return zstd.Unwrap(stored, page);
    }
}
