using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>A metric alarm of a template.</summary>
sealed record AlarmDefinition
{
    /// <summary>Logical id of the alarm.</summary>
    public required string LogicalId { get; init; }

    /// <summary>Name of the alarm, or its logical id if the template has no name.</summary>
    public required string Name { get; init; }

    /// <summary>Description; empty for none.</summary>
    public string Description { get; init; } = "";

    /// <summary>Severity by the tag <c>severity</c>; null without it, and for other values than <c>low</c>, <c>medium</c> and <c>high</c>.</summary>
    public Severity? Severity { get; init; }

    /// <summary>Metrics and expressions of the alarm. One of them returns data.</summary>
    public required IReadOnlyList<MetricQueryDefinition> Queries { get; init; }

    /// <summary>Comparison with the threshold.</summary>
    public required ThresholdComparison Comparison { get; init; }

    /// <summary>The threshold; null if <see cref="BandId"/> is set.</summary>
    public double? Threshold { get; init; }

    /// <summary>Id of the anomaly detection band; null for an alarm with a threshold.</summary>
    public string? BandId { get; init; }

    /// <summary>The length of a datapoint: 10, 20 or 30 seconds, or whole minutes.</summary>
    public required TimeSpan Period { get; init; }

    /// <summary>N: the number of evaluated periods.</summary>
    public required int EvaluationPeriods { get; init; }

    /// <summary>M: the number of the N periods that must breach.</summary>
    public required int DatapointsToAlarm { get; init; }

    /// <summary>Treatment of periods without data.</summary>
    public MissingDataTreatment MissingData { get; init; }

    /// <summary>Whether the state stays as it is while a percentile has too few samples; AWS's <c>EvaluateLowSampleCountPercentile</c>.</summary>
    public bool IgnoresFewSamples { get; init; }

    /// <summary>The query watched: the one that returns data, and beside a band the one that is not the band.</summary>
    public MetricQueryDefinition Watched => Queries.FirstOrDefault(query => query.ReturnsData && query.Id != BandId) ?? Queries[0];

    /// <summary>Returns whether an alarm of another template has the same properties.</summary>
    internal bool IsSameAs(AlarmDefinition other) => this with { Queries = other.Queries } == other && Queries.SequenceEqual(other.Queries);

    /// <summary>Whether low values breach.</summary>
    public bool BreachesBelow => Comparison is ThresholdComparison.LessThanThreshold or ThresholdComparison.LessThanOrEqualToThreshold
        or ThresholdComparison.LessThanLowerThreshold or ThresholdComparison.LessThanLowerOrGreaterThanUpperThreshold;
}
