using System.IO.Compression;

namespace FlowLogStack.Parquet;

/// <summary>Decompression of the pages of a column.</summary>
/// <param name="others">Decompresses other compressions than gzip and Snappy; null if they aren't supported.</param>
sealed class PageBytes(PageDecompressor? others)
{
    /// <summary>Maximum size of a page in bytes: 256 MiB. Writers make pages of about 1 MiB.</summary>
    internal const int Most = 256 * 1024 * 1024;

    /// <summary>Number of no compression.</summary>
    internal const int Uncompressed = 0;

    const int Snappy = 1;
    const int Gzip = 2;

    static readonly string[] Names = ["none", "SNAPPY", "GZIP", "LZO", "BROTLI", "LZ4", "ZSTD", "LZ4_RAW"];

    byte[] page = [];

    /// <summary>Decompresses a page.</summary>
    /// <param name="codec">Number of the compression.</param>
    /// <param name="stored">Bytes that contain the page as it is stored.</param>
    /// <param name="start">Position of the page in the bytes.</param>
    /// <param name="length">Length of the page in the bytes.</param>
    /// <param name="size">Size of the page.</param>
    /// <returns>The page, valid until the next one.</returns>
    internal ArraySegment<byte> Decompress(int codec, byte[] stored, int start, int length, int size)
    {
        if (size == 0)
            return ArraySegment<byte>.Empty;
        if (codec == Uncompressed)
            return size == length ? new(stored, start, length) : throw new InvalidDataException("A page has another size than its header states");
        if (page.Length < size)
            page = GC.AllocateUninitializedArray<byte>(size);
        var target = page.AsSpan(0, size);
        var written = codec switch
        {
            Snappy => SnappyDecoder.Decode(stored.AsSpan(start, length), target),
            Gzip => Inflate(stored, start, length, target),
            _ => others?.Invoke(codec, stored.AsSpan(start, length), target) ?? -1,
        };
        if (written < 0)
            throw new NotSupportedException(
                $"its Parquet pages are compressed with {(codec > 0 && codec < Names.Length ? Names[codec] : "an unknown compression")}, which is not "
                + $"supported here. {(others is null ? "Convert it with 'flowlogs convert --compression gzip'" : "Write it with gzip or Snappy")}.");
        return written == size ? new(page, 0, size) : throw new InvalidDataException("A page is shorter than its header states");
    }

    static int Inflate(byte[] stored, int start, int length, Span<byte> page)
    {
        using GZipStream gzip = new(new MemoryStream(stored, start, length, writable: false), CompressionMode.Decompress);
        return gzip.ReadAtLeast(page, page.Length, throwOnEndOfStream: false);
    }
}
