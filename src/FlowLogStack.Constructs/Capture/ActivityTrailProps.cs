using Amazon.CDK;
using Amazon.CDK.AWS.KMS;
using Amazon.CDK.AWS.Logs;
using Amazon.CDK.AWS.S3;

namespace FlowLogStack.Capture;

/// <summary>Properties for <see cref="ActivityTrail"/>.</summary>
public sealed record ActivityTrailProps
{
    /// <summary>Name of the trail: 3 to 128 letters, digits, <c>.</c>, <c>_</c> and <c>-</c>. Default: null (derived from the construct's path).</summary>
    public string? TrailName { get; init; }

    /// <summary>
    /// Existing bucket of the trail's files, such as the one of an archive. Its policy is extended if it is part of this app; otherwise a warning contains the
    /// statements to add. Default: null (creates a bucket).
    /// </summary>
    public IBucket? Bucket { get; init; }

    /// <summary>Prefix of the trail's keys, without a slash at its ends. Default: empty.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>Age at which files of a new bucket are deleted; null for never. Default: 365 days.</summary>
    [TakesToken(TokenUnit.Days)]
    public Duration? ExpireAfter { get; init; } = Durations.Days(365);

    /// <summary>Bucket for the S3 server access logs of a new bucket. Default: null (no access logs).</summary>
    public AccessLogBucket? AccessLogs { get; init; }

    /// <summary>
    /// Customer managed key of the trail's files, of a new bucket and of the log group, of the trail's Region. Its policy is extended to admit CloudTrail
    /// and CloudWatch Logs. Default: null (the key of <see cref="Encryption"/>, or keys that the services manage).
    /// </summary>
    public IKey? EncryptionKey { get; init; }

    /// <summary>
    /// Id of the organization, such as <c>o-exampleorgid</c>, for a trail of all its accounts, which only the management account or a delegated
    /// administrator can create. Default: null (a trail of the stack's account).
    /// </summary>
    public string? OrganizationId { get; init; }

    /// <summary>Management account of the organization, whose id is in the trail's ARN. Default: null (the stack's account).</summary>
    public string? ManagementAccount { get; init; }

    /// <summary>Whether the trail records the calls of all Regions. Default: true.</summary>
    public bool IsMultiRegion { get; init; } = true;

    /// <summary>Whether the trail also sends its records to a log group, for metric filters and Logs Insights. Default: false.</summary>
    public bool SendsToLogGroup { get; init; }

    /// <summary>Retention of the records in the log group. Default: one month.</summary>
    public RetentionDays LogRetention { get; init; } = RetentionDays.ONE_MONTH;

    /// <summary>Buckets whose writes of objects are recorded, as data events, which are charged for. Default: none.</summary>
    public IReadOnlyList<IBucket> DataEventsOf { get; init; } = [];

    /// <summary>
    /// Services whose management events are not recorded, to save the cost of their number: <c>kms.amazonaws.com</c>,
    /// <c>rdsdata.amazonaws.com</c> or both. Without those of KMS, its key deletions are missing from the log. Default: none.
    /// </summary>
    [NeedsValue]
    public IReadOnlyList<string> ExcludeManagementEventSources { get; init; } = [];

    /// <summary>Removal policy of a new bucket and of the log group. Default: RETAIN.</summary>
    public RemovalPolicy RemovalPolicy { get; init; } = RemovalPolicy.RETAIN;

    /// <summary>Whether a new bucket is emptied when it is deleted. Requires <see cref="RemovalPolicy"/> DESTROY. Default: false.</summary>
    public bool AutoDeleteObjects { get; init; }
}
