using Amazon.CDK;
using Amazon.CDK.AWS.KMS;
using Amazon.CDK.AWS.S3;
using FlowLogStack.Records;

namespace FlowLogStack.Capture;

/// <summary>Properties for <see cref="FlowLogArchive"/>.</summary>
public sealed record FlowLogArchiveProps
{
    /// <summary>
    /// Existing bucket to use. Its settings stay unchanged. The policies of the bucket and its key are extended if they are part of this app;
    /// for imported ones, a warning prints the statements to add. Default: null (creates a bucket).
    /// </summary>
    public IBucket? Existing { get; init; }

    /// <summary>S3 key layout and file format of the objects. Default: plain text, one folder for each day, at the root of the bucket.</summary>
    public S3Layout Layout { get; init; } = new();

    /// <summary>
    /// Encryption at rest. Ignored if <see cref="EncryptionKey"/> is set. Default: S3Managed, or the key of <see cref="FlowLogStack.Encryption"/>.
    /// </summary>
    public ArchiveEncryption Encryption { get; init; } = ArchiveEncryption.S3Managed;

    /// <summary>
    /// Existing customer managed key. Its policy is extended to admit log delivery; for an imported key, a warning prints the statement to add.
    /// With <see cref="Existing"/>, the key of that bucket, if CDK can't determine it. Default: null (see <see cref="Encryption"/>).
    /// </summary>
    public IKey? EncryptionKey { get; init; }

    /// <summary>
    /// Name of a new bucket, so that stacks of other accounts can deliver to it. S3 requires a name that no other bucket of the partition has.
    /// Default: null (CloudFormation generates a name).
    /// </summary>
    public string? BucketName { get; init; }

    /// <summary>Whether overwritten and deleted objects are kept as versions, for 30 days. Log delivery never overwrites objects. Default: false.</summary>
    public bool Versioned { get; init; }

    /// <summary>Transitions to cheaper storage classes, in order of age. Default: none.</summary>
    public IReadOnlyList<ArchiveTier> Tiers { get; init; } = [];

    /// <summary>Age at which objects are deleted, in whole days; null keeps them forever. Default: 365 days.</summary>
    [TakesToken(TokenUnit.Days)]
    public Duration? ExpireAfter { get; init; } = Durations.Days(365);

    /// <summary>Bucket for the S3 server access logs of a new archive bucket. Default: null (no access logs).</summary>
    public AccessLogBucket? AccessLogs { get; init; }

    /// <summary>
    /// AWS accounts whose flow logs may be delivered to the archive. With <see cref="Organization"/>, the accounts that a table lists; none if each
    /// query sets them. Default: the account of the stack; with an organization, none.
    /// </summary>
    public IReadOnlyList<string> Accounts { get; init; } = [];

    /// <summary>
    /// AWS Regions whose flow logs may be delivered to the archive. Default: the Region of the stack; with <see cref="Organization"/>, all, and each
    /// query sets them.
    /// </summary>
    public IReadOnlyList<string> Regions { get; init; } = [];

    /// <summary>
    /// Organization whose accounts may deliver flow logs to the archive, in place of a list of accounts in the policies. Default: null (the accounts
    /// of <see cref="Accounts"/>).
    /// </summary>
    public SourceOrganization? Organization { get; init; }

    /// <summary>Bucket policy condition on the ACL header of delivered objects. Default: IfPresent.</summary>
    public DeliveryAclCondition AclCondition { get; init; } = DeliveryAclCondition.IfPresent;

    /// <summary>Removal policy of the bucket. Default: RETAIN.</summary>
    public RemovalPolicy RemovalPolicy { get; init; } = RemovalPolicy.RETAIN;

    /// <summary>
    /// Whether the bucket is emptied, and late deliveries are denied, when the stack is deleted. Requires <see cref="RemovalPolicy"/> DESTROY and a
    /// new bucket. Default: false.
    /// </summary>
    public bool AutoDeleteObjects { get; init; }

    /// <summary>
    /// Number of the archive's generation, 1 or greater. Objects of generation 2 and later have their own folder below the layout's prefix, such as
    /// <c>generation-2</c>, so another log format starts in an empty folder. Default: 1.
    /// </summary>
    public int Generation { get; init; } = 1;

    /// <summary>Whether this is the folder of an earlier generation, in the bucket of the current one.</summary>
    internal bool IsEarlier { get; init; }

    /// <summary>Whether the bucket is only queried, so log delivery needs no access.</summary>
    internal bool IsReadOnly { get; init; }
}
