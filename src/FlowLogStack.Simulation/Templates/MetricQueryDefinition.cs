namespace FlowLogStack.Simulation;

/// <summary>One metric, or one expression over others, that an alarm reads.</summary>
public sealed record MetricQueryDefinition
{
    /// <summary>The name expressions call it by.</summary>
    public required string Id { get; init; }

    /// <summary>The metric; null for an expression.</summary>
    public MetricIdentity? Metric { get; init; }

    /// <summary>How the metric's values become one.</summary>
    public MetricStatistic Statistic { get; init; }

    /// <summary>A percentile or trimmed statistic, in place of <see cref="Statistic"/>; null for none.</summary>
    public ExtendedStatistic? Extended { get; init; }

    /// <summary>The expression; null for a metric.</summary>
    public string? Expression { get; init; }

    /// <summary>The words shown for it; null for none.</summary>
    public string? Label { get; init; }

    /// <summary>Whether the alarm watches this one.</summary>
    public bool ReturnsData { get; init; }
}
