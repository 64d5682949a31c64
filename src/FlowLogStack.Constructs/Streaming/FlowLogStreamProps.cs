using Amazon.CDK;
using Amazon.CDK.AWS.KMS;
using Amazon.CDK.AWS.S3;
using Amazon.CDK.AWS.SNS;
using FlowLogStack.Capture;
using FlowLogStack.Process;

namespace FlowLogStack.Streaming;

/// <summary>Properties for <see cref="FlowLogStream"/>.</summary>
public sealed record FlowLogStreamProps
{
    /// <summary>Destination of the records. Required.</summary>
    public required StreamDestination Destination { get; init; }

    /// <summary>
    /// Name of the stream, 1 to 64 letters, digits and <c>_ . -</c>, so that flow logs of other accounts can deliver to it. Default: null
    /// (CloudFormation generates a name).
    /// </summary>
    public string? StreamName { get; init; }

    /// <summary>
    /// Existing bucket for the records of <see cref="BucketDestination"/>, or for those that could not be delivered. The policy of the key of an imported
    /// bucket must let the IAM policies of the account decide, as the default policy of a key does. Default: null (a new bucket).
    /// </summary>
    public IBucket? Bucket { get; init; }

    /// <summary>Customer managed key of a new bucket. Default: null (keys that S3 manages, or the key of <see cref="Encryption"/>).</summary>
    public IKey? EncryptionKey { get; init; }

    /// <summary>Age at which objects of a new bucket are deleted, in whole days; null keeps them forever. Default: 365 days.</summary>
    [TakesToken(TokenUnit.Days)]
    public Duration? ExpireAfter { get; init; } = Durations.Days(365);

    /// <summary>
    /// Whether all records are written to the bucket as well, not only those that could not be delivered. Firehose accepts it only when the stream is
    /// created. Must be false for <see cref="BucketDestination"/>. Default: false.
    /// </summary>
    public bool BackUpAll { get; init; }

    /// <summary>Processor that filters, enriches or encodes the records before they are delivered. Default: null (records are delivered as they are).</summary>
    public FlowLogProcessor? Processor { get; init; }

    /// <summary>
    /// Whether the stream receives log events of CloudWatch Logs, from subscriptions, in place of flow logs. Firehose then decompresses the events and
    /// delivers their messages. Default: false.
    /// </summary>
    public bool ReceivesSubscriptions { get; init; }

    /// <summary>Topics that the stream's alarms notify. Default: none (the alarms change their state only).</summary>
    public IReadOnlyList<ITopic> Topics { get; init; } = [];

    /// <summary>Bucket for the S3 server access logs of a new bucket. Default: null (no access logs).</summary>
    public AccessLogBucket? AccessLogs { get; init; }

    /// <summary>Removal policy of a new bucket and of the log group of error messages. Default: RETAIN.</summary>
    public RemovalPolicy RemovalPolicy { get; init; } = RemovalPolicy.RETAIN;

    /// <summary>Whether a new bucket is emptied when the stack is deleted. Requires <see cref="RemovalPolicy"/> DESTROY. Default: false.</summary>
    public bool AutoDeleteObjects { get; init; }
}
