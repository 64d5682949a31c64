using System.IO.Compression;

namespace FlowLogStack.Benchmarks;

/// <summary>Decompression alone, into a buffer nobody reads.</summary>
sealed class Gunzip : BenchmarkPath
{
    internal override string Name => "gunzip";

    internal override (TimeSpan Elapsed, long Records) Run(BenchmarkInput input) => Time(() =>
    {
        using var gzip = new GZipStream(input.OpenObject(), CompressionMode.Decompress);
        var buffer = new byte[BenchmarkInput.BufferLength];
        while (gzip.Read(buffer) > 0)
        {
        }

        return input.Lines;
    });
}
