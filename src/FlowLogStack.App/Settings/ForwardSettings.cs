using System.ComponentModel.DataAnnotations;
using Amazon.CDK;
using Amazon.CDK.AWS.S3;
using Amazon.CDK.AWS.SecretsManager;
using Constructs;
using FlowLogStack.Capture;
using FlowLogStack.Process;
using FlowLogStack.Records;
using FlowLogStack.Watch;

namespace FlowLogStack.App;

/// <summary>Forwarding of records by the processor function to an HTTPS endpoint, another bucket, or both. Enabled if one of them is set.</summary>
public sealed record ForwardSettings
{
    /// <summary>
    /// ARN of the secret with the endpoint's URL and headers, as JSON: `{"url": "https://…", "headers": {"Authorization": "…"}}`. Default: no endpoint.
    /// </summary>
    [RegularExpression(@"^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:[A-Za-z0-9/_+=.@-]{1,505}-[A-Za-z0-9]{6}$",
        ErrorMessage = "use the whole ARN of a secret, with the six characters at its end, as in "
            + "'arn:aws:secretsmanager:eu-west-1:111122223333:secret:flow-logs/endpoint-AbCdEf'")]
    public string? EndpointSecretArn { get; init; }

    /// <summary>Name of an existing bucket that receives the records as gzipped JSON lines. Default: none.</summary>
    [RegularExpression(Patterns.Bucket, ErrorMessage = Patterns.BucketWords)]
    public string? DestinationBucket { get; init; }

    /// <summary>Folder in that bucket, without leading or trailing slashes. Default: flow-logs.</summary>
    [RegularExpression("^[A-Za-z0-9][A-Za-z0-9/_.=-]{0,254}[A-Za-z0-9]$", ErrorMessage = "use letters, digits and / _ . = -, without a slash at either end")]
    public string DestinationPrefix { get; init; } = "flow-logs";

    /// <summary>Source of the records: `logs`, within seconds, or `archive`, within minutes. Default: logs.</summary>
    public ForwardSource From { get; init; } = ForwardSource.Logs;

    /// <summary>
    /// Encoding of the records: `fields` (JSON of the fields), the Sumo Logic forwarder's `vpc-json`, `vpc-raw` or `others`, or `coralogix`, the arrays
    /// that Coralogix's `/logs/v1/singles` accepts. Default: fields.
    /// </summary>
    public RecordEncoding Encoding { get; init; } = RecordEncoding.Fields;

    /// <summary>
    /// Metadata headers of requests to the endpoint, in addition to those in the secret: `none`, or `sumo`, Sumo Logic's `X-Sumo-*` headers. Default:
    /// none.
    /// </summary>
    public HeaderStyle HeaderStyle { get; init; } = HeaderStyle.None;

    /// <summary>Internal networks, as CIDR blocks or address prefixes. Records with both addresses in these networks are dropped. Default: none.</summary>
    [RegularExpression("^[0-9A-Fa-f:.]+(/[0-9]{1,3})?$", ErrorMessage = "use a CIDR block such as '10.0.0.0/8', or a bare prefix such as '10.8.'")]
    public IReadOnlyList<string> InternalNetworks { get; init; } = [];

    /// <summary>Traffic to forward: ALL, ACCEPT or REJECT. Default: ALL.</summary>
    public TrafficType Action { get; init; } = TrafficType.All;

    /// <summary>Sampling rate: one of this many records is forwarded. Default: 1 (all records).</summary>
    [Range(1, 1_000_000)]
    public int SampleOneIn { get; init; } = 1;

    /// <summary>Whether VPC, subnet, security groups and direction, looked up in EC2, are added to records. Default: false.</summary>
    public bool Enrich { get; init; }

    /// <summary>
    /// Lambda runtime of the processor function: `managed` (`dotnet10`), or `native`, which starts in about a tenth of the time. `native` needs a package or a
    /// build that contains the native code. Default: managed.
    /// </summary>
    public ProcessorRuntime Runtime { get; init; } = ProcessorRuntime.Managed;

    /// <summary>Instruction set architecture of the processor function. Its code for x86_64 is compiled ahead of time. Default: x86_64.</summary>
    [AllowedValues("x86_64", "arm64")]
    public string Architecture { get; init; } = "x86_64";

    /// <summary>Memory of the function in MiB. Default: 512.</summary>
    [Range(128, 10_240)]
    public int MemorySize { get; init; } = 512;

