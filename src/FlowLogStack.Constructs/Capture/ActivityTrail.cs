using Amazon.CDK;
using Amazon.CDK.AWS.CloudTrail;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.KMS;
using Amazon.CDK.AWS.Logs;
using Amazon.CDK.AWS.S3;
using Constructs;
using FlowLogStack.Access;
using FlowLogStack.Records;

namespace FlowLogStack.Capture;

/// <summary>A trail of CloudTrail, with log file validation, the policies that it requires, and optionally a log group.</summary>
/// <remarks>
/// <para>
/// An account that has a trail does not need another: <c>ActivityTable</c> reads the bucket of an existing trail, and
/// <c>TrailAlarm</c> evaluates its log group.
/// </para>
/// <para>
/// Costs: the first copy of management events in each Region is free of charge. Each further copy costs about 2 USD for 100,000 events, also that of a member
/// account beside a trail of the organization. Data events always cost about 0.10 USD for 100,000. Encryption with KMS adds its own calls to the management
/// events; <see cref="ActivityTrailProps.ExcludeManagementEventSources"/> leaves them out. The bucket costs its storage, and a log group the
/// ingestion of every record.
/// </para>
/// </remarks>
public sealed class ActivityTrail : Construct
{
    const string Service = "cloudtrail.amazonaws.com";
    const int LongestName = 128;

    const int MostSelectorValues = 500;
    const int ValuesOfBucket = 4;

    readonly ActivityTrailProps props;

    /// <summary>Creates the trail.</summary>
    /// <exception cref="ArgumentException">
    /// A name, a prefix or the id of an organization or account isn't valid, or the trail would record its own deliveries.
    /// </exception>
    public ActivityTrail(Construct scope, string id, ActivityTrailProps? props = null)
        : base(scope, id)
    {
        ServiceLimits.Watch(this);
        Given.Ensure(this, props);
        this.props = props ??= new ActivityTrailProps();
        PrivateBucket.EnsureRemovable(props.AutoDeleteObjects, props.RemovalPolicy);
        TrailName = Named(props.TrailName ?? PathName.Unique(this, '-', LongestName));
        PhysicalNames.Reserve(this, "trails", TrailName, $"Set another {nameof(ActivityTrailProps.TrailName)} for one of them.");
        // A trail of all Regions is in the list of each Region.
        if (props.IsMultiRegion)
            PhysicalNames.Reserve(this, "trails of all Regions", TrailName, $"Set another {nameof(ActivityTrailProps.TrailName)} for one of them, or "
                + $"{nameof(ActivityTrailProps.IsMultiRegion)} to false.", NameScope.Account);
        if (props.ManagementAccount is { } account && !AccountId.IsPossible(account))
            throw new ArgumentException($"'{account}' is not the id of an account. Use 12 digits in {nameof(ActivityTrailProps.ManagementAccount)}.");
        var key = (props.EncryptionKey ?? Encryption.KeyOf(this)) is { } given ? KeyAccess.Itself(this, given, "trail") : null;
        if (key is not null)
            AdmitToKey(key);
        Bucket = props.Bucket ?? NewBucket(key);
        // The definition checks the prefix and the organization.
        ToProjection(PartitionValues.Of("any"), PartitionValues.Of("any"));
        if (props.DataEventsOf.Any(bucket => BucketAccess.IsSame(bucket, Bucket)))
            throw new ArgumentException($"The trail '{Node.Path}' would record the delivery of its own files in '{Bucket.Node.Path}', and each file of these "
                + $"records again. Remove its bucket from {nameof(ActivityTrailProps.DataEventsOf)}.");
        var excluded = Excluded(props.ExcludeManagementEventSources);
        var most = (MostSelectorValues - 1 - (excluded?.Length ?? 0)) / ValuesOfBucket;
        if (props.DataEventsOf.Count > most)
            throw new ArgumentException($"The trail '{Node.Path}' has {props.DataEventsOf.Count} buckets in {nameof(ActivityTrailProps.DataEventsOf)}, and the "
                + $"{MostSelectorValues} values of CloudTrail's event selectors are enough for {most}. Record the others with another trail.");
        var isAdmitted = AdmitToBucket();
        LogGroup = props.SendsToLogGroup ? NewLogGroup(key) : null;
        Trail = new CfnTrail(this, "Trail", new CfnTrailProps
        {
            // The policies contain the ARN, and must exist before the trail.
            TrailName = TrailName,
            IsLogging = true,
            EnableLogFileValidation = true,
            IncludeGlobalServiceEvents = true,
            IsMultiRegionTrail = props.IsMultiRegion,
            IsOrganizationTrail = props.OrganizationId is null ? null : true,
            S3KeyPrefix = props.Prefix.Length == 0 ? null : props.Prefix,
            EventSelectors = props.DataEventsOf.Count == 0 && excluded is not null ? new object[]
            {
                new CfnTrail.EventSelectorProperty { ReadWriteType = "All", IncludeManagementEvents = true, ExcludeManagementEventSources = excluded },
            } : null,
            AdvancedEventSelectors = props.DataEventsOf.Count == 0 ? null : Selectors(excluded),
        }.With(nameof(CfnTrailProps.S3BucketName), Bucket.BucketName)
            .With(nameof(CfnTrailProps.KmsKeyId), key?.KeyArn)
            .With(nameof(CfnTrailProps.CloudWatchLogsLogGroupArn), LogGroup?.LogGroupArn)
            .With(nameof(CfnTrailProps.CloudWatchLogsRoleArn), LogGroup is null ? null : NewRole(LogGroup).RoleArn));
        if (isAdmitted && Bucket.Policy is { } policy)
            Trail.Node.AddDependency(policy);
        if (key?.Node.DefaultChild is CfnKey resource && Places.StackOf(resource) == Places.StackOf(this))
            Trail.Node.AddDependency(resource);
    }

