using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using Constructs;
using FlowLogStack.Capture;
using FlowLogStack.Organization;
using FlowLogStack.Query;
using FlowLogStack.Records;

namespace FlowLogStack.App;

/// <summary>
/// Settings of the flow log monitoring stack, in the file `flowlogs.json`. All are optional; without any, the default stack creates a VPC and the
/// alarm of the hands-on lab.
/// </summary>
/// <remarks>
/// The JSON Schema <c>flowlogs.schema.json</c> is generated from these types: names, defaults, limits, and the summaries as descriptions. Write
/// the summaries for readers of the settings file.
/// </remarks>
public sealed record FlowLogSettings
{
    internal const string DefaultStackName = "FlowLogStack";

    /// <summary>Name of the CloudFormation stack. Default: FlowLogStack.</summary>
    [RegularExpression(Patterns.Stack, ErrorMessage = Patterns.StackWords)]
    public string StackName { get; init; } = DefaultStackName;

    /// <summary>
    /// Account of the stack, 12 digits. With several `stacks`, one `cdk deploy --all` then deploys to several accounts. Default: none (the account of the
    /// credentials).
    /// </summary>
    [RegularExpression(Patterns.Account, ErrorMessage = Patterns.AccountWords)]
    public string? Account { get; init; }

    /// <summary>Region of the stack. Default: none (the Region of the credentials).</summary>
    [RegularExpression(Patterns.Region, ErrorMessage = Patterns.RegionWords)]
    public string? Region { get; init; }

    /// <summary>
    /// Several stacks, each with its own settings by a key such as `eu`; the keys beside `stacks` apply to all of them. A stack is named by `stackName` and
    /// its key, as in `FlowLogStack-eu`. Default: none (one stack).
    /// </summary>
    public IReadOnlyDictionary<string, JsonObject> Stacks { get; init; } = new Dictionary<string, JsonObject>();

    /// <summary>
    /// Whether the stack is that of a member account: flow logs of `sources` that deliver to `archive.existingBucket`, `logs.name` and `firehoseStreamArn`,
    /// and the role that CloudWatch Logs needs. It has no assets, and needs no bootstrap. Default: false.
    /// </summary>
    public bool Member { get; init; }

    /// <summary>A StackSet with which member accounts deliver flow logs to the archive.</summary>
    public MemberSettings Members { get; init; } = new();

    /// <summary>A CloudWatch telemetry rule for each VPC of the account or of an organization.</summary>
    public TelemetryRuleSettings TelemetryRule { get; init; } = new();

    /// <summary>A destination of CloudWatch Logs for the log groups of other accounts.</summary>
    public SubscriptionSettings Subscriptions { get; init; } = new();

    /// <summary>A function that creates flow logs for every VPC of the account and Region. With `member`, the stack has it in place of `sources`.</summary>
    public EnablerSettings Enabler { get; init; } = new();

    /// <summary>
    /// Number of sibling stacks among which the flow logs of `sources` are divided, for more than 240 resources: 1 to 200. The id of a source determines
    /// its stack, so another source moves none. Another number moves most: choose it once, with room for growth. Default: none (all in one stack).
    /// </summary>
    [Range(1, 200)]
    public int? SourceStacks { get; init; }

    /// <summary>
    /// Ids of the monitored resources: VPCs, subnets, network interfaces, regional NAT gateways, or transit gateways and their attachments.
    /// Default: none (creates a small VPC).
    /// </summary>
    [RegularExpression("^(vpc|subnet|eni|nat|tgw|tgw-attach)-[0-9a-f]{8,17}$",
        ErrorMessage = "use the id of a VPC, subnet, network interface, regional NAT gateway, transit gateway or attachment: 'vpc-', 'subnet-', 'eni-', "
            + "'nat-', 'tgw-' or 'tgw-attach-' and 8 to 17 hexadecimal digits, as in 'vpc-0a1b2c3d4e5f67890'")]
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>
    /// Whether flow logs are created. If false, the stack creates neither flow logs nor a network. It monitors the log group `logs.existingLogGroup`,
    /// queries the bucket `archive.existingBucket` or a new bucket for `archive.organization` or `archive.accounts`, or both. Other flow logs must
    /// deliver records of `format` to them. Default: true.
    /// </summary>
    public bool Capture { get; init; } = true;

    /// <summary>
    /// IPv4 network of the VPC that the stack creates without `sources`: /16 to /27, divided into two public subnets. Default: 10.20.0.0/24.
    /// </summary>
    [DataType(SettingsSchema.Network)]
    public string VpcCidr { get; init; } = "10.20.0.0/24";

    /// <summary>Traffic for the VPC that the stack creates without `sources`.</summary>
    public LabSettings Lab { get; init; } = new();

