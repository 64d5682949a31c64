using Amazon.CDK;
using Amazon.CDK.AWS.EC2;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.KMS;
using Amazon.CDK.AWS.S3;
using Amazon.CDK.AWS.S3.Notifications;
using Amazon.CDK.AWS.SQS;
using Constructs;
using FlowLogStack.Records;

namespace FlowLogStack.Capture;

/// <summary>How the objects of an archive are encrypted at rest.</summary>
public enum ArchiveEncryption
{
    /// <summary>With keys that S3 manages (SSE-S3); no charge.</summary>
    S3Managed,

    /// <summary>With a customer managed KMS key that this construct makes and rotates, used through a bucket key.</summary>
    CustomerManaged,
}

/// <summary>When objects move to a cheaper storage class.</summary>
/// <param name="StorageClass">The class to move to.</param>
/// <param name="AfterDays">The age in days at which they move.</param>
public sealed record ArchiveTier(StorageClass StorageClass, int AfterDays);

/// <summary>What a <see cref="FlowLogArchive"/> can be told.</summary>
public sealed record FlowLogArchiveProps
{
    /// <summary>A bucket that exists. Its settings stay as they are; if its policy cannot be extended from here, a warning prints what it needs. Default: a new bucket.</summary>
    public IBucket? Existing { get; init; }

    /// <summary>How objects are laid out. Default: plain text, a folder for each day, at the root of the bucket.</summary>
    public S3Layout Layout { get; init; } = new();

    /// <summary>Encryption at rest, unless <see cref="EncryptionKey"/> is given. Default: keys that S3 manages.</summary>
    public ArchiveEncryption Encryption { get; init; } = ArchiveEncryption.S3Managed;

    /// <summary>A key of your own; log delivery is granted its use. Default: as <see cref="Encryption"/> says.</summary>
    public IKey? EncryptionKey { get; init; }

    /// <summary>Whether overwritten and deleted objects are kept as versions, for a month. Default: no; log delivery never overwrites.</summary>
    public bool Versioned { get; init; }

    /// <summary>The cheaper storage classes objects move to as they age. Default: none.</summary>
    public IReadOnlyList<ArchiveTier> Tiers { get; init; } = [];

    /// <summary>The age in days at which objects are deleted; null to keep them forever. Default: 365.</summary>
    public int? ExpireAfterDays { get; init; } = 365;

    /// <summary>Where the bucket's own access logs go. Default: they are not kept.</summary>
    public AccessLogBucket? AccessLogs { get; init; }

    /// <summary>The accounts whose flow logs may be delivered here. Default: the stack's.</summary>
    public IReadOnlyList<string> Accounts { get; init; } = [];

    /// <summary>The regions whose flow logs may be delivered here. Default: the stack's.</summary>
    public IReadOnlyList<string> Regions { get; init; } = [];

    /// <summary>What the bucket policy says of the ACL header of delivered objects. Default: checked if present.</summary>
    public DeliveryAclCondition AclCondition { get; init; } = DeliveryAclCondition.IfPresent;

    /// <summary>What becomes of the bucket when the stack is deleted. Default: it is kept.</summary>
    public RemovalPolicy RemovalPolicy { get; init; } = RemovalPolicy.RETAIN;

    /// <summary>Whether the bucket is emptied when the stack is deleted, with late deliveries denied from then on. Default: no. Needs <see cref="RemovalPolicy"/> DESTROY.</summary>
    public bool AutoDeleteObjects { get; init; }
}

/// <summary>The S3 bucket that flow logs of one format are kept in, private, encrypted, and open to log delivery alone.</summary>
public sealed class FlowLogArchive : Construct
{
    readonly FlowLogArchiveProps props;
    readonly BucketEmptier? emptier;
    FlowLogFormat? format;

