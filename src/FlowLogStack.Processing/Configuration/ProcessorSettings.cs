using FlowLogStack.Records;

namespace FlowLogStack.Processing;

/// <summary>Everything the function is told by its environment, read once and checked.</summary>
sealed record ProcessorSettings
{
    /// <summary>The format of records that bring no header.</summary>
    public FlowLogFormat Format { get; init; } = FlowLogFormat.Default;

    /// <summary>The endpoint; null when nothing is posted.</summary>
    public EndpointSettings? Endpoint { get; init; }

    /// <summary>The bucket that receives partitioned objects; null when none does.</summary>
    public string? DestinationBucket { get; init; }

    /// <summary>What the destination's keys begin with; empty or ending in a slash.</summary>
    public string DestinationPrefix { get; init; } = ProcessorVariables.DefaultDestinationPrefix;

    /// <summary>How records are written to the destination bucket.</summary>
    public RecordEncoding DestinationEncoding { get; init; } = RecordEncoding.Fields;

    /// <summary>How records are written in answers to Firehose.</summary>
    public RecordEncoding FirehoseEncoding { get; init; } = RecordEncoding.Fields;

    /// <summary>The bucket that keeps what cannot be delivered; null when none does.</summary>
    public string? DeadLetterBucket { get; init; }

    /// <summary>What the dead letters' keys begin with; empty or ending in a slash.</summary>
    public string DeadLetterPrefix { get; init; } = ProcessorVariables.DefaultDeadLetterPrefix;

    /// <summary>The queue that keeps what cannot be delivered, after the bucket; null when none does.</summary>
    public string? DeadLetterQueueUrl { get; init; }

    /// <summary>The networks between which records are dropped.</summary>
    public NetworkList InternalNetworks { get; init; } = NetworkList.Empty;

    /// <summary>Which actions pass.</summary>
    public ActionFilter Action { get; init; } = ActionFilter.All;

    /// <summary>One record of how many passes.</summary>
    public int SampleOneIn { get; init; } = ProcessorVariables.SampleOneIn.Default;

    /// <summary>What the name of a log stream must begin with, in any case; empty when any will do.</summary>
    public IReadOnlyList<string> LogStreamPrefixes { get; init; } = [];

    /// <summary>Whether records carry their log stream and log group.</summary>
    public bool IncludeLogInfo { get; init; }

    /// <summary>Whether records carry what EC2 knows of their interface.</summary>
    public bool Enrich { get; init; }

    /// <summary>How long what EC2 said of an interface is believed.</summary>
    public TimeSpan InterfaceLifetime { get; init; } = TimeSpan.FromSeconds(ProcessorVariables.InterfaceCacheSeconds.Default);

    /// <summary>The function's region.</summary>
    public string Region { get; init; } = "";

    /// <summary>The function's name.</summary>
    public string FunctionName { get; init; } = "";

    /// <summary>The function's own log group, whose events are refused.</summary>
    public string? OwnLogGroup { get; init; }

    /// <summary>The namespace of the metrics.</summary>
    public string MetricsNamespace { get; init; } = ProcessorMetrics.DefaultNamespace;

    /// <summary>What was accepted but is probably not meant.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
