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
    public int BatchBytes { get; init; } = 1_000_000;

    /// <summary>Records of a batch.</summary>
    public int BatchRecords { get; init; } = 10_000;

    /// <summary>Requests under way at once.</summary>
    public int Concurrency { get; init; } = 4;

    /// <summary>How long one attempt may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Attempts for one batch, the first included.</summary>
    public int MaximumAttempts { get; init; } = 6;

    /// <summary>Whether bodies are compressed.</summary>
    public bool Compress { get; init; } = true;

    /// <summary>Sumo Logic's metadata headers; null when they are not sent.</summary>
    public SumoHeaders? Sumo { get; init; }
}