    /// <summary>
    /// Maximum number of concurrent invocations, reserved from the account's limit; 2 or greater if `from` is `archive`.
    /// Default: no limit except the account's.
    /// </summary>
    [Range(1, 10_000)]
    public int? ReservedConcurrency { get; init; }

    /// <summary>Subnets and security groups of the processor function inside a VPC. Default: none (outside of any VPC).</summary>
    public ForwardNetworkSettings? Network { get; init; }

    /// <summary>Whether invocations are traced with X-Ray. Default: false.</summary>
    public bool Tracing { get; init; }

    /// <summary>Whether records contain the log stream and log group that they come from. Default: false.</summary>
    public bool IncludeLogInfo { get; init; }

    /// <summary>Beginnings of the names of the log streams to forward, in any case. Requires `from` `logs`. Default: none (all log streams).</summary>
    [RegularExpression("^[^,]{1,512}$", ErrorMessage = "use 1 to 512 characters without commas")]
    public IReadOnlyList<string> LogStreamPrefixes { get; init; } = [];

    /// <summary>Time in seconds for which an interface's VPC, subnet and security groups are cached. Requires `enrich`. Default: 300.</summary>
    [Range(1, 86_400)]
    public int InterfaceCacheSeconds { get; init; } = ProcessorVariables.InterfaceCacheSeconds.Default;

    /// <summary>Namespace of the processor function's own metrics. Default: FlowLogStack.</summary>
    [RegularExpression("^(?!AWS/|:| *$)[A-Za-z0-9._/#: -]{1,255}$",
        ErrorMessage = "use 1 to 255 letters, digits and . - _ / # : space, not beginning with 'AWS/' or ':' and not only spaces")]
    public string MetricsNamespace { get; init; } = ProcessorMetrics.DefaultNamespace;

    /// <summary>Application name of the records in Coralogix. Requires `encoding` `coralogix`. Default: vpc-flow-logs.</summary>
    [RegularExpression(LabelPattern, ErrorMessage = LabelProblem)]
    public string? CoralogixApplication { get; init; }

    /// <summary>Subsystem name of the records in Coralogix. Requires `encoding` `coralogix`. Default: the log group or bucket.</summary>
    [RegularExpression(LabelPattern, ErrorMessage = LabelProblem)]
    public string? CoralogixSubsystem { get; init; }

    /// <summary>Whether batches to the endpoint are sent gzipped. Default: true.</summary>
    public bool Compress { get; init; } = true;

    /// <summary>Maximum size of a batch to the endpoint in bytes before compression; at most 2000000 with `encoding` `coralogix`. Default: 1000000.</summary>
    [Range(1_000, 20_000_000)]
    public int BatchBytes { get; init; } = ProcessorVariables.BatchBytes.Default;

    /// <summary>Maximum number of records in a batch to the endpoint. Default: 10000.</summary>
    [Range(1, 1_000_000)]
    public int BatchRecords { get; init; } = ProcessorVariables.BatchRecords.Default;

    /// <summary>Maximum number of concurrent requests to the endpoint. Default: 4.</summary>
    [Range(1, 64)]
    public int Concurrency { get; init; } = ProcessorVariables.Concurrency.Default;

    /// <summary>Timeout of a request to the endpoint in seconds. Default: 10.</summary>
    [Range(1, 600)]
    public int TimeoutSeconds { get; init; } = ProcessorVariables.TimeoutSeconds.Default;

    /// <summary>Maximum number of attempts to send a batch to the endpoint, including the first. Default: 6.</summary>
    [Range(1, 100)]
    public int MaximumAttempts { get; init; } = ProcessorVariables.MaximumAttempts.Default;

    /// <summary>Value of the header `X-Sumo-Category`. Requires `headerStyle` `sumo`. Default: no such header.</summary>
    [RegularExpression(HeaderValue.Pattern, ErrorMessage = HeaderProblem)]
    public string? SourceCategory { get; init; }

    /// <summary>Value of the header `X-Sumo-Host`. Requires `headerStyle` `sumo`. Default: the log group or bucket.</summary>
    [RegularExpression(HeaderValue.Pattern, ErrorMessage = HeaderProblem)]
    public string? SourceHost { get; init; }

    /// <summary>Value of the header `X-Sumo-Name`. Requires `headerStyle` `sumo`. Default: the log stream or key.</summary>
    [RegularExpression(HeaderValue.Pattern, ErrorMessage = HeaderProblem)]
    public string? SourceName { get; init; }

