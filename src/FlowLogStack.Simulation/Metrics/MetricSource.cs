namespace FlowLogStack.Simulation;

/// <summary>The source of a metric's values for alarms, minute by minute, as available at a given time.</summary>
abstract class MetricSource
{
    /// <summary>The longest time from the start of a minute to the arrival of its data, in minutes.</summary>
    internal abstract long LongestDelay { get; }

    /// <summary>Returns the values of some minutes.</summary>
    /// <param name="from">First minute, since 1970.</param>
    /// <param name="to">Minute after the last one.</param>
    /// <param name="seenAt">Minute of the evaluation. Later arrivals are ignored.</param>
    internal abstract MetricValues Read(long from, long to, long seenAt);

    /// <summary>Has values counted in bins from now on, for percentiles and trimmed statistics.</summary>
    /// <returns>False where single values are not known.</returns>
    internal virtual bool KeepBins() => false;

    /// <summary>The values of some minutes in bins; none unless they are kept.</summary>
    /// <inheritdoc cref="Read"/>
    internal virtual ValueBins ReadBins(long from, long to, long seenAt) => new();

    /// <summary>The first minute with values and the last one; null without any.</summary>
    internal abstract (long First, long Last)? Extent();

    /// <summary>Returns a remark on a statistic, as a sentence, or null for none.</summary>
    internal virtual string? RemarkOn(MetricIdentity identity, string statistic) => null;

    /// <summary>Returns the minutes in which data arrive, in order, without duplicates.</summary>
    internal abstract IReadOnlyList<long> Arrivals();
}
