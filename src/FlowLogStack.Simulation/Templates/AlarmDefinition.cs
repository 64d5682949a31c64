namespace FlowLogStack.Simulation;

/// <summary>A metric alarm of a template.</summary>
public sealed record AlarmDefinition
{
    /// <summary>Its logical id.</summary>
    public required string LogicalId { get; init; }

    /// <summary>Its name; the logical id when the template has none.</summary>
    public required string Name { get; init; }

    /// <summary>Its description; empty for none.</summary>
    public string Description { get; init; } = "";

    /// <summary>What it reads: one metric, or metrics and expressions of which one returns data.</summary>
    public required IReadOnlyList<MetricQueryDefinition> Queries { get; init; }

    /// <summary>When a datapoint breaches.</summary>
    public required ThresholdComparison Comparison { get; init; }

    /// <summary>The value compared with; null when <see cref="BandId"/> names a band.</summary>
    public double? Threshold { get; init; }

    /// <summary>The id of the query that is the anomaly detection band; null for an alarm with a threshold.</summary>
    public string? BandId { get; init; }

    /// <summary>The length of a datapoint: 10, 20 or 30 seconds, or whole minutes.</summary>
    public required TimeSpan Period { get; init; }

    /// <summary>N: the periods looked at.</summary>
    public required int EvaluationPeriods { get; init; }

    /// <summary>M: how many of the N must breach.</summary>
    public required int DatapointsToAlarm { get; init; }

    /// <summary>What is made of periods without data.</summary>
    public MissingDataTreatment MissingData { get; init; }

    /// <summary>Whether the state stays as it is while a percentile has too few samples; AWS's <c>EvaluateLowSampleCountPercentile</c>.</summary>
    public bool IgnoresFewSamples { get; init; }

    /// <summary>The query watched: the one that returns data, and beside a band the one that is not the band.</summary>
    public MetricQueryDefinition Watched => Queries.FirstOrDefault(query => query.ReturnsData && query.Id != BandId) ?? Queries[0];

    /// <summary>Whether low values breach.</summary>
    public bool BreachesBelow => Comparison is ThresholdComparison.LessThanThreshold or ThresholdComparison.LessThanOrEqualToThreshold
        or ThresholdComparison.LessThanLowerThreshold or ThresholdComparison.LessThanLowerOrGreaterThanUpperThreshold;
}
