namespace FlowLogStack.Simulation;

/// <summary>A metric that metric filters publish: what matched, and their default values in minutes with events of which none matched.</summary>
/// <remarks>
/// Whether CloudWatch also publishes default values in minutes with matches is not documented; here it does not. A sum
/// of zeros is the same either way.
/// </remarks>
sealed class FilterMetric(IReadOnlyList<FilterMetric.Part> parts) : MetricSource
{
    internal override long LongestDelay => parts.Max(part => Math.Max(part.Matches.LongestDelay, part.Default is null ? 0 : part.Events.LongestDelay));

    /// <summary>Whether a statistic depends on what is not documented.</summary>
    internal bool DependsOnDefaults(MetricStatistic statistic) => statistic is not (MetricStatistic.Sum or MetricStatistic.Maximum) && parts.Any(part => part.Default is not null);

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
