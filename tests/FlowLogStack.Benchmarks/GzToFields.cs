namespace FlowLogStack.Benchmarks;

/// <summary>A gzip object to all 14 typed fields.</summary>
sealed class GzToFields : BenchmarkPath
{
    internal override string Name => "gz-to-fields";

    internal override (TimeSpan Elapsed, long Records) Run(BenchmarkInput input) => Time(() =>
    {
        using var file = input.OpenObject();
        using var reader = new FlowLogObjectReader(file);
        var sum = 0L;
        while (reader.Read())
        {
            if (!reader.IsRejected)
                sum += FourteenFields.Sum(reader.Record);
        }

        GC.KeepAlive(sum);
        return reader.Records;
    });
}