    /// <summary>
    /// Log format: a preset (`default`, `v3` to `v11`, `transit-gateway`) or fields such as `${version} ${srcaddr} ${dstaddr}`.
    /// Default: AWS's default format for the monitored resources.
    /// </summary>
    [StringLength(8192, MinimumLength = 1)]
    public string? Format { get; init; }

    /// <summary>Fields in `format` that AWS has added since this version of the app, each with the kind of its value. Default: none.</summary>
    public IReadOnlyDictionary<string, FieldKind> CustomFields { get; init; } = new Dictionary<string, FieldKind>();

    /// <summary>Traffic to record: ALL, ACCEPT or REJECT. Must not be set for transit gateways, which record all traffic. Default: ALL.</summary>
    public TrafficType? TrafficType { get; init; }

    /// <summary>
    /// Maximum aggregation interval in seconds. Must be 60 for transit gateways. With 600, detections that count packets or bytes by the minute enter
    /// ALARM more easily. Default: 60.
    /// </summary>
    [AllowedValues(60, 600)]
    public int AggregationSeconds { get; init; } = 60;

    /// <summary>Tag keys of the format's tag fields.</summary>
    public TagKeySettings TagKeys { get; init; } = new();

    /// <summary>Tags of the stack and all its resources. Default: none.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// Removal policy of records, query results and keys: `retain` keeps them, `destroy` deletes what is empty, `destroy-with-contents` empties the
    /// buckets first. Default: retain.
    /// </summary>
    public Removal Removal { get; init; } = Removal.Retain;

    /// <summary>
    /// One customer managed key for everything that can have one: log groups, archive, query results, dead letters, topics, queues, and the environment
    /// of the processor function. `customer-managed` creates the key; the ARN of an existing key uses that one, and synthesis prints the statements that
    /// its policy needs. An ARN in the `encryption` of a part has precedence. Default: none (the `encryption` of each part).
    /// </summary>
    [RegularExpression(EncryptionSetting.Pattern, ErrorMessage = EncryptionSetting.Words)]
    public string? Encryption { get; init; }

    /// <summary>
    /// Whether resources have metadata with the reasons for findings of cdk-nag that the stack accepts, in its packs NIST 800-53 R5, HIPAA and PCI DSS.
    /// Default: false.
    /// </summary>
    public bool CdkNagReasons { get; init; }

    /// <summary>Delivery to CloudWatch Logs, required for alarms and Logs Insights.</summary>
    public LogSettings Logs { get; init; } = new();

    /// <summary>Delivery to S3, required for Athena queries.</summary>
    public ArchiveSettings Archive { get; init; } = new();

    /// <summary>
    /// ARN of a Firehose stream of the same Region for an additional delivery. A stream of another account requires `firehoseReceiverRoleArn`. Default:
    /// none.
    /// </summary>
    [RegularExpression(@"^arn:aws[a-z-]*:firehose:[a-z0-9-]+:\d{12}:deliverystream/[A-Za-z0-9_.-]{1,64}$",
        ErrorMessage = "use the ARN of a Firehose stream, as in 'arn:aws:firehose:eu-west-1:111122223333:deliverystream/name'")]
    public string? FirehoseStreamArn { get; init; }

    /// <summary>
    /// ARN of the role that receives flow logs in the account of `firehoseStreamArn`, if that is another account. The stack then creates the role that
    /// sends, with the name `FlowLogsFirehoseSender`. Default: none (a stream of the same account).
    /// </summary>
    [RegularExpression(@"^arn:aws[a-z-]*:iam::\d{12}:role/([\w+=,.@-]+/)*AWSLogDeliveryFirehoseCrossAccountRole[\w+=,.@-]{0,26}$",
        ErrorMessage = "use the ARN of a role whose name starts with AWSLogDeliveryFirehoseCrossAccountRole, as in "
        + "'arn:aws:iam::111122223333:role/AWSLogDeliveryFirehoseCrossAccountRole'")]
    public string? FirehoseReceiverRoleArn { get; init; }

    /// <summary>The monitored network, for detections.</summary>
    public NetworkSettings Network { get; init; } = new();

    /// <summary>Detections, their alarms, and the subscribers that alarms notify.</summary>
    public AlarmSettings Alarms { get; init; } = new();

    /// <summary>Saved Logs Insights queries of the log group.</summary>
    public QuerySettings Queries { get; init; } = new();

    /// <summary>CloudWatch dashboards of the log group's records.</summary>
    public DashboardSettings Dashboards { get; init; } = new();

    /// <summary>The Athena workgroup and the table over the archive.</summary>
    public AthenaSettings Athena { get; init; } = new();

