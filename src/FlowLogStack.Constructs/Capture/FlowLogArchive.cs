using System.Text.Json;
using System.Text.RegularExpressions;
using Amazon.CDK;
using Amazon.CDK.AWS.EC2;
using Amazon.CDK.AWS.KMS;
using Amazon.CDK.AWS.S3;
using Constructs;
using FlowLogStack.Access;
using FlowLogStack.Query;
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
    /// <summary>
    /// An existing bucket. Its settings stay as they are. Its policy and the policy of its key are extended if they are of this app; for
    /// imported ones a warning prints the statements that they need. Default: a new bucket.
    /// </summary>
    public IBucket? Existing { get; init; }

    /// <summary>How objects are laid out. Default: plain text, a folder for each day, at the root of the bucket.</summary>
    public S3Layout Layout { get; init; } = new();

    /// <summary>Encryption at rest, unless <see cref="EncryptionKey"/> is given. Default: keys that S3 manages.</summary>
    public ArchiveEncryption Encryption { get; init; } = ArchiveEncryption.S3Managed;

    /// <summary>
    /// A customer managed key of your own; log delivery is granted its use in the key's policy, and for an imported key a warning prints
    /// the statement. Beside <see cref="Existing"/>, the key of that bucket, if CDK does not know it. Default: as <see cref="Encryption"/> says.
    /// </summary>
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

    /// <summary>
    /// The number of the archive's generation. Objects of the second and later ones lie in a folder of their own below the layout's prefix,
    /// <c>generation-2</c>, so that another format begins in an empty folder. Default: 1.
    /// </summary>
    public int Generation { get; init; } = 1;

    /// <summary>Whether it is the folder of an earlier generation, in the bucket of the current one.</summary>
    internal bool IsEarlier { get; init; }

    /// <summary>Whether the bucket is only queried, so that no delivery has to be admitted.</summary>
    internal bool IsReadOnly { get; init; }
}

/// <summary>The S3 bucket that flow logs of one format are kept in, private, encrypted, and open to log delivery alone.</summary>
public sealed class FlowLogArchive : Construct
{
    readonly FlowLogArchiveProps props;
    readonly BucketEmptier? emptier;
    readonly IKey? existingKey;
    FlowLogFormat? format;

    /// <summary>Makes the bucket and its policy, or stands for a bucket that exists.</summary>
    /// <exception cref="ArgumentException">A prefix, lifecycle, removal or encryption setting with which S3 or the delivery service returns an error or delivers nothing.</exception>
    public FlowLogArchive(Construct scope, string id, FlowLogArchiveProps? props = null)
        : base(scope, id)
    {
        ServiceLimits.Watch(this);
        this.props = props ??= new FlowLogArchiveProps();
        if (props.Generation < 1)
            throw new ArgumentException($"The archive's generation {props.Generation} must be 1 or greater. Set Generation to the number of the current format, counted from 1.");
        var layout = props.Layout with { Prefix = ArchiveGeneration.Folder(props.Layout.Prefix, props.Generation) };
        Layout = LookupValue.IsKnown(layout.Prefix) ? layout.Validated() : layout;
        EnsureLifecycle(props);
        var stack = Stack.Of(this);
        Accounts = props.Accounts is { Count: > 0 } accounts ? accounts : [stack.Account];
        Regions = props.Regions is { Count: > 0 } regions ? regions : [stack.Region];
        var policy = new DeliveryPolicy(Layout, Accounts, Regions, props.AclCondition);

        existingKey = props.Existing is { } existing ? existing.EncryptionKey ?? KeyInTemplate(existing) : null;
        EncryptionKey = (props.EncryptionKey ?? existingKey) is { } key
            ? KeyAccess.Itself(this, key, "archive")
            : props.Encryption is ArchiveEncryption.CustomerManaged && props.Existing is null ? NewKey() : null;
        Bucket = props.Existing ?? NewBucket();
        if (!props.IsReadOnly)
        {
            AdmitToKeys(policy);
            Admit(policy);
        }

        emptier = props.AutoDeleteObjects ? new BucketEmptier(this, "Emptier", (Bucket)Bucket) : null;
    }

