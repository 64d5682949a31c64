using Amazon.CDK.AWS.Logs;
using Amazon.CDK.AWS.SNS;
using FlowLogStack.Records;

namespace FlowLogStack.Watch;

/// <summary>Properties for <see cref="DetectionAlarm"/>.</summary>
public sealed record DetectionAlarmProps
{
    /// <summary>The detection to monitor. Required.</summary>
    public required Detection Detection { get; init; }

    /// <summary>Log group that receives the records. Required.</summary>
    public required ILogGroup LogGroup { get; init; }

    /// <summary>Log format of its records. Default: AWS's default format.</summary>
    public FlowLogFormat Format { get; init; } = FlowLogFormat.Default;

    /// <summary>Topics to notify when the alarm enters <c>ALARM</c> and when it returns to <c>OK</c>, at most five. Default: none.</summary>
    public IReadOnlyList<ITopic> Topics { get; init; } = [];

    /// <summary>Namespace of the metric. Default: <c>vpcflowlogs</c>.</summary>
    public string MetricNamespace { get; init; } = DetectionAlarm.DefaultMetricNamespace;

    /// <summary>
    /// Prefix of the names of the alarm, its metric and its metric filters; empty for no prefix. Alarm names are unique in an account and Region.
    /// Default: null (the stack's name and the construct's path, such as <c>Network/SshRejects </c>).
    /// </summary>
    public string? AlarmNamePrefix { get; init; }
}
