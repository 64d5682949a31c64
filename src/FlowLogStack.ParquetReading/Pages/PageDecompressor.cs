namespace FlowLogStack.Parquet;

/// <summary>Decompresses a page with a compression other than gzip and Snappy.</summary>
/// <param name="codec">Number of the compression in Parquet's specification.</param>
/// <param name="stored">The page as it is stored.</param>
/// <param name="page">Receives the page, and is as long as it.</param>
/// <returns>The number of bytes that were written; -1 if the compression isn't supported.</returns>
delegate int PageDecompressor(int codec, ReadOnlySpan<byte> stored, Span<byte> page);
