using System.Text.Json;
using System.Text.RegularExpressions;
using Amazon.CDK;
using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.EC2;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.KMS;
using Amazon.CDK.AWS.S3;
using Constructs;
using FlowLogStack.Access;
using FlowLogStack.Records;

namespace FlowLogStack.Capture;

/// <summary>A private, encrypted S3 bucket for flow logs of one log format. Its policy admits only log delivery.</summary>
public sealed class FlowLogArchive : Construct
{
    readonly FlowLogArchiveProps props;
    readonly BucketEmptier? emptier;
    readonly IKey? existingKey;
    FlowLogFormat? format;

    /// <summary>Creates the bucket and its policy, or uses an existing bucket.</summary>
    /// <exception cref="ArgumentException">
    /// A prefix, lifecycle, removal or encryption setting isn't valid, so S3 would return an error or log delivery would fail.
    /// </exception>
    public FlowLogArchive(Construct scope, string id, FlowLogArchiveProps? props = null)
        : base(scope, id)
    {
        ServiceLimits.Watch(this);
        Given.Ensure(this, props);
        this.props = props ??= new FlowLogArchiveProps();
        if (props.Generation < 1)
            throw new ArgumentException($"The archive's generation {props.Generation} must be 1 or greater. Set Generation to the number of the current "
                + "format, counted from 1.");
        var layout = props.Layout with { Prefix = GenerationFolder.Of(props.Layout.Prefix, props.Generation) };
        Layout = LookupValue.IsKnown(layout.Prefix) ? layout.Validated() : layout;
        EnsureLifecycle(props);
        var stack = Places.StackOf(this);
        Accounts = props.Accounts is { Count: > 0 } accounts ? accounts : props.Organization is null ? [stack.Account] : [];
        Regions = props.Regions is { Count: > 0 } regions ? regions : props.Organization is null ? [stack.Region] : [];
        var policy = new DeliveryPolicy(Layout, Accounts, Regions, props.AclCondition, props.Organization);

        existingKey = props.Existing is { } existing ? existing.EncryptionKey ?? KeyInTemplate(existing) : null;
        EncryptionKey = (props.EncryptionKey ?? existingKey) is { } key
            ? KeyAccess.Itself(this, key, "archive")
            : props.Existing is not null ? null
            : props.Encryption is ArchiveEncryption.CustomerManaged ? NewKey()
            : Encryption.KeyOf(this) is { } shared ? KeyAccess.Itself(this, shared, "archive") : null;
        Bucket = props.Existing ?? NewBucket();
        if (!props.IsReadOnly)
        {
            AdmitToKeys(policy);
            Admit(policy);
        }

        emptier = props.AutoDeleteObjects ? new BucketEmptier(this, "Emptier", (Bucket)Bucket) : null;
    }

    /// <summary>
    /// Returns an archive that is only queried: a bucket into which flow logs are delivered by others. Its policy, its key and its settings stay unchanged,
    /// and it can't be the destination of a <see cref="FlowLogCapture"/>. Only <c>FlowLogProcessor.ReadFrom</c> changes the bucket: it enables its events
    /// in EventBridge.
    /// </summary>
    /// <param name="scope">Scope of the archive.</param>
    /// <param name="id">Construct id, unique in the scope.</param>
    /// <param name="bucket">Bucket of the objects, such as <c>Bucket.FromBucketName(…)</c>. With a customer managed key, import it with the key, or set
    /// <see cref="FlowLogArchiveProps.EncryptionKey"/>, so that grants include decryption.</param>
    /// <param name="props">Layout, generation, accounts and Regions of the objects. Default: AWS's default layout, the account and the Region of the
    /// stack.</param>
    /// <exception cref="ArgumentException">The properties have another bucket, or a prefix that isn't valid.</exception>
    public static FlowLogArchive FromBucket(Construct scope, string id, IBucket bucket, FlowLogArchiveProps? props = null)
    {
        ArgumentNullException.ThrowIfNull(bucket);
        props ??= new FlowLogArchiveProps();
        if (props.Existing is not null)
            throw new ArgumentException($"The properties of the archive '{id}' have the bucket '{props.Existing.Node.Path}' beside the bucket "
                + $"'{bucket.Node.Path}'. Remove {nameof(FlowLogArchiveProps.Existing)}.");
        return new FlowLogArchive(scope, id, props with { Existing = bucket, IsReadOnly = true });
    }

    /// <summary>The bucket.</summary>
    public IBucket Bucket { get; }

    /// <summary>S3 key layout of the objects.</summary>
    public S3Layout Layout { get; }

    /// <summary>Customer managed key of the bucket; null if S3 manages the keys, or if the key of an existing bucket isn't known.</summary>
    public IKey? EncryptionKey { get; }

