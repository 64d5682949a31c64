namespace FlowLogStack.Simulation;

/// <summary>A metric that metric filters publish: what matched, and their default values in minutes with events of which none matched.</summary>
/// <remarks>
/// Whether CloudWatch also publishes default values in minutes with matches is not documented; here it does not. A sum
/// of zeros is the same either way.
/// </remarks>
sealed class FilterMetric(IReadOnlyList<FilterMetric.Part> parts) : MetricSource
{
    internal override long LongestDelay => parts.Max(part => Math.Max(part.Matches.LongestDelay, part.Default is null ? 0 : part.Events.LongestDelay));

    internal override (long First, long Last)? Extent()
    {
        var extents = parts.SelectMany(part => new[] { part.Matches.Extent(), part.Default is null ? null : part.Events.Extent() }).OfType<(long First, long Last)>().ToList();
        return extents.Count == 0 ? null : (extents.Min(extent => extent.First), extents.Max(extent => extent.Last));
    }

    internal override string? RemarkOn(MetricIdentity identity, string statistic) =>
        statistic is nameof(MetricStatistic.Sum) or nameof(MetricStatistic.Maximum) || parts.All(part => part.Default is null)
            ? null
            : $"The {statistic} of {identity} may differ from CloudWatch's, which may publish its filter's DefaultValue in minutes with matches as well: AWS does not say; Sum does not depend on it.";

    internal override MetricValues Read(long from, long to, long seenAt)
    {
        var values = MetricValues.None;
        foreach (var part in parts)
        {
            if (part.Default is not { } published)
            {
                values = values.With(part.Matches.Read(from, to, seenAt));
                continue;
            }

            for (var minute = from; minute < to; minute++)
            {
                var matches = part.Matches.Read(minute, minute + 1, seenAt);
                if (!matches.IsEmpty)
                    values = values.With(matches);
                else if (!part.Events.Read(minute, minute + 1, seenAt).IsEmpty)
                    values = values.With(MetricValues.Of(published));
            }
        }

        return values;
    }

    internal override IReadOnlyList<long> Arrivals() =>
        [.. parts.SelectMany(part => part.Default is null ? part.Matches.Arrivals() : part.Matches.Arrivals().Concat(part.Events.Arrivals())).Distinct().Order()];

    /// <summary>One filter's share.</summary>
    /// <param name="Matches">What matched.</param>
    /// <param name="Default">What is published in minutes with events of which none matched; null for nothing.</param>
    /// <param name="Events">The events of the log group.</param>
    internal readonly record struct Part(MetricSeries Matches, double? Default, MetricSeries Events);
}
