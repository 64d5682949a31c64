namespace FlowLogStack.Simulation;

/// <summary>One metric or metric math expression of an alarm.</summary>
sealed record MetricQueryDefinition
{
    /// <summary>Id for expressions.</summary>
    public required string Id { get; init; }

    /// <summary>The metric; null for an expression.</summary>
    public MetricIdentity? Metric { get; init; }

    /// <summary>Statistic of the metric.</summary>
    public MetricStatistic Statistic { get; init; }

    /// <summary>A percentile or trimmed statistic, in place of <see cref="Statistic"/>; null for none.</summary>
    public ExtendedStatistic? Extended { get; init; }

    /// <summary>The expression; null for a metric.</summary>
    public string? Expression { get; init; }

    /// <summary>Label; null for none.</summary>
    public string? Label { get; init; }

    /// <summary>Whether the alarm evaluates this query.</summary>
    public bool ReturnsData { get; init; }
}
