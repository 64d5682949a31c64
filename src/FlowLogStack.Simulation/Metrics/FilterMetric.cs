namespace FlowLogStack.Simulation;

/// <summary>A metric of metric filters: the value of each event that matches, and the default value for each other event.</summary>
/// <remarks>As recorded from CloudWatch, default values are also published in minutes with matches, but not without events.</remarks>
sealed class FilterMetric(IEnumerable<FilterMetric.Part> parts) : MetricSource
{
    // Each window of an alarm reads all parts, and the enumerator of an interface would be an allocation.
    readonly Part[] parts = [.. parts];

    /// <summary>Returns whether a metric is of the same counts, so that each read of both is equal.</summary>
    internal bool IsOfSameCounts(FilterMetric other) => parts.SequenceEqual(other.parts);

    internal override long LongestDelay => parts.Max(part => Math.Max(part.Matches.LongestDelay, part.Default is null ? 0 : part.Events.LongestDelay));

    internal override (long First, long Last)? Extent()
    {
        var extents = parts.SelectMany(part => new[] { part.Matches.Extent(), part.Default is null ? null : part.Events.Extent() }).OfType<(long First,
            long Last)>().ToList();
        return extents.Count == 0 ? null : (extents.Min(extent => extent.First), extents.Max(extent => extent.Last));
    }

    internal override MetricValues Read(long from, long to, long seenAt)
    {
        var values = MetricValues.None;
        foreach (ref readonly var part in parts.AsSpan())
        {
            values = values.With(part.Matches.Read(from, to, seenAt));
            if (part.Default is { } published)
                values = values.With(MetricValues.Of(published, part.Events.Read(from, to, seenAt).Count - part.Matched.Read(from, to, seenAt).Count));
        }

        return values;
    }

    internal override bool KeepBins() => parts.All(part => part.Matches.KeepBins());

    internal override ValueBins ReadBins(long from, long to, long seenAt)
    {
        var values = new ValueBins();
        foreach (var part in parts)
        {
            values.Add(part.Matches.ReadBins(from, to, seenAt));
            if (part.Default is { } published)
                values.Add(MetricValues.Of(published, part.Events.Read(from, to, seenAt).Count - part.Matched.Read(from, to, seenAt).Count));
        }

        return values;
    }

    internal override IReadOnlyList<long> Arrivals() =>
        [.. parts.SelectMany(part => part.Default is null ? part.Matches.Arrivals() : part.Matches.Arrivals().Concat(part.Events.Arrivals()))
            .Distinct().Order()];

    /// <summary>The part of one filter.</summary>
    /// <param name="Matches">Values of events that match. An event without a value has none.</param>
    /// <param name="Default">Value of each event that doesn't match; null for none.</param>
    /// <param name="Matched">Number of events that match, with or without a value.</param>
    /// <param name="Events">Events of the log group.</param>
    internal readonly record struct Part(MetricSeries Matches, double? Default, MetricSeries Matched, MetricSeries Events);
}
