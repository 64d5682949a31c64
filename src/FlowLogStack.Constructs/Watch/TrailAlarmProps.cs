using Amazon.CDK.AWS.Logs;
using Amazon.CDK.AWS.SNS;
using FlowLogStack.Records;

namespace FlowLogStack.Watch;

/// <summary>Properties for <see cref="TrailAlarm"/>.</summary>
public sealed record TrailAlarmProps
{
    /// <summary>The detection to monitor. Required.</summary>
    public required TrailDetection Detection { get; init; }

    /// <summary>Log group to which a trail sends its records. It must be of class STANDARD. Required.</summary>
    public required ILogGroup LogGroup { get; init; }

    /// <summary>
    /// Whether the metric filter has the exact text that AWS Security Hub and the benchmark publish, so that a check that compares texts passes. It selects
    /// some other calls: see <see cref="TrailDetection.BenchmarkPattern"/>. Default: false.
    /// </summary>
    public bool UsesBenchmarkText { get; init; }

    /// <summary>Topics to notify when the alarm enters <c>ALARM</c> and when it returns to <c>OK</c>, at most five. Default: none.</summary>
    public IReadOnlyList<ITopic> Topics { get; init; } = [];

    /// <summary>Namespace of the metric. Default: <c>cloudtrail</c>.</summary>
    public string MetricNamespace { get; init; } = TrailAlarm.DefaultMetricNamespace;

    /// <summary>
    /// Prefix of the names of the alarm, its metric and its metric filter; empty for no prefix. Default: null (the stack's name and the construct's path).
    /// </summary>
    public string? AlarmNamePrefix { get; init; }
}
