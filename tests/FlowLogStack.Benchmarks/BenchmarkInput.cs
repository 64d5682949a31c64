using System.Diagnostics;
using System.IO.Compression;

namespace FlowLogStack.Benchmarks;

/// <summary>The object every path reads, streamed so that no path's memory depends on its size.</summary>
sealed class BenchmarkInput(string file, long lines)
{
    /// <summary>What each path reads at a time.</summary>
    internal const int BufferLength = 128 * 1024;

    const int ChunkLength = 4 * 1024 * 1024;

    /// <summary>The records in the object.</summary>
    internal long Lines { get; } = lines;

    /// <summary>The compressed object.</summary>
    internal FileStream OpenObject() => new(file, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1);

    /// <summary>
    /// Times a reader of in-memory lines: the object is decompressed piece by piece into memory, and only the time
    /// spent on the pieces counts. Each piece ends with a line, and the header is left out.
    /// </summary>
    internal TimeSpan TimeInMemory(Action<ReadOnlyMemory<byte>> readLines)
    {
        using var gzip = new GZipStream(OpenObject(), CompressionMode.Decompress);
        var chunk = new byte[ChunkLength];
        var stopwatch = new Stopwatch();
        var (kept, isFirst) = (0, true);
        while (true)
        {
            var filled = kept + gzip.ReadAtLeast(chunk.AsSpan(kept), ChunkLength - kept, throwOnEndOfStream: false);
            if (filled == 0)
                return stopwatch.Elapsed;
            var start = isFirst ? chunk.AsSpan().IndexOf((byte)'\n') + 1 : 0;
            isFirst = false;
            var end = chunk.AsSpan(0, filled).LastIndexOf((byte)'\n') + 1;
            stopwatch.Start();
            readLines(chunk.AsMemory(start..end));
            stopwatch.Stop();
            kept = filled - end;
            chunk.AsSpan(end, kept).CopyTo(chunk);
        }
    }
}
