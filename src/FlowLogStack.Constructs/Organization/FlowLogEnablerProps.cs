using Amazon.CDK;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.Logs;
using Amazon.CDK.AWS.SNS;
using FlowLogStack.Capture;
using FlowLogStack.Process;
using FlowLogStack.Records;

namespace FlowLogStack.Organization;

/// <summary>Properties for <see cref="FlowLogEnabler"/>.</summary>
public sealed record FlowLogEnablerProps
{
    /// <summary>
    /// Destinations, one or more: each VPC gets a flow log for each. A log group, an archive or a stream of this app, or a bucket or stream of another
    /// stack. A stream of another account isn't supported. Required.
    /// </summary>
    public required IReadOnlyList<CaptureDestination> Destinations { get; init; }

    /// <summary>Log format of new flow logs. Default: AWS's default format.</summary>
    public FlowLogFormat Format { get; init; } = FlowLogFormat.Default;

    /// <summary>Traffic to record: all, accepted or rejected. Default: all.</summary>
    public TrafficType TrafficType { get; init; } = TrafficType.All;

    /// <summary>Maximum aggregation interval. Default: one minute.</summary>
    public AggregationInterval AggregationInterval { get; init; } = AggregationInterval.OneMinute;

    /// <summary>Tag keys of the format's tag fields. Default: none.</summary>
    public TagFields TagFields { get; init; } = new();

    /// <summary>Tag of VPCs that get no flow log. The permissions of the function deny it for them. Default: <c>FlowLogs=off</c>.</summary>
    public OptOutTag OptOut { get; init; } = OptOutTag.Default;

    /// <summary>Time between reconciliations of all VPCs, 5 minutes to 1 day in whole minutes. Default: 1 hour.</summary>
    public Duration? Every { get; init; }

    /// <summary>Whether the function checks its permissions, logs what it would create, and creates nothing. Default: false.</summary>
    public bool DryRun { get; init; }

    /// <summary>Topics that the alarms notify. Default: none; the alarms exist, but notify no topic.</summary>
    public IReadOnlyList<ITopic> Topics { get; init; } = [];

    /// <summary>Lambda runtime of the function. Default: managed.</summary>
    public ProcessorRuntime Runtime { get; init; } = ProcessorRuntime.Managed;

    /// <summary>Instruction set architecture of the function. Default: null (x86_64).</summary>
    public Architecture? Architecture { get; init; }

    /// <summary>Memory of the function in MiB, 128 to 10,240. Default: 256.</summary>
    public int MemorySize { get; init; } = 256;

    /// <summary>Retention of the function's log group. Default: one month.</summary>
    public RetentionDays LogRetention { get; init; } = RetentionDays.ONE_MONTH;

    /// <summary>Removal policy of the function's log group and of the queue of failures. Default: RETAIN.</summary>
    public RemovalPolicy RemovalPolicy { get; init; } = RemovalPolicy.RETAIN;
}
