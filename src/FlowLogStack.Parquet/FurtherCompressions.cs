using System.IO.Compression;
using System.Runtime.CompilerServices;
using K4os.Compression.LZ4;

namespace FlowLogStack.Parquet;

/// <summary>Compressions of pages for which libraries are needed: zstd, Brotli and LZ4.</summary>
static class FurtherCompressions
{
    const int Brotli = 4;
    const int Zstd = 6;
    const int Lz4Raw = 7;

    /// <summary>Decompresses a page.</summary>
    /// <inheritdoc cref="PageDecompressor"/>
    internal static int Decompress(int codec, ReadOnlySpan<byte> stored, Span<byte> page) => codec switch
    {
        Brotli => BrotliDecoder.TryDecompress(stored, page, out var written) ? written : 0,
        Zstd => Unwrap(stored, page),
        Lz4Raw => DecodeLz4(stored, page),
        _ => -1,
    };

    // Separate methods, so that a library is loaded only if it is needed.
    [MethodImpl(MethodImplOptions.NoInlining)]
    static int Unwrap(ReadOnlySpan<byte> stored, Span<byte> page)
    {
        using ZstdSharp.Decompressor zstd = new();
        return zstd.Unwrap(stored, page);
    }

    // Negative for damage.
    [MethodImpl(MethodImplOptions.NoInlining)]
    static int DecodeLz4(ReadOnlySpan<byte> stored, Span<byte> page) => Math.Max(0, LZ4Codec.Decode(stored, page));
}