    /// <summary>Makes the bucket and its policy, or stands for a bucket that exists.</summary>
    /// <exception cref="ArgumentException">A prefix, lifecycle or removal setting that S3 or the delivery service would refuse.</exception>
    public FlowLogArchive(Construct scope, string id, FlowLogArchiveProps? props = null)
        : base(scope, id)
    {
        this.props = props ??= new FlowLogArchiveProps();
        Layout = props.Layout.Validated();
        EnsureLifecycle(props);
        var stack = Stack.Of(this);
        Accounts = props.Accounts is { Count: > 0 } accounts ? accounts : [stack.Account];
        Regions = props.Regions is { Count: > 0 } regions ? regions : [stack.Region];
        var policy = new DeliveryPolicy(Layout, Accounts, Regions, props.AclCondition);

        EncryptionKey = props.EncryptionKey ?? (props.Encryption is ArchiveEncryption.CustomerManaged && props.Existing is null ? NewKey() : null);
        EncryptionKey?.AddToResourcePolicy(policy.KeyStatement(stack));
        Bucket = props.Existing ?? NewBucket();
        Admit(policy, stack);
        emptier = props.AutoDeleteObjects ? new BucketEmptier(this, "Emptier", (Bucket)Bucket) : null;
    }

    /// <summary>The bucket.</summary>
    public IBucket Bucket { get; }

    /// <summary>How its objects are laid out.</summary>
    public S3Layout Layout { get; }

    /// <summary>The customer managed key of a new bucket; null when S3 manages the keys.</summary>
    public IKey? EncryptionKey { get; }

    /// <summary>The accounts whose flow logs may be delivered here.</summary>
    public IReadOnlyList<string> Accounts { get; }

    /// <summary>The regions whose flow logs may be delivered here.</summary>
    public IReadOnlyList<string> Regions { get; }

    /// <summary>The age in days at which objects are deleted; null when they are kept forever or the bucket is not ours.</summary>
    public int? ExpireAfterDays => props.Existing is null ? props.ExpireAfterDays : null;

    /// <summary>A flow log's <c>LogDestination</c> for this archive.</summary>
    internal string DestinationArn => Layout.Prefix.Length == 0 ? Bucket.BucketArn : $"{Bucket.BucketArn}/{Layout.Prefix}/";

    /// <summary>Refuses a second format: text objects are read by position, so one table cannot describe two.</summary>
    internal void Accept(FlowLogFormat records)
    {
        if (format is not null && !format.Equals(records))
            throw new FlowLogFormatException(records.ToString(), null, $"The archive '{Node.Path}' already receives records in the format '{format}', and now '{records}': give each format an archive of its own; archives may share a bucket under different prefixes.");
        format = records;
    }

    /// <summary>Has every object that arrives announced to a queue.</summary>
    internal void Notify(IQueue queue)
    {
        if (Bucket.Node.DefaultChild is not CfnBucket bucket)
        {
            Bucket.AddEventNotification(EventType.OBJECT_CREATED, new SqsDestination(queue), new NotificationKeyFilter { Prefix = Layout.RootPrefix });
            return;
        }

        // The bucket needs the queue's policy before it exists, so the policy cannot name the bucket: it names the
        // account, which is as narrow as the order of creation allows.
        var stack = Stack.Of(this);
        var admission = queue.AddToResourcePolicy(new PolicyStatement(new PolicyStatementProps
        {
            Sid = "AnnounceArchivedObjects",
            Principals = [new ServicePrincipal("s3.amazonaws.com")],
            Actions = ["sqs:SendMessage"],
            Resources = [queue.QueueArn],
            Conditions = new Dictionary<string, object>
            {
                ["StringEquals"] = new Dictionary<string, object> { ["aws:SourceAccount"] = stack.Account },
                ["ArnLike"] = new Dictionary<string, object> { ["aws:SourceArn"] = $"arn:{stack.Partition}:s3:::*" },
            },
        }));
        if (admission.PolicyDependable is { } policy)
            bucket.Node.AddDependency(policy);
        if (bucket.NotificationConfiguration is not null)
            throw new ArgumentException($"The archive '{Node.Path}' already announces its objects to a queue, and S3 refuses two for the same folder: let one queue fan out.");
        bucket.NotificationConfiguration = new CfnBucket.NotificationConfigurationProperty
        {
            QueueConfigurations = new object[]
            {
                new CfnBucket.QueueConfigurationProperty
                {
                    Event = "s3:ObjectCreated:*",
                    Filter = new CfnBucket.NotificationFilterProperty
                    {
                        S3Key = new CfnBucket.S3KeyFilterProperty
                        {
                            Rules = new object[] { new CfnBucket.FilterRuleProperty { Name = "prefix", Value = Layout.RootPrefix } },
                        },
                    },
                }.With(nameof(CfnBucket.QueueConfigurationProperty.Queue), queue.QueueArn),
            },
        };
    }

