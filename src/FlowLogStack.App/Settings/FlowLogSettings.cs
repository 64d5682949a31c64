using System.ComponentModel.DataAnnotations;
using FlowLogStack.Capture;
using FlowLogStack.Query;
using FlowLogStack.Records;

namespace FlowLogStack.App;

/// <summary>Settings of the flow log monitoring stack: the file `flowlogs.json`. Every setting may be left out; with none at all the stack is the hands-on lab in a VPC of its own.</summary>
/// <remarks>
/// The JSON Schema <c>flowlogs.schema.json</c> is generated from these types: names, defaults, limits and, as
/// descriptions, the summaries of the properties, which are therefore written for readers of the file.
/// </remarks>
public sealed record FlowLogSettings
{
    internal const string DefaultStackName = "FlowLogStack";

    /// <summary>The name of the CloudFormation stack. Default: FlowLogStack.</summary>
    [RegularExpression("^[A-Za-z][A-Za-z0-9-]{0,127}$", ErrorMessage = "use 1 to 128 letters, digits and hyphens, starting with a letter")]
    public string StackName { get; init; } = DefaultStackName;

    /// <summary>The ids of the resources to record the traffic of: VPCs, subnets, network interfaces, regional NAT gateways, or transit gateways and their attachments. Default: none, and the stack makes a small VPC of its own.</summary>
    [RegularExpression("^(vpc|subnet|eni|nat|tgw|tgw-attach)-[0-9a-f]{8,17}$", ErrorMessage = "give the id of a VPC, subnet, network interface, regional NAT gateway, transit gateway or attachment: 'vpc-', 'subnet-', 'eni-', 'nat-', 'tgw-' or 'tgw-attach-' and 8 to 17 hexadecimal digits, as in 'vpc-0a1b2c3d4e5f67890'")]
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>Whether flow logs are made. If false, the stack makes no flow log and no network: it watches the log group `logs.existingLogGroup`, queries the bucket `archive.existingBucket`, or both, to which other flow logs deliver records of `format`. Default: true.</summary>
    public bool Capture { get; init; } = true;

    /// <summary>The addresses of the VPC that the stack makes when there are no sources: a network of /16 to /27, halved into two public subnets. Default: 10.20.0.0/24.</summary>
    [DataType(SettingsSchema.Network)]
    public string VpcCidr { get; init; } = "10.20.0.0/24";

    /// <summary>The fields of the records: a preset (`default`, `v3` to `v11`, `transit-gateway`) or a log format such as `${version} ${srcaddr} ${dstaddr}`. Default: AWS's default format for the sources.</summary>
    [StringLength(8192, MinimumLength = 1)]
    public string? Format { get; init; }

    /// <summary>Fields that AWS has added since this version of the app and that `format` uses, each with what its value means. Default: none.</summary>
    public IReadOnlyDictionary<string, FieldKind> CustomFields { get; init; } = new Dictionary<string, FieldKind>();

    /// <summary>Which traffic to record. Default: ALL. Transit gateways record all and refuse a choice.</summary>
    public TrafficType? TrafficType { get; init; }

    /// <summary>The longest time, in seconds, over which the packets of a flow are joined into one record. Default: 60, the only choice for transit gateways.</summary>
    [AllowedValues(60, 600)]
    public int AggregationSeconds { get; init; } = 60;

    /// <summary>The keys of the tags whose values the format's tag fields carry.</summary>
    public TagKeySettings TagKeys { get; init; } = new();

    /// <summary>Tags of the stack and of everything in it. Default: none.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>What becomes of records, query results and keys when the stack is deleted: `retain` keeps them, `destroy` deletes what is empty, `destroy-with-contents` empties the buckets first. Default: retain.</summary>
    public Removal Removal { get; init; } = Removal.Retain;

    /// <summary>Delivery to CloudWatch Logs, which alarms and Logs Insights need.</summary>
    public LogSettings Logs { get; init; } = new();

    /// <summary>Delivery to S3, which Athena queries.</summary>
    public ArchiveSettings Archive { get; init; } = new();