    /// <summary>
    /// Activity logs: calls of AWS APIs that CloudTrail records, and requests to buckets in S3 server access logs. An existing trail is used before a new one.
    /// </summary>
    public ActivitySettings Activity { get; init; } = new();

    /// <summary>Forwarding of records by the processor function to an HTTPS endpoint, another bucket, or both. Enabled if one of them is set.</summary>
    public ForwardSettings Forward { get; init; } = new();

    /// <summary>An organization's requirements for the IAM roles of the stack.</summary>
    public RoleSettings Roles { get; init; } = new();

    /// <summary>Returns the settings without the parts that receive no records.</summary>
    internal FlowLogSettings Effective() => Capture ? this : this with
    {
        Logs = Logs with { Enabled = Logs is { Enabled: true, ExistingLogGroup: not null } },
        Archive = Archive with { Enabled = Archive is { Enabled: true } and ({ ExistingBucket: not null } or { ReceivesOthers: true }) },
    };

    /// <summary>Returns the environment of the stack, or null if neither account nor Region is set.</summary>
    internal Amazon.CDK.Environment? ToEnvironment() => Account is null && Region is null ? null : new Amazon.CDK.Environment { Account = Account,
        Region = Region };

    /// <summary>Returns the Firehose stream, with the role that sends to one of another account; null if none is set.</summary>
    /// <param name="stack">The stack.</param>
    /// <param name="sources">The monitored resources.</param>
    internal CaptureDestination? ToFirehose(Construct stack, IReadOnlyList<CaptureSource> sources) => FirehoseStreamArn is not { } stream ? null
        : FirehoseReceiverRoleArn is not { } receiver ? CaptureDestination.Firehose(stream)
        : CaptureDestination.Firehose(stream, new FirehoseSenderRole(stack, "FirehoseSender", new FirehoseSenderRoleProps
        {
            ReceiverRoleArn = receiver,
            Sources = sources,
            RoleName = "FlowLogsFirehoseSender",
        }));

    /// <summary>Returns the names of the stack and of all sibling stacks that its sources can have.</summary>
    internal IEnumerable<string> AllNames() =>
        Enumerable.Range(1, SourceStacks ?? 0).Select(number => Organization.SourceStacks.NameOf(StackName, number)).Prepend(StackName);

    /// <summary>Returns the telemetry rule.</summary>
    /// <param name="name">Name of the rule.</param>
    internal TelemetryRuleProps ToTelemetryRule(string name) => new()
    {
        RuleName = name,
        Organization = TelemetryRule.Organization is { } organization ? new SourceOrganization(organization) : null,
        Format = ToFormat(),
        LogGroupPattern = TelemetryRule.LogGroupPattern,
        Retention = Amazon.CDK.Duration.Days(TelemetryRule.RetentionDays),
        TrafficType = TrafficType ?? FlowLogStack.Capture.TrafficType.All,
        AggregationInterval = (AggregationInterval)AggregationSeconds,
        Regions = TelemetryRule.Regions,
        AllRegions = TelemetryRule.AllRegions,
    };

    /// <summary>The record kind of the monitored resources.</summary>
    internal RecordKinds RecordKind =>
        Sources.Count > 0 && SourceId.IsTransitGateway(Sources[0]) ? RecordKinds.TransitGateway : RecordKinds.Vpc;

    /// <summary>Returns the log format of the settings, or the default for the monitored resources.</summary>
    /// <exception cref="FlowLogFormatException">The value is neither a preset nor a log format.</exception>
    internal FlowLogFormat ToFormat() => ToFormat(Format);

    /// <summary>Returns the archive's earlier generations, oldest first.</summary>
    /// <exception cref="FlowLogFormatException">The format of a generation is neither a preset nor a log format.</exception>
    internal IReadOnlyList<ArchiveGeneration> ToEarlierGenerations() =>
        [.. EarlierOrDefault.Select(earlier => new ArchiveGeneration { Format = ToFormat(earlier.Format), FileFormat = earlier.FileFormat,
            PerHourPartition = earlier.PerHourPartition, FlowLogs = earlier.FlowLogs })];

    /// <summary>Whether the only earlier generation isn't described, so the defaults apply.</summary>
    internal bool AssumesEarlier => Archive is { Generation: 2, Earlier.Count: 0 };

    IReadOnlyList<GenerationSettings> EarlierOrDefault => AssumesEarlier ? [new GenerationSettings()] : Archive.Earlier;

    FlowLogFormat ToFormat(string? text)
    {
        if (text is null)
            return RecordKind is RecordKinds.TransitGateway ? FlowLogFormat.TransitGateway : FlowLogFormat.Default;
        return FormatText.Parse(text, CustomFields.Select(field => FlowField.Custom(field.Key, field.Value)));
    }
}
