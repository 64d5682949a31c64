using FlowLogStack.Records;

namespace FlowLogStack.Processing;

/// <summary>Validated settings of the processor function, read from its environment variables.</summary>
sealed record ProcessorSettings
{
    /// <summary>Log format of records without a header line. Default: the default format of VPC flow logs.</summary>
    public FlowLogFormat Format { get; init; } = FlowLogFormat.Default;

    /// <summary>Endpoint that receives records. Default: null, the function posts nothing.</summary>
    public EndpointSettings? Endpoint { get; init; }

    /// <summary>Bucket that receives partitioned objects. Default: null, the function writes no objects.</summary>
    public string? DestinationBucket { get; init; }

    /// <summary>Key prefix of objects in the destination bucket; empty or ending in a slash. Default: <c>flow-logs/</c>.</summary>
    public string DestinationPrefix { get; init; } = ProcessorVariables.DefaultDestinationPrefix;

    /// <summary>Output format of objects in the destination bucket. Default: <see cref="RecordEncoding.Fields"/>.</summary>
    public RecordEncoding DestinationEncoding { get; init; } = RecordEncoding.Fields;

    /// <summary>Output format of responses to Firehose. Default: <see cref="RecordEncoding.Fields"/>.</summary>
    public RecordEncoding FirehoseEncoding { get; init; } = RecordEncoding.Fields;

    /// <summary>Bucket that receives dead letters. Default: null, the function writes none to S3.</summary>
    public string? DeadLetterBucket { get; init; }

    /// <summary>Key prefix of dead letters; empty or ending in a slash. Default: <c>dead-letters/</c>.</summary>
    public string DeadLetterPrefix { get; init; } = ProcessorVariables.DefaultDeadLetterPrefix;

    /// <summary>URL of the queue that receives dead letters that the bucket cannot take. Default: null, the function sends none to SQS.</summary>
    public string? DeadLetterQueueUrl { get; init; }

    /// <summary>Networks whose internal traffic is dropped: records with both addresses in the list. Default: empty, nothing is dropped.</summary>
    public NetworkList InternalNetworks { get; init; } = NetworkList.Empty;

    /// <summary>Filter by action. Default: <see cref="ActionFilter.All"/>.</summary>
    public ActionFilter Action { get; init; } = ActionFilter.All;

    /// <summary>Sampling rate: the function keeps one record out of this many. Default: 1, all records.</summary>
    public int SampleOneIn { get; init; } = ProcessorVariables.SampleOneIn.Default;

    /// <summary>Accepted prefixes of log stream names, case-insensitive. Default: empty, every log stream is accepted.</summary>
    public IReadOnlyList<string> LogStreamPrefixes { get; init; } = [];

    /// <summary>Whether records carry their log stream and log group. Default: false.</summary>
    public bool IncludeLogInfo { get; init; }

    /// <summary>Whether records carry attributes of their network interface from EC2. Default: false.</summary>
    public bool Enrich { get; init; }

    /// <summary>Lifetime of cached network interface attributes. Default: 300 seconds.</summary>
    public TimeSpan InterfaceLifetime { get; init; } = TimeSpan.FromSeconds(ProcessorVariables.InterfaceCacheSeconds.Default);

    /// <summary>Region of the function. Default: empty, unknown.</summary>
    public string Region { get; init; } = "";

    /// <summary>Name of the function. Default: empty, unknown.</summary>
    public string FunctionName { get; init; } = "";

    /// <summary>Log group of the function itself, whose events are discarded to prevent a loop. Default: null, unknown.</summary>
    public string? OwnLogGroup { get; init; }

    /// <summary>CloudWatch namespace of the metrics. Default: <see cref="ProcessorMetrics.DefaultNamespace"/>.</summary>
    public string MetricsNamespace { get; init; } = ProcessorMetrics.DefaultNamespace;

    /// <summary>Warnings about settings that are valid but probably unintended. Default: empty.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
