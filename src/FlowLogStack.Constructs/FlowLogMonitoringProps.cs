using Amazon.CDK;
using Amazon.CDK.AWS.KMS;
using Amazon.CDK.AWS.SNS;
using FlowLogStack.Capture;
using FlowLogStack.Organization;
using FlowLogStack.Query;
using FlowLogStack.Records;
using FlowLogStack.Watch;

namespace FlowLogStack;

/// <summary>Properties for <see cref="FlowLogMonitoring"/>.</summary>
public sealed record FlowLogMonitoringProps
{
    /// <summary>
    /// Monitored resources: one or more, all of VPCs or all of transit gateways. Must be empty if <see cref="Capture"/> is false.
    /// Default: none.
    /// </summary>
    public IReadOnlyList<CaptureSource> Sources { get; init; } = [];

    /// <summary>
    /// Whether flow logs are created. If false, the construct monitors and queries what existing flow logs deliver: set <see cref="LogGroup"/> to
    /// an existing log group, <see cref="Archive"/> to an existing bucket or to a new one that an organization or other accounts deliver to, or both,
    /// and a missing one to null. Set <see cref="Format"/> to the log format of the records. Default: true.
    /// </summary>
    public bool Capture { get; init; } = true;

    /// <summary>
    /// Sibling stacks for the flow logs, if more resources are monitored than fit in one stack. Default: null (the flow logs are in the stack of this
    /// construct).
    /// </summary>
    public SourceStacks? SourceStacks { get; init; }

    /// <summary>Log format. Default: null (AWS's default format for the monitored resources).</summary>
    public FlowLogFormat? Format { get; init; }

    /// <summary>Traffic to record: all, accepted or rejected. Must be null for transit gateways. Default: null (all).</summary>
    public TrafficType? TrafficType { get; init; }

    /// <summary>Maximum aggregation interval. Default: one minute.</summary>
    public AggregationInterval AggregationInterval { get; init; } = AggregationInterval.OneMinute;

    /// <summary>Tag keys of the format's tag fields. Default: none.</summary>
    public TagFields TagFields { get; init; } = new();

    /// <summary>Log group that detections monitor; null for no delivery to CloudWatch Logs. Default: a new log group with a retention of one month.</summary>
    public FlowLogGroupProps? LogGroup { get; init; } = new();

    /// <summary>Archive for Athena queries; null for no delivery to S3. Default: a new bucket that keeps objects for 365 days.</summary>
    public FlowLogArchiveProps? Archive { get; init; } = new();

    /// <summary>
    /// Formats of the archive's earlier generations, oldest first: one fewer than <see cref="FlowLogArchiveProps.Generation"/>. Each has its own
    /// folder and table, and a view combines all tables. Default: none.
    /// </summary>
    public IReadOnlyList<ArchiveGeneration> EarlierGenerations { get; init; } = [];

    /// <summary>Additional delivery to a Firehose stream of the same account. Default: null (none).</summary>
    public CaptureDestination? Firehose { get; init; }

    /// <summary>Detections to monitor, each with a metric filter and an alarm. Default: null (SSH rejects, if the format has the required fields).</summary>
    public IReadOnlyList<Detection>? Detections { get; init; }

    /// <summary>
    /// Logs Insights queries to save, in addition to those of <see cref="Detections"/>. Default: null (the top rejected sources, if the format has
    /// the required fields).
    /// </summary>
    public QueryCatalogue? InsightsQueries { get; init; }

    /// <summary>Kinds of network changes to notify of. Requires a CloudTrail trail that logs management events. Default: none.</summary>
    public IReadOnlyList<ChangeDetection> Changes { get; init; } = [];

    /// <summary>Whether one composite alarm for each severity notifies, instead of each alarm. Default: false.</summary>
    public bool CompositeAlarms { get; init; }

    /// <summary>Subscriptions to the alarm topic: email, HTTPS, SQS and Lambda. Default: none; the topic has no subscribers.</summary>
    public IReadOnlyList<ITopicSubscription> Subscriptions { get; init; } = [];

    /// <summary>Existing topic that the alarms notify. Several constructs can share it. Default: null (creates a topic).</summary>
    public ITopic? ExistingTopic { get; init; }

    /// <summary>Customer managed key of the topics. Default: null (creates a key, or uses the key of the existing topic).</summary>
    public IKey? TopicEncryptionKey { get; init; }

    /// <summary>
    /// Subscriptions by severity. A severity in this dictionary has a topic of its own and doesn't notify <see cref="Subscriptions"/>.
    /// Default: none (all severities use one topic).
    /// </summary>
    public IReadOnlyDictionary<Severity, IReadOnlyList<ITopicSubscription>> SeveritySubscriptions { get; init; } = new Dictionary<Severity,
        IReadOnlyList<ITopicSubscription>>();

    /// <summary>Namespace of the detections' metrics. Default: <c>vpcflowlogs</c>.</summary>
    public string MetricNamespace { get; init; } = DetectionAlarm.DefaultMetricNamespace;

    /// <summary>
    /// Prefix of the names of alarms, metrics, metric filters and saved queries; empty for no prefix. Two instances of this construct need
    /// different prefixes. Default: null (the stack's name and the construct's path, such as <c>Network/FlowLogs </c>).
    /// </summary>
    public string? AlarmNamePrefix { get; init; }

    /// <summary>
    /// Athena queries to save with the table, such as <see cref="AthenaQueries.All"/>. Queries that require fields outside the log format are left
    /// out. Default: null (<see cref="AthenaQueries.First"/>).
    /// </summary>
    public IReadOnlyList<AthenaQuery>? Queries { get; init; }

    /// <summary>Name of the Glue database: lower-case letters, digits and underscores. Default: null (derived from the construct's path).</summary>
    public string? DatabaseName { get; init; }

    /// <summary>Name of the Glue table: lower-case letters, digits and underscores. Default: <c>flow_logs</c>.</summary>
    public string TableName { get; init; } = FlowLogTable.DefaultTableName;

    /// <summary>Athena workgroup. Default: a new one with a limit of 10 GB for each query.</summary>
    public QueryWorkgroupProps Workgroup { get; init; } = new();

    /// <summary>
    /// Customer managed key of everything that this construct creates and that can have one; a part's own key has precedence. To include processors and
    /// other constructs, use <see cref="Encryption.ApplyTo"/> on the stack. Default: null (the encryption of each part).
    /// </summary>
    public Encryption? Encryption { get; init; }

    /// <summary>Whether S3 server access logs of the buckets are kept, in a bucket of their own. Default: true.</summary>
    public bool KeepAccessLogs { get; init; } = true;

    /// <summary>Removal policy of records, query results and keys. Applies to each part whose own removal policy is RETAIN. Default: RETAIN.</summary>
    public RemovalPolicy RemovalPolicy { get; init; } = RemovalPolicy.RETAIN;

    /// <summary>Whether the buckets are emptied when the stack is deleted. Requires <see cref="RemovalPolicy"/> DESTROY. Default: false.</summary>
    public bool AutoDeleteObjects { get; init; }
}
