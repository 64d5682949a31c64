namespace FlowLogStack.Benchmarks;

/// <summary>In-memory lines to all 14 typed fields.</summary>
sealed class LinesToFields : BenchmarkPath
{
    readonly FlowLogReader reader = new(FlowLogFormat.Default);

    internal override string Name => "lines-to-fields";

    /// <summary>What the last run allocated for each record, in bytes.</summary>
    internal double AllocatedPerRecord { get; private set; }

    internal override (TimeSpan Elapsed, long Records) Run(BenchmarkInput input)
    {
        long records = 0, sum = 0, allocated = 0;
        var elapsed = input.TimeInMemory(lines =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            records += Read(lines.Span, ref sum);
            allocated += GC.GetAllocatedBytesForCurrentThread() - before;
        });
        AllocatedPerRecord = (double)allocated / records;
        GC.KeepAlive(sum);
        return (elapsed, records);
    }

    long Read(ReadOnlySpan<byte> lines, ref long sum)
    {
        var records = 0L;
        while (lines.IndexOf((byte)'\n') is >= 0 and var end)
        {
            if (reader.TryRead(lines[..end], out var record, out _))
            {
                sum += FourteenFields.Sum(record);
                records++;
            }

            lines = lines[(end + 1)..];
        }

        return records;
    }
}