    /// <summary>The ARN of a Firehose stream of the same account and region to deliver to as well. Default: none.</summary>
    [RegularExpression(@"^arn:aws[a-z-]*:firehose:[a-z0-9-]+:\d{12}:deliverystream/[A-Za-z0-9_.-]{1,64}$", ErrorMessage = "give the ARN of a Firehose stream, as in 'arn:aws:firehose:eu-west-1:111122223333:deliverystream/name'")]
    public string? FirehoseStreamArn { get; init; }

    /// <summary>What detections need to know of the network they watch.</summary>
    public NetworkSettings Network { get; init; } = new();

    /// <summary>Detections, their alarms, and who is told.</summary>
    public AlarmSettings Alarms { get; init; } = new();

    /// <summary>Logs Insights queries that are saved for the log group.</summary>
    public QuerySettings Queries { get; init; } = new();

    /// <summary>CloudWatch dashboards of the log group's records.</summary>
    public DashboardSettings Dashboards { get; init; } = new();

    /// <summary>The Athena workgroup and the table over the archive.</summary>
    public AthenaSettings Athena { get; init; } = new();

    /// <summary>Forwarding records to an HTTPS endpoint or another bucket, by the bundled function. Off unless one of them is named.</summary>
    public ForwardSettings Forward { get; init; } = new();

    /// <summary>What an organization requires of the IAM roles that the stack makes.</summary>
    public RoleSettings Roles { get; init; } = new();

    /// <summary>The settings with those parts off that nothing is delivered to.</summary>
    internal FlowLogSettings Effective() => Capture ? this : this with
    {
        Logs = Logs with { Enabled = Logs is { Enabled: true, ExistingLogGroup: not null } },
        Archive = Archive with { Enabled = Archive is { Enabled: true, ExistingBucket: not null } },
    };

    /// <summary>The records that the sources have.</summary>
    internal RecordKinds RecordKind =>
        Sources.Count > 0 && Sources[0].StartsWith("tgw-", StringComparison.Ordinal) ? RecordKinds.TransitGateway : RecordKinds.Vpc;

    /// <summary>The format that the settings state or imply.</summary>
    /// <exception cref="FlowLogFormatException">No preset, and no log format either.</exception>
    internal FlowLogFormat ToFormat() => ToFormat(Format);

    /// <summary>The archive's earlier generations, the oldest first.</summary>
    /// <exception cref="FlowLogFormatException">A generation's format is neither a preset nor a log format.</exception>
    internal IReadOnlyList<ArchiveGeneration> ToEarlierGenerations() =>
        [.. EarlierOrDefault.Select(earlier => new ArchiveGeneration { Format = ToFormat(earlier.Format), FileFormat = earlier.FileFormat, PerHourPartition = earlier.PerHourPartition })];

    /// <summary>Whether the only earlier generation is not described and has the defaults.</summary>
    internal bool AssumesEarlier => Archive is { Generation: 2, Earlier.Count: 0 };

    IReadOnlyList<GenerationSettings> EarlierOrDefault => AssumesEarlier ? [new GenerationSettings()] : Archive.Earlier;

    FlowLogFormat ToFormat(string? text)
    {
        if (text is null)
            return RecordKind is RecordKinds.TransitGateway ? FlowLogFormat.TransitGateway : FlowLogFormat.Default;
        if (FlowLogFormat.Presets.TryGetValue(text, out var preset))
            return preset;
        if (text.Contains('$', StringComparison.Ordinal))
            return FlowLogFormat.Parse(text, CustomFields.Select(field => FlowField.Custom(field.Key, field.Value)));
        var nearest = Nearest.To(text, FlowLogFormat.Presets.Keys);
        throw new FlowLogFormatException(text, null, $"\"{text}\" is neither a preset nor a log format: give {string.Join(", ", FlowLogFormat.Presets.Keys)}, or placeholders such as \"${{version}} ${{srcaddr}}\".{(nearest is null ? "" : $" Did you mean \"{nearest}\"?")}");
    }
}

/// <summary>What becomes of what the stack has stored when the stack is deleted.</summary>
public enum Removal
{
    /// <summary>Records, results and keys are kept.</summary>
    Retain,

    /// <summary>Everything goes, but the deletion fails at a bucket that holds objects.</summary>
    Destroy,

    /// <summary>Everything goes: the buckets are emptied first, and late deliveries denied.</summary>
    DestroyWithContents,
}
