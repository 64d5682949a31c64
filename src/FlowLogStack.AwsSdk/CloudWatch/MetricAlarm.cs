namespace Amazon.CloudWatch.Model;

/// <summary>An alarm on a metric, or on an expression over metrics.</summary>
public class MetricAlarm
{
    /// <summary>The alarm's name.</summary>
    public string? AlarmName { get; set; }

    /// <summary>The alarm's ARN.</summary>
    public string? AlarmArn { get; set; }

    /// <summary>What it says of itself.</summary>
    public string? AlarmDescription { get; set; }

    /// <summary>Whether its actions run.</summary>
    public bool? ActionsEnabled { get; set; }

    /// <summary>What runs when it goes off; null for nothing.</summary>
    public List<string>? AlarmActions { get; set; }

    /// <summary>What runs when it is over; null for nothing.</summary>
    public List<string>? OKActions { get; set; }

    /// <summary>What runs when data are too few; null for nothing.</summary>
    public List<string>? InsufficientDataActions { get; set; }

    /// <summary>Its state.</summary>
    public StateValue? StateValue { get; set; }

    /// <summary>Why it is in its state, in words.</summary>
    public string? StateReason { get; set; }

    /// <summary>Why it is in its state, as JSON.</summary>
    public string? StateReasonData { get; set; }

    /// <summary>When its state was last written, in UTC, be it to the same value.</summary>
    public DateTime? StateUpdatedTimestamp { get; set; }

    /// <summary>When its state last became another, in UTC.</summary>
    public DateTime? StateTransitionedTimestamp { get; set; }

    /// <summary>The metric's namespace; null for an alarm with <see cref="Metrics"/>.</summary>
    public string? Namespace { get; set; }

    /// <summary>The metric's name; null for an alarm with <see cref="Metrics"/>.</summary>
    public string? MetricName { get; set; }

    /// <summary>The metric's dimensions; null for none.</summary>
    public List<Dimension>? Dimensions { get; set; }

    /// <summary>How a period's values become one, unless it is a percentile.</summary>
    public Statistic? Statistic { get; set; }

    /// <summary>How a period's values become one, when it is a percentile or the like.</summary>
    public string? ExtendedStatistic { get; set; }

    /// <summary>Seconds of a period.</summary>
    public int? Period { get; set; }

    /// <summary>The metric's unit; null for any.</summary>
    public StandardUnit? Unit { get; set; }

    /// <summary>N: the periods looked at.</summary>
    public int? EvaluationPeriods { get; set; }

    /// <summary>M: how many of the N must breach; null for all.</summary>
    public int? DatapointsToAlarm { get; set; }

    /// <summary>The value compared with; null beside a band.</summary>
    public double? Threshold { get; set; }

    /// <summary>The id of the band compared with; null beside a threshold.</summary>
    public string? ThresholdMetricId { get; set; }

    /// <summary>When a datapoint breaches.</summary>
    public ComparisonOperator? ComparisonOperator { get; set; }

    /// <summary>What is made of periods without data; null for <c>missing</c>.</summary>
    public string? TreatMissingData { get; set; }

    /// <summary>Whether percentiles of few samples are looked at; null for yes.</summary>
    public string? EvaluateLowSampleCountPercentile { get; set; }

    /// <summary>The metrics and expressions; null for an alarm on one metric.</summary>
    public List<MetricDataQuery>? Metrics { get; set; }
}
