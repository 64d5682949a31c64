using Amazon.CDK;
using Amazon.CDK.AWS.Logs;
using Amazon.CDK.AWS.SNS;
using FlowLogStack.Records;

namespace FlowLogStack.Dashboards;

/// <summary>Properties for <see cref="ChangeLog"/>.</summary>
public sealed record ChangeLogProps
{
    /// <summary>The kind of changes to record. Default: changes of security groups.</summary>
    public ChangeDetection Change { get; init; } = Records.Detections.SecurityGroupChanges;

    /// <summary>Retention of the recorded changes. Default: three months.</summary>
    public RetentionDays Retention { get; init; } = RetentionDays.THREE_MONTHS;

    /// <summary>Topics of the alarm for changes that couldn't be written. Default: none; the alarm exists, but notifies no topic.</summary>
    public IReadOnlyList<ITopic> Topics { get; init; } = [];

    /// <summary>Removal policy of the log group. Default: RETAIN.</summary>
    public RemovalPolicy RemovalPolicy { get; init; } = RemovalPolicy.RETAIN;
}
