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

/// <summary>Where the forwarding function reads records.</summary>
public enum ForwardSource
{
    /// <summary>From the log group, within seconds.</summary>
    Logs,

    /// <summary>From the archive, object by object, within minutes.</summary>
    Archive,
}

/// <summary>Forwarding records to an HTTPS endpoint or another bucket, by the bundled function. Off unless one of them is named.</summary>
public sealed record ForwardSettings
{
    /// <summary>The ARN of the secret with the endpoint's URL and headers, as JSON: `{"url": "https://…", "headers": {"Authorization": "…"}}`. Default: no endpoint.</summary>
    [RegularExpression(@"^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:[A-Za-z0-9/_+=.@-]{1,512}$", ErrorMessage = "give the whole ARN of a secret, as in 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:flow-logs/endpoint-AbCdEf'")]
    public string? EndpointSecretArn { get; init; }

    /// <summary>The name of an existing bucket that receives the records as gzipped JSON lines. Default: none.</summary>
    [RegularExpression("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", ErrorMessage = "use 3 to 63 lower-case letters, digits, dots and hyphens, as bucket names have")]
    public string? DestinationBucket { get; init; }

    /// <summary>The folder in that bucket, without slashes at its ends. Default: flow-logs.</summary>
    [RegularExpression("^[A-Za-z0-9][A-Za-z0-9/_.=-]{0,254}[A-Za-z0-9]$", ErrorMessage = "use letters, digits and / _ . = -, without a slash at either end")]
    public string DestinationPrefix { get; init; } = "flow-logs";

    /// <summary>Where the function reads records: `logs` within seconds, or `archive`. Default: logs.</summary>
    public ForwardSource From { get; init; } = ForwardSource.Logs;

    /// <summary>How records are written: `fields` (JSON of the fields), or the Sumo Logic forwarder's `vpc-json`, `vpc-raw` or `others`. Default: fields.</summary>
    public RecordEncoding Encoding { get; init; } = RecordEncoding.Fields;

    /// <summary>The metadata headers of requests to the endpoint, beside the secret's own: `none`, for endpoints of any vendor, or `sumo`, Sumo Logic's `X-Sumo-*` headers. Default: none.</summary>
    public HeaderStyle HeaderStyle { get; init; } = HeaderStyle.None;

    /// <summary>Networks as CIDR blocks or bare prefixes: records of which both ends are inside are dropped. Default: none.</summary>
    [RegularExpression("^[0-9A-Fa-f:.]+(/[0-9]{1,3})?$", ErrorMessage = "give a CIDR block such as '10.0.0.0/8', or a bare prefix such as '10.8.'")]
    public IReadOnlyList<string> InternalNetworks { get; init; } = [];

    /// <summary>Which traffic is forwarded. Default: ALL.</summary>
    public TrafficType Action { get; init; } = TrafficType.All;

    /// <summary>One record of how many is forwarded. Default: 1, every record.</summary>
    [Range(1, 1_000_000)]
    public int SampleOneIn { get; init; } = 1;

    /// <summary>Whether records carry VPC, subnet, security groups and direction, looked up in EC2. Default: false.</summary>
    public bool Enrich { get; init; }

    /// <summary>The function's processor. Default: x86_64, for which its code is compiled ahead of time.</summary>
    [AllowedValues("x86_64", "arm64")]
    public string Architecture { get; init; } = "x86_64";

    /// <summary>The function's memory in MiB. Default: 512.</summary>
    [Range(128, 10_240)]
    public int MemorySize { get; init; } = 512;

    /// <summary>How many invocations may run at once, taken from the account's; at least 2 if `from` is `archive`. Default: as many as there are events.</summary>
    [Range(1, 10_000)]
    public int? ReservedConcurrency { get; init; }

    /// <summary>Whether invocations are traced with X-Ray. Default: false.</summary>
    public bool Tracing { get; init; }

    /// <summary>Whether anything is forwarded.</summary>
    internal bool IsOn => EndpointSecretArn is not null || DestinationBucket is not null;

    /// <summary>Which records pass.</summary>
    internal ProcessorFilter ToFilter() => new() { InternalNetworks = InternalNetworks, Action = Action, SampleOneIn = SampleOneIn };

    /// <summary>What the function is told.</summary>
    internal FlowLogProcessorProps ToProps(Construct scope, FlowLogMonitoring monitoring, AlarmTopic? topic, Removal removal) => new()
    {
        Format = monitoring.Format,
        Endpoint = EndpointSecretArn is { } arn ? new EndpointOutput { Secret = Secret.FromSecretCompleteArn(scope, "ForwardingEndpoint", arn), Encoding = Encoding, HeaderStyle = HeaderStyle } : null,
        Destination = DestinationBucket is { } bucket ? new BucketOutput { Bucket = Bucket.FromBucketName(scope, "ForwardingDestination", bucket), Prefix = DestinationPrefix, Encoding = Encoding } : null,
        Filter = ToFilter(),
        Enrich = Enrich,
        Architecture = Architecture == "arm64" ? Amazon.CDK.AWS.Lambda.Architecture.ARM_64 : Amazon.CDK.AWS.Lambda.Architecture.X86_64,
        MemorySize = MemorySize,
        ReservedConcurrency = ReservedConcurrency,
        Tracing = Tracing,
        Topics = topic is null ? [] : [topic.Topic],
        AccessLogs = monitoring.AccessLogs,
        RemovalPolicy = removal is Removal.Retain ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
        AutoDeleteObjects = removal is Removal.DestroyWithContents,
    };
}