    /// <summary>AWS accounts of the archive. Empty for all accounts of <see cref="Organization"/>.</summary>
    public IReadOnlyList<string> Accounts { get; }

    /// <summary>AWS Regions whose flow logs may be delivered to the archive. Empty for all, which only an organization's archive admits.</summary>
    public IReadOnlyList<string> Regions { get; }

    /// <summary>Organization whose accounts may deliver flow logs to the archive; null if only listed accounts may.</summary>
    public SourceOrganization? Organization => props.Organization;

    /// <summary>
    /// Scope of saved queries: everything, or the stack's account and Region for an archive whose queries set accounts and Regions. Change them in the
    /// saved query.
    /// </summary>
    internal ArchiveScope SavedScope => new()
    {
        Accounts = Accounts.Count > 0 ? [] : [Places.EnvironmentOf(this).Account],
        Regions = Regions.Count > 0 ? [] : [Places.EnvironmentOf(this).Region],
    };

    /// <summary>Age at which objects are deleted; null if they are kept forever or the bucket is an existing one.</summary>
    public Duration? ExpireAfter => props.Existing is null || props.IsEarlier ? props.ExpireAfter : null;

    /// <summary>
    /// Grants permission to list, read and decrypt the archive's objects, and nothing else of its bucket. <see cref="ArchiveReader"/> admits another
    /// account.
    /// </summary>
    /// <param name="grantee">A role, user, group or function of the archive's account.</param>
    /// <exception cref="ArgumentException">The policy of the principal can't be extended.</exception>
    public Grant GrantRead(IGrantable grantee)
    {
        ArgumentNullException.ThrowIfNull(grantee);
        var grant = PrincipalAccess.Grant(this, grantee, ReadStatements());
        BucketAccess.LetDecrypt(this, grantee, Bucket, EncryptionKey);
        return grant;
    }

    /// <summary>Returns the metric of bytes in the bucket, which S3 publishes once a day at no cost. Default: the average in a day.</summary>
    /// <param name="storageType">Storage type, as S3's metric names it, such as GlacierInstantRetrievalStorage. Default: StandardStorage.</param>
    /// <param name="options">Period, statistic and other properties. Default: null.</param>
    public Metric MetricStoredBytes(string storageType = "StandardStorage", IMetricOptions? options = null) => Metric("BucketSizeBytes", storageType, options);

    /// <summary>Returns the metric of objects in the bucket, which S3 publishes once a day at no cost. Default: the average in a day.</summary>
    /// <param name="options">Period, statistic and other properties. Default: null.</param>
    public Metric MetricStoredObjects(IMetricOptions? options = null) => Metric("NumberOfObjects", "AllStorageTypes", options);

    Metric Metric(string name, string storageType, IMetricOptions? options)
    {
        ArgumentException.ThrowIfNullOrEmpty(storageType);
        var metric = ServiceMetric.Of("AWS/S3", name, new MetricOptions { Statistic = "Average", Period = Durations.Days(1) },
            ("BucketName", Bucket.BucketName), ("StorageType", storageType));
        return options is null ? metric : metric.With(options);
    }

    /// <summary>Returns the statements with which a principal reads the archive's objects.</summary>
    internal PolicyStatement[] ReadStatements()
    {
        var list = Allow("s3:ListBucket", Bucket.BucketArn);
        list.AddCondition("StringLike", new Dictionary<string, object> { ["s3:prefix"] = Layout.RootPrefix + "*" });
        return [Allow("s3:GetObject", Bucket.ArnForObjects(Layout.RootPrefix + "*")), Allow("s3:GetBucketLocation", Bucket.BucketArn), list];

        static PolicyStatement Allow(string action, string resource) => new(new PolicyStatementProps { Actions = [action], Resources = [resource] });
    }

    /// <summary>Requires that flow logs can be delivered to the archive.</summary>
    /// <exception cref="ArgumentException">The archive is only queried.</exception>
    internal void RequireDelivery()
    {
        if (props.IsReadOnly)
            throw new ArgumentException($"The archive '{Node.Path}' is only queried, so its bucket does not admit log delivery. Use new FlowLogArchive(…) "
                + $"with {nameof(FlowLogArchiveProps.Existing)} as the destination.");
    }

    /// <summary><c>LogDestination</c> of a flow log that delivers to this archive.</summary>
    internal string DestinationArn => Layout.Prefix.Length == 0 ? Bucket.BucketArn : $"{Bucket.BucketArn}/{Layout.Prefix}/";

    /// <summary>
    /// Registers the log format and requires it to be the only one: fields of text objects are read by position, so one table can't describe two
    /// formats.
    /// </summary>
    internal void Accept(FlowLogFormat records)
    {
        if (format is not null && !format.Equals(records))
            throw new FlowLogFormatException(records.ToString(),
                null, $"The archive '{Node.Path}' already receives records in the format '{format}', and now '{records}'. Use one archive for each log "
                    + "format; archives can share a bucket with different prefixes.");
        format = records;
    }

