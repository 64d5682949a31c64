using FlowLogStack.Records;

namespace FlowLogStack.Processing;

/// <summary>Settings of the HTTPS endpoint that receives batches of records.</summary>
sealed record EndpointSettings
{
    /// <summary>URL of the endpoint. Default: null, the URL is in <see cref="SecretArn"/>.</summary>
    public Uri? Url { get; init; }

    /// <summary>ARN of the secret that contains the URL, headers or both. Default: null, the function reads no secret.</summary>
    public string? SecretArn { get; init; }

    /// <summary>Output format of the records. Default: <see cref="RecordEncoding.Others"/>.</summary>
    public RecordEncoding Encoding { get; init; } = RecordEncoding.Others;

    /// <summary>Whether records may carry attributes of their network interface from EC2. Default: true.</summary>
    public bool Enriches { get; init; } = true;

    /// <summary>Maximum size of a batch before compression, in bytes. A longer record is a batch of its own. Default: 1,000,000.</summary>
    public int BatchBytes { get; init; } = ProcessorVariables.BatchBytes.Default;

    /// <summary>Application name of records in Coralogix. Default: <c>vpc-flow-logs</c>.</summary>
    public string CoralogixApplication { get; init; } = ProcessorVariables.DefaultCoralogixApplication;

    /// <summary>Subsystem name of records in Coralogix. Default: null, the log group or bucket.</summary>
    public string? CoralogixSubsystem { get; init; }

    /// <summary>Maximum number of records in a batch. Default: 10,000.</summary>
    public int BatchRecords { get; init; } = ProcessorVariables.BatchRecords.Default;

    /// <summary>Maximum number of concurrent requests. Default: 4.</summary>
    public int Concurrency { get; init; } = ProcessorVariables.Concurrency.Default;

    /// <summary>Timeout of one attempt. Default: 10 seconds.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(ProcessorVariables.TimeoutSeconds.Default);

    /// <summary>Maximum number of attempts for one batch, including the first. Default: 6.</summary>
    public int MaximumAttempts { get; init; } = ProcessorVariables.MaximumAttempts.Default;

    /// <summary>Whether request bodies are compressed with gzip. Default: true.</summary>
    public bool Compress { get; init; } = true;

    /// <summary>Header style of requests. Default: null, which follows from the origin of the URL; see <see cref="StyleOf"/>.</summary>
    public HeaderStyle? HeaderStyle { get; init; }

    /// <summary>Values of the header style's headers. Default: without overrides, and with the client name <c>cwl-aws-lambda</c>.</summary>
    public RequestFacts Facts { get; init; } = new(null, null, null, null, ProcessorVariables.DefaultClient);

    /// <summary>Returns the header style of requests to a URL: <see cref="HeaderStyle"/>, or a default that depends on the URL's origin.</summary>
    /// <param name="isFromSecret">Whether the URL comes from the secret rather than from <c>SUMO_ENDPOINT</c>.</param>
    public HeaderStyle StyleOf(bool isFromSecret) => HeaderStyle ?? (isFromSecret ? Records.HeaderStyle.None : Records.HeaderStyle.Sumo);
}
