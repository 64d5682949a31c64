namespace FlowLogStack.Simulation;

/// <summary>A metric as alarms read it: minute by minute, and at any time only what had arrived by then.</summary>
public abstract class MetricSource
{
    /// <summary>The longest time between a minute's start and the arrival of something that belongs to it, in minutes.</summary>
    internal abstract long LongestDelay { get; }

    /// <summary>The values of some minutes.</summary>
    /// <param name="from">The first minute since 1970.</param>
    /// <param name="to">The minute after the last one.</param>
    /// <param name="seenAt">The minute of the look; what arrives later is not seen.</param>
    internal abstract MetricValues Read(long from, long to, long seenAt);

    /// <summary>Has values counted in bins from now on, for percentiles and trimmed statistics.</summary>
    /// <returns>False where single values are not known.</returns>
    internal virtual bool KeepBins() => false;

    /// <summary>The values of some minutes in bins; none unless they are kept.</summary>
    /// <inheritdoc cref="Read"/>
    internal virtual ValueBins ReadBins(long from, long to, long seenAt) => new();

    /// <summary>The first minute with values and the last one; null without any.</summary>
    internal abstract (long First, long Last)? Extent();

    /// <summary>What to say of a statistic, a sentence; null for nothing.</summary>
    internal virtual string? RemarkOn(MetricIdentity identity, string statistic) => null;

    /// <summary>The minutes at which something arrives, in order, without repetition.</summary>
    internal abstract IReadOnlyList<long> Arrivals();
}
