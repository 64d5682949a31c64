namespace Amazon.CloudWatch.Model;

/// <summary>An alarm on a metric, or on an expression over metrics.</summary>
public class MetricAlarm
{
    /// <summary>Name of the alarm.</summary>
    public string? AlarmName { get; set; }

    /// <summary>ARN of the alarm.</summary>
    public string? AlarmArn { get; set; }

    /// <summary>Description.</summary>
    public string? AlarmDescription { get; set; }

    /// <summary>Whether actions are enabled.</summary>
    public bool? ActionsEnabled { get; set; }

    /// <summary>ARNs of the actions that run when the alarm enters <c>ALARM</c>; null for none.</summary>
    public List<string>? AlarmActions { get; set; }

    /// <summary>ARNs of the actions that run when the alarm returns to <c>OK</c>; null for none.</summary>
    public List<string>? OKActions { get; set; }

    /// <summary>ARNs of the actions that run when the alarm enters <c>INSUFFICIENT_DATA</c>; null for none.</summary>
    public List<string>? InsufficientDataActions { get; set; }

    /// <summary>State.</summary>
    public StateValue? StateValue { get; set; }

    /// <summary>Reason for the state, as text.</summary>
    public string? StateReason { get; set; }

    /// <summary>Reason for the state, as JSON.</summary>
    public string? StateReasonData { get; set; }

    /// <summary>Time of the last update of the state (UTC), even to the same value.</summary>
    public DateTime? StateUpdatedTimestamp { get; set; }

    /// <summary>Time of the last change of the state (UTC).</summary>
    public DateTime? StateTransitionedTimestamp { get; set; }

    /// <summary>Namespace of the metric; null for an alarm with <see cref="Metrics"/>.</summary>
    public string? Namespace { get; set; }

    /// <summary>Name of the metric; null for an alarm with <see cref="Metrics"/>.</summary>
    public string? MetricName { get; set; }

    /// <summary>Dimensions of the metric; null for none.</summary>
    public List<Dimension>? Dimensions { get; set; }

    /// <summary>Statistic of a period; null if it is a percentile.</summary>
    public Statistic? Statistic { get; set; }

    /// <summary>Percentile or similar statistic of a period, such as <c>p99</c>; null for a <see cref="Statistic"/>.</summary>
    public string? ExtendedStatistic { get; set; }

    /// <summary>Length of a period in seconds.</summary>
    public int? Period { get; set; }

    /// <summary>Unit of the metric; null for any.</summary>
    public StandardUnit? Unit { get; set; }

    /// <summary>Number of periods that the alarm evaluates (N).</summary>
    public int? EvaluationPeriods { get; set; }

    /// <summary>Number of the N periods that have to breach (M); null for all of them.</summary>
    public int? DatapointsToAlarm { get; set; }

    /// <summary>Threshold; null for an alarm with an anomaly detection band.</summary>
    public double? Threshold { get; set; }

    /// <summary>Id of the anomaly detection band; null for an alarm with a threshold.</summary>
    public string? ThresholdMetricId { get; set; }

    /// <summary>Comparison by which a datapoint breaches.</summary>
    public ComparisonOperator? ComparisonOperator { get; set; }

    /// <summary>Treatment of periods without data; null for <c>missing</c>.</summary>
    public string? TreatMissingData { get; set; }

    /// <summary>Treatment of percentiles of few samples, <c>evaluate</c> or <c>ignore</c>; null for <c>evaluate</c>.</summary>
    public string? EvaluateLowSampleCountPercentile { get; set; }

    /// <summary>Metrics and expressions; null for an alarm on one metric.</summary>
    public List<MetricDataQuery>? Metrics { get; set; }
}
