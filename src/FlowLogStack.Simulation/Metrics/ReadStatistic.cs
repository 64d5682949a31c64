namespace FlowLogStack.Simulation;

/// <summary>A statistic of a metric, simple or extended, by which values of a metric source are read.</summary>
/// <param name="Simple">The simple statistic; ignored with an extended one.</param>
/// <param name="Extended">The percentile or trimmed statistic; null for a simple statistic.</param>
readonly record struct ReadStatistic(MetricStatistic Simple, ExtendedStatistic? Extended)
{
    /// <summary>Parses CloudWatch's name of a statistic, such as <c>Sum</c> or <c>p99</c>.</summary>
    /// <returns>Null for any other text.</returns>
    internal static ReadStatistic? Parse(string text) =>
        text.All(char.IsAsciiLetter) && Enum.TryParse<MetricStatistic>(text, out var simple) ? new(simple, null)
        : ExtendedStatistic.TryParse(text, out var extended) ? new(default, extended)
        : null;

    /// <summary>Requires a source to keep what the statistic needs, before values are added to it.</summary>
    /// <returns>False where single values are not known.</returns>
    internal bool IsKeptBy(MetricSource source) => Extended is null || source.KeepBins();

    /// <summary>Remark on the accuracy of the statistic, as a sentence; null for an exact one.</summary>
    internal string? Remark =>
        Extended is null ? null : $"{Extended} is interpolated in bins that are a tenth wide, so it may differ from CloudWatch's by as much.";

    /// <summary>Returns the statistic of some minutes, or null without values.</summary>
    /// <param name="source">The metric.</param>
    /// <param name="from">First minute, since 1970.</param>
    /// <param name="to">Minute after the last one.</param>
    internal double? Of(MetricSource source, long from, long to) => Extended is { } extended
        ? source.ReadBins(from, to, long.MaxValue).Of(extended)
        : source.Read(from, to, long.MaxValue).Of(Simple);

    /// <summary>CloudWatch's name of the statistic.</summary>
    public override string ToString() => Extended?.Text ?? Simple.ToString();
}
