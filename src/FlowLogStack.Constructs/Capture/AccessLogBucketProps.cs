using Amazon.CDK;

namespace FlowLogStack.Capture;

/// <summary>Properties for <see cref="AccessLogBucket"/>.</summary>
public sealed record AccessLogBucketProps
{
    /// <summary>Age at which access logs are deleted, in whole days. Default: 90 days.</summary>
    [TakesToken(TokenUnit.Days)]
    public Duration ExpireAfter { get; init; } = Durations.Days(90);

    /// <summary>Removal policy of the bucket. Default: RETAIN.</summary>
    public RemovalPolicy RemovalPolicy { get; init; } = RemovalPolicy.RETAIN;

    /// <summary>Whether the bucket is emptied when the stack is deleted. Requires <see cref="RemovalPolicy"/> DESTROY. Default: false.</summary>
    public bool AutoDeleteObjects { get; init; }
}
