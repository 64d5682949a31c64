using System.Buffers;

namespace FlowLogStack.Benchmarks;

/// <summary>A gzip object to newline-delimited JSON of its fields.</summary>
sealed class GzToNdjson : BenchmarkPath
{
    const int FlushLength = 64 * 1024;

    internal override string Name => "gz-to-ndjson";

    internal override (TimeSpan Elapsed, long Records) Run(BenchmarkInput input) => Time(() =>
    {
        using var file = input.OpenObject();
        using var reader = new FlowLogObjectReader(file);
        var json = new FlowRecordJson();
        var output = new ArrayBufferWriter<byte>(2 * FlushLength);
        while (reader.Read())
        {
            if (reader.IsRejected)
                continue;
            json.Write(reader.Record, output);
            output.Write("\n"u8);
            if (output.WrittenCount < FlushLength)
                continue;
            Stream.Null.Write(output.WrittenSpan);
            output.ResetWrittenCount();
        }

        return reader.Records;
    });
}
