namespace FlowLogStack.Simulation;

/// <summary>A metric that a processor publishes.</summary>
sealed class ProcessorMetric(MetricSeries series, string? remark) : MetricSource
{
    internal override long LongestDelay => series.LongestDelay;

    internal override MetricValues Read(long from, long to, long seenAt) => series.Read(from, to, seenAt);

    internal override (long First, long Last)? Extent() => series.Extent();

    internal override IReadOnlyList<long> Arrivals() => series.Arrivals();

    internal override string? RemarkOn(MetricIdentity identity, string statistic)
    {
        List<string?> remarks =
        [
            remark,
            statistic == nameof(MetricStatistic.Sum) ? null
                : $"The {statistic} of {identity.Name} assumes one invocation a minute, and AWS can make several. Only Sum is independent of that.",
        ];
        return remarks.OfType<string>().ToList() is { Count: > 0 } notes ? string.Join(" ", notes) : null;
    }
}
