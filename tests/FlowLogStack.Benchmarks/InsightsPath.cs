namespace FlowLogStack.Benchmarks;

/// <summary>In-memory lines through a Logs Insights query.</summary>
abstract class InsightsPath : BenchmarkPath
{
    protected abstract string Query { get; }

    internal override (TimeSpan Elapsed, long Records) Run(BenchmarkInput input)
    {
        var run = LogsInsightsQuery.Parse(Query).Start();
        var elapsed = input.TimeInMemory(lines =>
        {
            var rest = lines.Span;
            while (rest.IndexOf((byte)'\n') is >= 0 and var end)
            {
                run.Add(rest[..end]);
                rest = rest[(end + 1)..];
            }
        });
        var (completing, scanned) = Time(() => run.Complete().RecordsScanned);
        return run.Complete().Rows.Length > 0
            ? (elapsed + completing, scanned)
            : throw new InvalidOperationException($"{Name} answered nothing.");
    }
}