    /// <summary>The bucket.</summary>
    public IBucket Bucket { get; }

    /// <summary>How its objects are laid out.</summary>
    public S3Layout Layout { get; }

    /// <summary>The customer managed key of the bucket; null if S3 manages the keys, or if the key of an existing bucket is not known.</summary>
    public IKey? EncryptionKey { get; }

    /// <summary>The accounts whose flow logs may be delivered here.</summary>
    public IReadOnlyList<string> Accounts { get; }

    /// <summary>The regions whose flow logs may be delivered here.</summary>
    public IReadOnlyList<string> Regions { get; }

    /// <summary>The age in days at which objects are deleted; null when they are kept forever or the bucket is not ours.</summary>
    public int? ExpireAfterDays => props.Existing is null || props.IsEarlier ? props.ExpireAfterDays : null;

    /// <summary>A flow log's <c>LogDestination</c> for this archive.</summary>
    internal string DestinationArn => Layout.Prefix.Length == 0 ? Bucket.BucketArn : $"{Bucket.BucketArn}/{Layout.Prefix}/";

    /// <summary>Refuses a second format: text objects are read by position, so one table cannot describe two.</summary>
    internal void Accept(FlowLogFormat records)
    {
        if (format is not null && !format.Equals(records))
            throw new FlowLogFormatException(records.ToString(), null, $"The archive '{Node.Path}' already receives records in the format '{format}', and now '{records}': give each format an archive of its own; archives may share a bucket under different prefixes.");
        format = records;
    }

    /// <summary>Has the bucket send its events to EventBridge, for rules of the bucket's account and region.</summary>
    /// <param name="reader">The construct that needs the events.</param>
    /// <exception cref="ArgumentException">The bucket is of another account or region, to which its events go.</exception>
    internal void SendEvents(Construct reader)
    {
        var (account, region) = CdkVersions.EnvironmentOf(Bucket);
        SameEnvironment.Require(reader, $"The bucket of the archive '{Node.Path}'", region, account, "what reads it", "S3 sends events to EventBridge of the bucket's own account and region: put the reader there.");
        BucketEvents.Enable(reader, Bucket);
    }

