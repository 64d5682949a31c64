using FlowLogStack.Records;

namespace FlowLogStack.Processing;

/// <summary>The HTTPS endpoint that batches of records are posted to.</summary>
sealed record EndpointSettings
{
    /// <summary>The URL, when the environment states it; otherwise it comes from the secret.</summary>
    public Uri? Url { get; init; }

    /// <summary>The secret that holds the URL, headers or both.</summary>
    public string? SecretArn { get; init; }

    /// <summary>How records are written.</summary>
    public RecordEncoding Encoding { get; init; } = RecordEncoding.Others;

    /// <summary>Whether records may carry what EC2 knows of their interface.</summary>
    public bool Enriches { get; init; } = true;

    /// <summary>Bytes of a batch before compression; a longer record travels alone.</summary>
    public int BatchBytes { get; init; } = ProcessorVariables.BatchBytes.Default;

    /// <summary>Records of a batch.</summary>
    public int BatchRecords { get; init; } = ProcessorVariables.BatchRecords.Default;

    /// <summary>Requests under way at once.</summary>
    public int Concurrency { get; init; } = ProcessorVariables.Concurrency.Default;

    /// <summary>How long one attempt may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(ProcessorVariables.TimeoutSeconds.Default);

    /// <summary>Attempts for one batch, the first included.</summary>
    public int MaximumAttempts { get; init; } = ProcessorVariables.MaximumAttempts.Default;

    /// <summary>Whether bodies are compressed.</summary>
    public bool Compress { get; init; } = true;

    /// <summary>The header style; null if <c>HEADER_STYLE</c> is absent and it follows from where the URL came from.</summary>
    public HeaderStyle? HeaderStyle { get; init; }

    /// <summary>The values of the header style's headers.</summary>
    public RequestFacts Facts { get; init; } = new(null, null, null, null, ProcessorVariables.DefaultClient);

    /// <summary>The header style of requests to a URL.</summary>
    /// <param name="isFromSecret">Whether the URL is the secret's, not <c>SUMO_ENDPOINT</c>'s.</param>
    public HeaderStyle StyleOf(bool isFromSecret) => HeaderStyle ?? (isFromSecret ? Records.HeaderStyle.None : Records.HeaderStyle.Sumo);
}