    /// <summary>Enables the bucket's events in EventBridge, for rules of the bucket's account and region.</summary>
    /// <param name="reader">The construct that needs the events.</param>
    /// <exception cref="ArgumentException">The bucket is in another account or region. Its events are sent there.</exception>
    internal void SendEvents(Construct reader)
    {
        var (account, region) = CdkVersions.EnvironmentOf(Bucket);
        SameEnvironment.Require(reader, $"The bucket of the archive '{Node.Path}'", region,
            account, "what reads it", "S3 sends events to EventBridge of the bucket's own account and region. Put the reader there.");
        BucketEvents.Enable(reader, Bucket);
    }

    /// <summary>Orders the resources: the flow log is created after the policy that admits it, and deleted before the bucket is emptied.</summary>
    internal void BeReadyBefore(CfnFlowLog flowLog)
    {
        if (Bucket.Policy is { } policy)
            flowLog.Node.AddDependency(policy);
        if (emptier is not null)
            flowLog.Node.AddDependency(emptier);
    }

    static void EnsureLifecycle(FlowLogArchiveProps props)
    {
        (string Class, int Days)? previous = null;
        foreach (var tier in props.Tiers)
        {
            var name = tier.StorageClass.Value;
            if (Ages.InDays(tier.After, $"The archive moves objects to {name}") is not { } age)
                continue;
            if (age <= previous?.Days)
                throw new ArgumentException($"The archive moves objects to {name} after {age} days, not after the {previous.Value.Days} days of the step "
                    + "before. Order the tiers by age, each later than the last.");
            if (age < 30 && name is ("STANDARD_IA" or "ONEZONE_IA"))
                throw new ArgumentException($"The archive moves objects to {name} after {age} days, and S3 does so after 30 days or more. Use a later age, or "
                    + "another class.");
            previous = (name, age);
        }

        if (props.ExpireAfter is { } expire && Ages.InDays(expire, "The archive deletes objects") is { } days && days <= previous?.Days)
            throw new ArgumentException($"The archive deletes objects after {days} days, but only moves them "
                + $"to {previous.Value.Class} after {previous.Value.Days}. Expire later, or remove the tier.");
        PrivateBucket.EnsureRemovable(props.AutoDeleteObjects, props.RemovalPolicy);
        if (props.AutoDeleteObjects && props.Existing is not null)
            throw new ArgumentException("AutoDeleteObjects would empty a bucket that this archive did not create. Remove it, or let the archive "
                + "create a bucket.");
    }

    Key NewKey() => new(this, "Key", new KeyProps
    {
        Description = "Encrypts archived flow logs",
        EnableKeyRotation = true,
        RemovalPolicy = props.RemovalPolicy,
    });

    Bucket NewBucket()
    {
        if (props.BucketName is { } name)
            PhysicalNames.Reserve(this, "buckets", name, $"Set another {nameof(FlowLogArchiveProps.BucketName)} for one of them, or set the bucket of one as "
                + $"{nameof(FlowLogArchiveProps.Existing)} of the other.", NameScope.Partition);
        var bucket = PrivateBucket.Create(this, "Bucket", Lifecycle(), props.RemovalPolicy, EncryptionKey, props.Versioned, props.BucketName);
        props.AccessLogs?.Receive(bucket, "archive/");
        return bucket;
    }

    LifecycleRule Lifecycle()
    {
        var rule = PrivateBucket.AgeOut(props.ExpireAfter);
        if (props.Tiers.Count > 0)
            rule.Transitions = [.. props.Tiers.Select(tier => new Transition { StorageClass = tier.StorageClass, TransitionAfter = tier.After })];
        if (props.Versioned)
            rule.NoncurrentVersionExpiration = Durations.Days(30);
        return rule;
    }

    void AdmitToKeys(DeliveryPolicy policy)
    {
        if (props.Existing is { } existing)
            EnsureCustomerManaged(existing);
        else if (EncryptionKey is { } key)
            KeyAccess.EnsureSameRegion(this, key, "archive");
        // A bucket may have had another key before. Log delivery needs both until every flow log uses the new one.
        var keys = new[] { EncryptionKey, existingKey }.OfType<IKey>().DistinctBy(key => key.Node.Path).ToList();
        if (keys.Count == 0 && props.Existing is { } keyless && EncryptionOf(keyless) is { } encryption)
            CdkVersions.AddWarning(this, "flowlogstack:existing-key-policy", $"The bucket '{keyless.Node.Path}' is encrypted with the key '{encryption.Key}', "
                + "whose policy cannot be extended from this stack. Flow logs to the archive have the state Access error, and nothing is delivered, until "
                + $"that policy contains this statement:\n{SharedPolicy.Print(this, policy.KeyStatement(Places.StackOf(this)))}");
        foreach (var key in keys)
            KeyAccess.Admit(this, KeyAccess.Itself(this, key, "archive"),
                policy.KeyStatement(Places.StackOf(this)), "Flow logs to the archive have the state Access error, and nothing is delivered.");
    }