    /// <summary>Has the flow log made after the policy that admits it, and deleted before the bucket is emptied.</summary>
    internal void BeReadyBefore(CfnFlowLog flowLog)
    {
        if (Bucket is Bucket { Policy: { } policy })
            flowLog.Node.AddDependency(policy);
        if (emptier is not null)
            flowLog.Node.AddDependency(emptier);
    }

    static void EnsureLifecycle(FlowLogArchiveProps props)
    {
        var previous = new ArchiveTier(StorageClass.GLACIER_INSTANT_RETRIEVAL, 0);
        foreach (var tier in props.Tiers)
        {
            if (tier.AfterDays <= previous.AfterDays)
                throw new ArgumentException($"The archive moves objects to {tier.StorageClass} after {tier.AfterDays} days, not after the {previous.AfterDays} days of the step before: order the tiers by age, each later than the last.");
            if (tier.AfterDays < 30 && tier.StorageClass.Value is ("STANDARD_IA" or "ONEZONE_IA"))
                throw new ArgumentException($"The archive moves objects to {tier.StorageClass.Value} after {tier.AfterDays} days, and S3 does so after 30 days or more: choose a later age, or another class.");
            previous = tier;
        }

        if (props.ExpireAfterDays is < 1)
            throw new ArgumentException($"The archive deletes objects after {props.ExpireAfterDays} days: give at least 1, or null to keep them forever.");
        if (props.ExpireAfterDays is { } days && days <= previous.AfterDays)
            throw new ArgumentException($"The archive deletes objects after {days} days, but only moves them to {previous.StorageClass} after {previous.AfterDays}: expire later, or drop the tier.");
        PrivateBucket.EnsureRemovable(props.AutoDeleteObjects, props.RemovalPolicy);
        if (props.AutoDeleteObjects && props.Existing is not null)
            throw new ArgumentException("AutoDeleteObjects would empty a bucket that this archive did not make: leave it out, or let the archive make a bucket.");
    }

    Key NewKey() => new(this, "Key", new KeyProps
    {
        Description = "Encrypts archived flow logs",
        EnableKeyRotation = true,
        RemovalPolicy = props.RemovalPolicy,
    });

    Bucket NewBucket()
    {
        var bucket = PrivateBucket.Create(this, "Bucket", Lifecycle(), props.RemovalPolicy, EncryptionKey, props.Versioned);
        props.AccessLogs?.Receive(bucket, "archive/");
        return bucket;
    }

    LifecycleRule Lifecycle()
    {
        var rule = PrivateBucket.AgeOut(props.ExpireAfterDays);
        if (props.Tiers.Count > 0)
            rule.Transitions = [.. props.Tiers.Select(tier => new Transition { StorageClass = tier.StorageClass, TransitionAfter = Duration.Days(tier.AfterDays) })];
        if (props.Versioned)
            rule.NoncurrentVersionExpiration = Duration.Days(30);
        return rule;
    }

    void Admit(DeliveryPolicy policy, Stack stack)
    {
        var added = policy.Statements(Bucket, stack).Select(statement => Bucket.AddToResourcePolicy(statement).StatementAdded).ToList();
        if (added.Contains(false))
            CdkVersions.AddWarning(this, "flowlogstack:existing-bucket-policy", $"The policy of an existing bucket cannot be extended from this stack. Flow logs are delivered only if it has these statements:\n{policy.ToJson(Bucket.BucketArn, stack)}");
    }
}