    /// <summary>Value of the header `X-Sumo-Fields`, such as `team=network`. Requires `headerStyle` `sumo`. Default: no such header.</summary>
    [RegularExpression(HeaderValue.Pattern, ErrorMessage = HeaderProblem)]
    public string? SourceFields { get; init; }

    /// <summary>Value of the header `X-Sumo-Client`. Requires `headerStyle` `sumo`. Default: cwl-aws-lambda.</summary>
    [RegularExpression(HeaderValue.Pattern, ErrorMessage = HeaderProblem)]
    public string? SourceClient { get; init; }

    /// <summary>The keys that apply to an endpoint only.</summary>
    internal static readonly string[] OfEndpoint =
        ["headerStyle", "compress", "batchBytes", "batchRecords", "concurrency", "timeoutSeconds", "maximumAttempts", .. OfSumo, .. OfCoralogix];

    /// <summary>The keys of Coralogix's names.</summary>
    internal static string[] OfCoralogix => ["coralogixApplication", "coralogixSubsystem"];

    /// <summary>The keys of Sumo Logic's headers.</summary>
    internal static string[] OfSumo => ["sourceCategory", "sourceHost", "sourceName", "sourceFields", "sourceClient"];

    const string LabelPattern = @"^(?!\s)[^\u0000-\u001f\u007f]{1,255}(?<!\s)$";

    const string LabelProblem = "use 1 to 255 characters without control characters and without spaces at either end";

    const string HeaderProblem = "use " + HeaderValue.InWords;

    /// <summary>Whether records are forwarded.</summary>
    internal bool IsOn => EndpointSecretArn is not null || DestinationBucket is not null;

    /// <summary>Returns the filter that selects the records to forward.</summary>
    internal ProcessorFilter ToFilter() => new() { InternalNetworks = InternalNetworks, Action = Action, SampleOneIn = SampleOneIn,
        LogStreamPrefixes = LogStreamPrefixes };

    EndpointOutput ToEndpoint(ISecret secret) => new()
    {
        Secret = secret,
        Encoding = Encoding,
        HeaderStyle = HeaderStyle,
        CoralogixApplication = CoralogixApplication,
        CoralogixSubsystem = CoralogixSubsystem,
        BatchBytes = BatchBytes,
        BatchRecords = BatchRecords,
        Concurrency = Concurrency,
        Timeout = Duration.Seconds(TimeoutSeconds),
        MaximumAttempts = MaximumAttempts,
        Compress = Compress,
        SourceCategory = SourceCategory,
        SourceHost = SourceHost,
        SourceName = SourceName,
        SourceFields = SourceFields,
        SourceClient = SourceClient,
    };

    /// <summary>Returns the properties of the processor.</summary>
    internal FlowLogProcessorProps ToProps(Construct scope, FlowLogMonitoring monitoring, AlarmTopic? topic, Removal removal) => new()
    {
        Format = monitoring.Format,
        Endpoint = EndpointSecretArn is { } arn ? ToEndpoint(Secret.FromSecretCompleteArn(scope, "ForwardingEndpoint", arn)) : null,
        Destination = DestinationBucket is { } bucket ? new BucketOutput { Bucket = Bucket.FromBucketName(scope, "ForwardingDestination", bucket),
            Prefix = DestinationPrefix, Encoding = Encoding } : null,
        Filter = ToFilter(),
        Enrich = Enrich,
        InterfaceCache = InterfaceCacheSeconds == ProcessorVariables.InterfaceCacheSeconds.Default ? null : Duration.Seconds(InterfaceCacheSeconds),
        IncludeLogInfo = IncludeLogInfo,
        MetricsNamespace = MetricsNamespace,
        Runtime = Runtime,
        Architecture = Architecture == "arm64" ? Amazon.CDK.AWS.Lambda.Architecture.ARM_64 : Amazon.CDK.AWS.Lambda.Architecture.X86_64,
        MemorySize = MemorySize,
        ReservedConcurrency = ReservedConcurrency,
        Network = Network?.ToNetwork(),
        Tracing = Tracing,
        Topics = topic is null ? [] : [topic.Topic],
        AccessLogs = monitoring.AccessLogs,
        RemovalPolicy = removal is Removal.Retain ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
        AutoDeleteObjects = removal is Removal.DestroyWithContents,
    };
}