    /// <summary>Has the flow log made after the policy that admits it, and deleted before the bucket is emptied.</summary>
    internal void BeReadyBefore(CfnFlowLog flowLog)
    {
        if (Bucket.Policy is { } policy)
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

    void AdmitToKeys(DeliveryPolicy policy)
    {
        if (props.Existing is { } existing)
            EnsureCustomerManaged(existing);
        else if (EncryptionKey is { } key)
            KeyAccess.EnsureSameRegion(this, key, "archive");
        // A bucket can have had a key before: objects of either are delivered until it is changed everywhere.
        var keys = new[] { EncryptionKey, existingKey }.OfType<IKey>().DistinctBy(key => key.Node.Path).ToList();
        if (keys.Count == 0 && props.Existing is { } keyless && EncryptionOf(keyless) is { } encryption)
            CdkVersions.AddWarning(this, "flowlogstack:existing-key-policy", $"The bucket '{keyless.Node.Path}' is encrypted with the key '{encryption.Key}', whose policy cannot be extended from this stack. Flow logs to the archive have the state Access error, and nothing is delivered, until that policy contains this statement:\n{SharedPolicy.Print(this, policy.KeyStatement(Stack.Of(this)))}");
        foreach (var key in keys)
            KeyAccess.Admit(this, KeyAccess.Itself(this, key, "archive"), policy.KeyStatement(Stack.Of(this)), "Flow logs to the archive have the state Access error, and nothing is delivered.");
    }

    // The key that AWS manages for S3 cannot be opened to log delivery.
    void EnsureCustomerManaged(IBucket bucket)
    {
        if (existingKey is null && EncryptionOf(bucket) is { } encryption && (encryption.Key is null || encryption.Key.EndsWith("alias/aws/s3", StringComparison.Ordinal)))
            throw new ArgumentException($"The bucket '{bucket.Node.Path}' is encrypted by {encryption.Algorithm} with the key that AWS manages, whose policy admits no log delivery, so that nothing would be delivered: encrypt it with a customer managed key, or with SSE-S3.");
    }

    (string Algorithm, string? Key)? EncryptionOf(IBucket bucket)
    {
        if (BucketEvents.TemplateOf(bucket)?.BucketEncryption is not { } encryption)
            return null;
        var text = JsonSerializer.Serialize(Stack.Of(this).Resolve(encryption));
        var algorithm = Property(text, "sseAlgorithm");
        return algorithm is null or "AES256" ? null : (algorithm, Property(text, "kmsMasterKeyId"));
    }

    // A bucket at level 1 has its key by a reference that CDK does not follow in each case.
    IKey? KeyInTemplate(IBucket bucket)
    {
        if (EncryptionOf(bucket) is null || BucketEvents.TemplateOf(bucket) is not { } resource)
            return null;
        var stack = Stack.Of(resource);
        var encryption = JsonSerializer.Serialize(stack.Resolve(resource.BucketEncryption!));
        var key = stack.Node.FindAll().OfType<CfnKey>().FirstOrDefault(key => new[] { key.AttrArn, key.Ref }.Any(reference => encryption.Contains(JsonSerializer.Serialize(stack.Resolve(reference)), StringComparison.Ordinal)));
        return key is null ? null : key.Node.Scope as IKey ?? Key.FromCfnKey(key);
    }

    // CDK's types spell properties in camel case, what is written by hand may be in CloudFormation's.
    static string? Property(string json, string name) =>
        Regex.Match(json, $"\"{name}\":(\"(?<text>[^\"]*)\"|(?<object>[{{\\[]))", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant) is { Success: true } match
            ? match.Groups["text"].Success ? match.Groups["text"].Value : "<of this app>"
            : null;

    void Admit(DeliveryPolicy policy)
    {
        var stack = Stack.Of(this);
        EnsureComparable(stack);
        var statements = policy.Statements(Bucket, stack);
        if (statements.Select(statement => SharedPolicy.Extend(Bucket, statement)).ToList().TrueForAll(extended => extended))
            return;
        var needed = SharedPolicy.Print(this, statements);
        var key = EncryptionKey is null
            ? $"\nIf the bucket is encrypted with a KMS key, it must be customer managed, and its policy needs this statement:\n{SharedPolicy.Print(this, policy.KeyStatement(stack))}"
            : "";
        CdkVersions.AddWarning(this, "flowlogstack:existing-bucket-policy", $"The policy of the existing bucket '{Bucket.Node.Path}' cannot be extended from this stack. Flow logs are delivered only if it contains these statements:\n{needed}{key}");
    }

    // What names this stack's account and region in a policy of another stack would there be that stack's.
    void EnsureComparable(Stack stack)
    {
        if (props.Existing is null || BucketEvents.TemplateOf(Bucket) is null)
            return;
        var other = Stack.Of(Bucket);
        var unknown = new[] { (Name: "account", Of: stack.Account, Theirs: other.Account, Given: props.Accounts), (Name: "region", Of: stack.Region, Theirs: other.Region, Given: props.Regions) }
            .FirstOrDefault(one => Token.IsUnresolved(one.Of) && !Token.IsUnresolved(one.Theirs) && one.Given.Count == 0);
        if (unknown.Name is { } name)
            throw new ArgumentException($"The archive '{Node.Path}' delivers to the bucket '{Bucket.Node.Path}' of the {name} {unknown.Theirs}, whose policy has to name the {name} of the flow logs, but that of the stack '{stack.StackName}' is not known during synthesis: set the env of the stack, or {(name == "account" ? nameof(FlowLogArchiveProps.Accounts) : nameof(FlowLogArchiveProps.Regions))} of the archive.");
    }
}