    /// <summary>Literal name of the trail, which the policies contain in its ARN.</summary>
    public string TrailName { get; }

    /// <summary>The bucket of the trail's files.</summary>
    public IBucket Bucket { get; }

    /// <summary>The log group of the trail's records; null if it doesn't send to one.</summary>
    public LogGroup? LogGroup { get; }

    /// <summary>The trail, with log file validation, which depends on the policy of its bucket.</summary>
    public CfnTrail Trail { get; }

    /// <summary>ARN of the trail, without a reference to it.</summary>
    public string TrailArn => Places.StackOf(this).FormatArn(new ArnComponents
    {
        Service = "cloudtrail", Account = props.ManagementAccount, Resource = "trail", ResourceName = TrailName,
    });

    /// <summary>Returns the partitions of the trail's files, for an <c>ActivityTable</c>.</summary>
    /// <param name="accounts">Accounts whose calls the trail records.</param>
    /// <param name="regions">Regions whose calls it records. Calls of global services are in us-east-1.</param>
    public ActivityProjection ToProjection(PartitionValues accounts, PartitionValues regions) => ActivityProjection.OfTrail(
        Bucket.BucketName, accounts, regions, props.Prefix, props.OrganizationId,
        props is { Bucket: null, ExpireAfter: { } age } ? Ages.InDays(age, "The bucket deletes objects") : null);

    static string Named(string name) =>
        Token.IsUnresolved(name) || (name.Length is >= 3 and <= LongestName && char.IsAsciiLetterOrDigit(name[0]) && char.IsAsciiLetterOrDigit(name[^1])
            && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-')
            && !name.Zip(name.Skip(1)).Any(pair => !char.IsAsciiLetterOrDigit(pair.First) && !char.IsAsciiLetterOrDigit(pair.Second)))
        ? name
        : throw new ArgumentException($"'{name}' cannot name a trail. Use 3 to {LongestName} letters, digits and single . _ - between them.");

    Bucket NewBucket(IKey? key)
    {
        var bucket = PrivateBucket.Create(this, "Bucket", PrivateBucket.AgeOut(props.ExpireAfter),
            props.RemovalPolicy, key);
        props.AccessLogs?.Receive(bucket, "trail/");
        if (props.AutoDeleteObjects)
            new BucketEmptier(this, "Emptier", bucket);
        return bucket;
    }

    LogGroup NewLogGroup(IKey? key) => new(this, "LogGroup", new LogGroupProps { Retention = props.LogRetention, RemovalPolicy = props.RemovalPolicy }
        .With(nameof(LogGroupProps.EncryptionKey), key is null ? null : LogGroupKeys.Admit(this, this, key, groupName: null)));

    bool AdmitToBucket()
    {
        var statements = BucketStatements();
        if (statements.Select(statement => SharedPolicy.Extend(Bucket, statement)).ToList().TrueForAll(extended => extended))
            return true;
        CdkVersions.AddWarning(this, "flowlogstack:existing-bucket-policy",
            $"The policy of the bucket '{Bucket.Node.Path}' cannot be extended from this stack. The deployment of the trail fails until it contains these "
                + $"statements:\n{SharedPolicy.Print(this, statements)}");
        return false;
    }

    PolicyStatement[] BucketStatements()
    {
        var root = $"{(props.Prefix.Length == 0 ? "" : props.Prefix + "/")}AWSLogs/";
        var folders = new[] { props.ManagementAccount ?? Places.EnvironmentOf(this).Account, props.OrganizationId }.OfType<string>();
        return
        [
            new PolicyStatement(new PolicyStatementProps
            {
                Sid = "CloudTrailAclCheck",
                Principals = [new ServicePrincipal(Service)],
                Actions = ["s3:GetBucketAcl"],
                Resources = [Bucket.BucketArn],
                Conditions = OfTrail(),
            }),
            new PolicyStatement(new PolicyStatementProps
            {
                Sid = "CloudTrailWrite",
                Principals = [new ServicePrincipal(Service)],
                Actions = ["s3:PutObject"],
                Resources = [.. folders.Select(folder => Bucket.ArnForObjects($"{root}{folder}/*"))],
                Conditions = OfTrail(("s3:x-amz-acl", "bucket-owner-full-control")),
            }),
        ];
    }