    // The policy of the AWS managed key for S3 can't be extended to admit log delivery.
    void EnsureCustomerManaged(IBucket bucket)
    {
        if (existingKey is null && EncryptionOf(bucket) is { } encryption
            && (encryption.Key is null || encryption.Key.EndsWith("alias/aws/s3", StringComparison.Ordinal)))
            throw new ArgumentException($"The bucket '{bucket.Node.Path}' is encrypted by {encryption.Algorithm} with the key that AWS manages, whose policy "
                + "admits no log delivery, so that nothing would be delivered. Encrypt it with a customer managed key, or with SSE-S3.");
    }

    (string Algorithm, string? Key)? EncryptionOf(IBucket bucket)
    {
        if (BucketEvents.TemplateOf(bucket)?.BucketEncryption is not { } encryption)
            return null;
        var text = JsonSerializer.Serialize(Places.StackOf(this).Resolve(encryption));
        var algorithm = Property(text, "sseAlgorithm");
        return algorithm is null or "AES256" ? null : (algorithm, Property(text, "kmsMasterKeyId"));
    }

    // An L1 bucket refers to its key in ways that CDK doesn't resolve in every case.
    IKey? KeyInTemplate(IBucket bucket)
    {
        if (EncryptionOf(bucket) is null || BucketEvents.TemplateOf(bucket) is not { } resource)
            return null;
        var stack = Places.StackOf(resource);
        var encryption = JsonSerializer.Serialize(stack.Resolve(resource.BucketEncryption!));
        var key = stack.Node.FindAll().OfType<CfnKey>().FirstOrDefault(key =>
            new[] { key.AttrArn, key.Ref }.Any(reference => encryption.Contains(JsonSerializer.Serialize(stack.Resolve(reference)), StringComparison.Ordinal)));
        return key is null ? null : key.Node.Scope as IKey ?? Key.FromCfnKey(key);
    }

    // CDK's types use camel case for properties; hand-written properties can use CloudFormation's case.
    static string? Property(string json, string name) =>
        Regex.Match(json, $"\"{name}\":(\"(?<text>[^\"]*)\"|(?<object>[{{\\[]))",
            RegexOptions.IgnoreCase | RegexOptions.CultureInvariant) is { Success: true } match
            ? match.Groups["text"].Success ? match.Groups["text"].Value : "<of this app>"
            : null;

    void Admit(DeliveryPolicy policy)
    {
        var stack = Places.StackOf(this);
        EnsureComparable(stack);
        var statements = policy.Statements(Bucket, stack);
        if (statements.Select(statement => SharedPolicy.Extend(Bucket, statement)).ToList().TrueForAll(extended => extended))
            return;
        var needed = SharedPolicy.Print(this, statements);
        var key = EncryptionKey is null
            ? $"\nIf the bucket is encrypted with a KMS key, it must be customer managed, and its policy needs this "
            + $"statement:\n{SharedPolicy.Print(this, policy.KeyStatement(stack))}"
            : "";
        CdkVersions.AddWarning(this, "flowlogstack:existing-bucket-policy", $"The policy of the existing bucket '{Bucket.Node.Path}' cannot be extended from "
            + $"this stack. Flow logs are delivered only if it contains these statements:\n{needed}{key}");
    }

    // In a policy of another stack, this stack's account and region tokens would resolve to those of that stack.
    void EnsureComparable(Stack stack)
    {
        if (props.Existing is null || props.Organization is not null || BucketEvents.TemplateOf(Bucket) is null)
            return;
        var other = Places.StackOf(Bucket);
        var unknown = new[] { (Name: "account", Of: stack.Account, Theirs: other.Account, Given: props.Accounts),
            (Name: "region", Of: stack.Region, Theirs: other.Region, Given: props.Regions) }
            .FirstOrDefault(one => Token.IsUnresolved(one.Of) && !Token.IsUnresolved(one.Theirs) && one.Given.Count == 0);
        if (unknown.Name is { } name)
            throw new ArgumentException($"The archive '{Node.Path}' delivers to the bucket '{Bucket.Node.Path}' of the {name} {unknown.Theirs}, whose policy "
                + $"has to name the {name} of the flow logs, but that of the stack '{stack.StackName}' is not known during synthesis. Set the env of the "
                + $"stack, or {(name == "account" ? nameof(FlowLogArchiveProps.Accounts) : nameof(FlowLogArchiveProps.Regions))} of the archive.");
    }
}
