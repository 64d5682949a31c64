using Amazon.CDK;
using Amazon.CDK.AWS.KMS;
using Amazon.CDK.AWS.SNS;
using FlowLogStack.Capture;

namespace FlowLogStack.Query;

/// <summary>Properties for <see cref="QueryWorkgroup"/>.</summary>
public sealed record QueryWorkgroupProps
{
    /// <summary>Name of the workgroup. Default: null (derived from the construct's path).</summary>
    public string? WorkgroupName { get; init; }

    /// <summary>
    /// Maximum that a single query can scan before Athena cancels it, 10,000,000 bytes or greater. Default: 10 GB (10^10 bytes), about 0.05 USD.
    /// </summary>
    public Size BytesScannedCutoff { get; init; } = Size.Bytes(10_000_000_000);

    /// <summary>Alarm threshold for what all queries scan in a day. Default: null (no alarm).</summary>
    public Size? BytesScannedPerDayAlarm { get; init; }

    /// <summary>Topics that this alarm notifies, at most five. Default: none.</summary>
    public IReadOnlyList<ITopic> Topics { get; init; } = [];

    /// <summary>Age at which query results are deleted, in whole days. Default: 30 days.</summary>
    [TakesToken(TokenUnit.Days)]
    public Duration ResultsExpireAfter { get; init; } = Durations.Days(30);

    /// <summary>
    /// Encryption at rest of query results. <see cref="EncryptionKey"/> has precedence. Default: keys that S3 manages, or the key of
    /// <see cref="FlowLogStack.Encryption"/>.
    /// </summary>
    public ResultsEncryption Encryption { get; init; } = ResultsEncryption.S3Managed;

    /// <summary>
    /// Existing customer managed key for query results. The construct extends the policy of a key of this app; for an imported key, a warning
    /// contains the statement to add. Users of the workgroup need <c>kms:Decrypt</c> and <c>kms:GenerateDataKey</c> for the key. Default: null
    /// (<see cref="Encryption"/> decides).
    /// </summary>
    public IKey? EncryptionKey { get; init; }

    /// <summary>Bucket for the S3 server access logs of the results bucket. Default: null (no access logs).</summary>
    public AccessLogBucket? AccessLogs { get; init; }

    /// <summary>Removal policy of the results bucket. Default: RETAIN.</summary>
    public RemovalPolicy RemovalPolicy { get; init; } = RemovalPolicy.RETAIN;

    /// <summary>Whether query results are deleted with the stack. Requires <see cref="RemovalPolicy"/> DESTROY. Default: false.</summary>
    public bool AutoDeleteObjects { get; init; }
}