    void AdmitToKey(IKey key)
    {
        const string consequence = "The deployment of the trail fails.";
        var stack = Places.StackOf(this);
        KeyAccess.EnsureSameRegion(this, key, "trail");
        var encrypt = OfTrail();
        encrypt["StringLike"] = new Dictionary<string, object>
        {
            ["kms:EncryptionContext:aws:cloudtrail:arn"] = $"arn:{stack.Partition}:cloudtrail:*:{props.ManagementAccount ?? stack.Account}:trail/*",
        };
        KeyAccess.Admit(this, key, ForKey("EncryptTrail", "kms:GenerateDataKey*", encrypt), consequence);
        KeyAccess.Admit(this, key, ForKey("DescribeKeyForTrail", "kms:DescribeKey", OfTrail()), consequence);
        // CloudTrail decrypts if the bucket has a Bucket Key.
        KeyAccess.Admit(this, key, ForKey("DecryptTrail", "kms:Decrypt", OfTrail()), consequence);

        static PolicyStatement ForKey(string sid, string action, Dictionary<string, object> conditions) => new(new PolicyStatementProps
        {
            Sid = sid,
            Principals = [new ServicePrincipal(Service)],
            Actions = [action],
            Resources = ["*"], // In a key policy '*' is the key itself.
            Conditions = conditions,
        });
    }

    Dictionary<string, object> OfTrail(params (string Name, string Value)[] more)
    {
        var equals = new Dictionary<string, object> { ["aws:SourceArn"] = TrailArn };
        foreach (var (name, value) in more)
            equals[name] = value;
        return new Dictionary<string, object> { ["StringEquals"] = equals };
    }

    // CloudTrail does not support aws:SourceArn and aws:SourceAccount in this role's policies. The role can write only to the log streams of this log group.
    Role NewRole(LogGroup group)
    {
        var stack = Places.StackOf(this);
        var streams = new[] { props.ManagementAccount ?? stack.Account, props.OrganizationId }.OfType<string>()
            .Select(owner => owner == props.OrganizationId ? $"{owner}_*" : $"{owner}_CloudTrail_{stack.Region}*");
        return new Role(this, "DeliveryRole", new RoleProps
        {
            Description = "Sends the records of a trail to one log group",
            AssumedBy = new ServicePrincipal(Service),
            InlinePolicies = new Dictionary<string, PolicyDocument>
            {
                ["SendRecords"] = new PolicyDocument(new PolicyDocumentProps
                {
                    Statements =
                    [
                        new PolicyStatement(new PolicyStatementProps
                        {
                            Actions = ["logs:CreateLogStream", "logs:PutLogEvents"],
                            Resources = [.. streams.Select(stream => stack.FormatArn(new ArnComponents
                            {
                                Service = "logs", Resource = "log-group", ResourceName = $"{group.LogGroupName}:log-stream:{stream}", ArnFormat =
                                    ArnFormat.COLON_RESOURCE_NAME,
                            }))],
                        }),
                    ],
                }),
            },
        });
    }

    static string[]? Excluded(IReadOnlyList<string> sources)
    {
        string[] possible = ["kms.amazonaws.com", "rdsdata.amazonaws.com"];
        foreach (var source in sources.Where(source => !possible.Contains(source)))
            throw new ArgumentException($"'{source}' in {nameof(ActivityTrailProps.ExcludeManagementEventSources)} is a service whose management events a "
                + $"trail always records. Use {string.Join(" or ", possible)}, or remove it.");
        return sources.Count == 0 ? null : [.. sources.Distinct()];
    }

    // Advanced selectors replace the default, which is all management events.
    object[] Selectors(string[]? excluded) =>
    [
        excluded is null
            ? Selector("Management events", Field("eventCategory", equals: "Management"))
            : Selector("Management events", Field("eventCategory", equals: "Management"), Without("eventSource", excluded)),
        .. props.DataEventsOf.Select((bucket, index) => Selector(
            $"Writes of objects {index + 1}", Field("eventCategory", equals: "Data"), Field("resources.type", equals: "AWS::S3::Object"),
            Field("resources.ARN", begins: bucket.ArnForObjects("")), Field("readOnly", equals: "false"))),
    ];

    static CfnTrail.AdvancedEventSelectorProperty Selector(string name, params object[] fields) => new() { Name = name, FieldSelectors = fields };

    static CfnTrail.AdvancedFieldSelectorProperty Without(string name, string[] values) => new() { Field = name, NotEquals = values };

    static CfnTrail.AdvancedFieldSelectorProperty Field(string name, string? equals = null, string? begins = null) => new()
    {
        Field = name, EqualTo = equals is null ? null : [equals], StartsWith = begins is null ? null : [begins],
    };
}
