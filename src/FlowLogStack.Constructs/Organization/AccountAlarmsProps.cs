using Amazon.CDK.AWS.Logs;
using Amazon.CDK.AWS.SNS;
using FlowLogStack.Records;
using FlowLogStack.Watch;

namespace FlowLogStack.Organization;

/// <summary>Properties for <see cref="AccountAlarms"/>.</summary>
public sealed record AccountAlarmsProps
{
    /// <summary>Detection to monitor: of records or of the sum of a field, above a threshold. Required.</summary>
    public required Detection Detection { get; init; }

    /// <summary>Central log group, whose events a <see cref="CentralizationRule"/> copies. Required.</summary>
    public required ILogGroup LogGroup { get; init; }

    /// <summary>Log format of the records, the same in all accounts. Default: AWS's default format.</summary>
    public FlowLogFormat Format { get; init; } = FlowLogFormat.Default;

    /// <summary>Accounts that get an alarm each, 12 digits. Required, one or more.</summary>
    [NeedsValue]
    public required IReadOnlyList<string> Accounts { get; init; }

    /// <summary>AWS Regions of the records; each account has an alarm for each. Default: none (the Region of the stack).</summary>
    public IReadOnlyList<string> Regions { get; init; } = [];

    /// <summary>Topics that the alarms notify, at most 5. Default: none.</summary>
    public IReadOnlyList<ITopic> Topics { get; init; } = [];

    /// <summary>Namespace of the metric. Default: <c>vpcflowlogs</c>.</summary>
    public string MetricNamespace { get; init; } = DetectionAlarm.DefaultMetricNamespace;

    /// <summary>Prefix of the names of alarms, the metric and its filters. Default: null (the stack's name and the construct's path).</summary>
    public string? AlarmNamePrefix { get; init; }
}
