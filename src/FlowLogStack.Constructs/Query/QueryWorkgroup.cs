using Amazon.CDK;
using Amazon.CDK.AWS.Athena;
using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.KMS;
using Amazon.CDK.AWS.S3;
using Amazon.CDK.AWS.SNS;
using Constructs;
using FlowLogStack.Access;
using FlowLogStack.Capture;
using FlowLogStack.Records;

namespace FlowLogStack.Query;

/// <summary>How the results of queries are encrypted at rest.</summary>
public enum ResultsEncryption
{
    /// <summary>With keys that S3 manages (SSE-S3); no charge.</summary>
    S3Managed,

    /// <summary>With a customer managed KMS key that the workgroup makes and rotates.</summary>
    CustomerManaged,
}

/// <summary>What a <see cref="QueryWorkgroup"/> can be told.</summary>
public sealed record QueryWorkgroupProps
{
    /// <summary>The workgroup's name. Default: made from the construct's path.</summary>
    public string? WorkgroupName { get; init; }

    /// <summary>The bytes a single query may scan before Athena cancels it; at least 10,000,000. Default: 10 GB, about 0.05 USD.</summary>
    public long BytesScannedCutoff { get; init; } = 10_000_000_000;

    /// <summary>The bytes that all queries together may scan in a day before an alarm fires. Default: no alarm.</summary>
    public long? BytesScannedPerDayAlarm { get; init; }

    /// <summary>The topics that this alarm notifies; at most five. Default: none.</summary>
    public IReadOnlyList<ITopic> Topics { get; init; } = [];

    /// <summary>The age in days at which query results are deleted. Default: 30.</summary>
    public int ResultsExpireAfterDays { get; init; } = 30;

    /// <summary>Encryption of results at rest, unless <see cref="EncryptionKey"/> is given. Default: keys that S3 manages.</summary>
    public ResultsEncryption Encryption { get; init; } = ResultsEncryption.S3Managed;

    /// <summary>
    /// A customer managed key of your own for the results. Its policy is extended if the key is of this app; for an imported key a warning
    /// prints the statement that it needs. Who queries needs <c>kms:Decrypt</c> and <c>kms:GenerateDataKey</c> for the key. Default: as
    /// <see cref="Encryption"/> says.
    /// </summary>
    public IKey? EncryptionKey { get; init; }

    /// <summary>Where the results bucket's own access logs go. Default: they are not kept.</summary>
    public AccessLogBucket? AccessLogs { get; init; }

    /// <summary>What becomes of the results when the stack is deleted. Default: they are kept.</summary>
    public RemovalPolicy RemovalPolicy { get; init; } = RemovalPolicy.RETAIN;

    /// <summary>Whether the results are deleted with the stack. Default: no. Needs <see cref="RemovalPolicy"/> DESTROY.</summary>
    public bool AutoDeleteObjects { get; init; }
}

/// <summary>An Athena workgroup whose settings users cannot override: encrypted results that expire, and a limit on what a query may scan.</summary>
public sealed class QueryWorkgroup : Construct
{
    /// <summary>The least that Athena accepts as a limit on bytes scanned.</summary>
    public const long MinimumBytesScannedCutoff = 10_000_000;

    /// <summary>Makes the workgroup and the bucket for its results.</summary>
    /// <exception cref="ArgumentException">A limit below Athena's least, or a key that Athena cannot use.</exception>
    public QueryWorkgroup(Construct scope, string id, QueryWorkgroupProps? props = null)
        : base(scope, id)
    {
        ServiceLimits.Watch(this);
        props ??= new QueryWorkgroupProps();
        if (props.BytesScannedCutoff < MinimumBytesScannedCutoff)
            throw new ArgumentException($"The limit of {props.BytesScannedCutoff} bytes scanned is below Athena's least: give {MinimumBytesScannedCutoff} or more.");
        EncryptionKey = KeyOf(props);
        Results = NewResultsBucket(props);
        WorkgroupName = props.WorkgroupName ?? PathName.Of(this, '-');
        PhysicalNames.Reserve(this, "workgroups", WorkgroupName, $"Set another {nameof(QueryWorkgroupProps.WorkgroupName)} for one of them.");
        Workgroup = new CfnWorkGroup(this, "Workgroup", new CfnWorkGroupProps
        {
            Name = WorkgroupName,
            Description = "Queries on archived flow logs",
            // A history of queries isn't evidence, and a workgroup that has one isn't deleted without this.
            RecursiveDeleteOption = true,
            WorkGroupConfiguration = new CfnWorkGroup.WorkGroupConfigurationProperty
            {
                BytesScannedCutoffPerQuery = props.BytesScannedCutoff,
                EnforceWorkGroupConfiguration = true,
                PublishCloudWatchMetricsEnabled = true,
                ResultConfiguration = new CfnWorkGroup.ResultConfigurationProperty
                {
                    OutputLocation = $"s3://{Results.BucketName}/results/",
                    EncryptionConfiguration = new CfnWorkGroup.EncryptionConfigurationProperty { EncryptionOption = EncryptionKey is null ? "SSE_S3" : "SSE_KMS" }
                        .With(nameof(CfnWorkGroup.EncryptionConfigurationProperty.KmsKey), EncryptionKey?.KeyArn),
                    ExpectedBucketOwner = Stack.Of(this).Account,
                },
            },
        });
        BytesScanned = props.BytesScannedPerDayAlarm is { } bytes ? BytesScannedAlarm.Create(this, Workgroup, WorkgroupName, bytes, props.Topics) : null;
    }

    /// <summary>The workgroup's name.</summary>
    public string WorkgroupName { get; }

    /// <summary>The alarm on the bytes scanned in a day; null if there is none.</summary>
    public Alarm? BytesScanned { get; }

    /// <summary>The workgroup.</summary>
    public CfnWorkGroup Workgroup { get; }

    /// <summary>The bucket of its results.</summary>
    public Bucket Results { get; }

    /// <summary>The customer managed key of the results; null if S3 manages the keys.</summary>
    public IKey? EncryptionKey { get; }

    /// <summary>Saves a query in the workgroup, where people find it under "Saved queries".</summary>
    /// <param name="table">The table it is about.</param>
    /// <param name="query">The query.</param>
    public CfnNamedQuery Save(FlowLogTable table, NamedAthenaQuery query)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(query);
        return new CfnNamedQuery(this, query.Id, new CfnNamedQueryProps
        {
            Name = query.Name,
            Description = query.Description,
            QueryString = query.Sql,
        }.With(nameof(CfnNamedQueryProps.Database), table.Database.Ref).With(nameof(CfnNamedQueryProps.WorkGroup), Workgroup.Ref));
    }

    /// <summary>Saves a query of the catalogue: under "Saved queries", or, where it has parameters, as a prepared statement.</summary>
    /// <param name="table">The table it is about.</param>
    /// <param name="query">The query.</param>
    /// <param name="target">What it is asked of. Default: all of the table.</param>
    /// <param name="window">The time it is about. Default: the query's own.</param>
    /// <returns>The saved query or the prepared statement.</returns>
    /// <exception cref="FlowLogFormatException">The format lacks fields that the query needs.</exception>
    public CfnResource Save(FlowLogTable table, AthenaQuery query, AthenaTarget? target = null, TimeWindow? window = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(query);
        var named = query.ToNamed(target ?? table.Target, window);
        if (query.Parameters.IsEmpty)
            return Save(table, named);
        return new CfnPreparedStatement(this, query.Id, new CfnPreparedStatementProps
        {
            StatementName = query.Id,
            Description = $"{query.Description} USING {string.Join(", ", query.Parameters.Select(parameter => $"{parameter.Name}: {parameter.Example}"))}",
            QueryStatement = named.Sql,
        }.With(nameof(CfnPreparedStatementProps.WorkGroup), Workgroup.Ref));
    }

    IKey? KeyOf(QueryWorkgroupProps props)
    {
        const string Data = "query results";
        if (props.EncryptionKey is not { } given)
            return props.Encryption is ResultsEncryption.CustomerManaged ? NewKey(props) : null;
        var key = KeyAccess.Itself(this, given, Data);
        KeyAccess.EnsureSameRegion(this, key, Data);
        KeyAccess.Admit(this, key, UseForResults(), "Without it, queries fail for users whom the key's policy does not admit otherwise.");
        return key;
    }

    Key NewKey(QueryWorkgroupProps props) => new(this, "Key", new KeyProps
    {
        Description = "Encrypts results of queries on flow logs",
        EnableKeyRotation = true,
        RemovalPolicy = props.RemovalPolicy,
    });

    // Athena writes and reads results with the rights of whoever queries, so that the account's IAM policies decide; they are admitted
    // for objects of S3 only. Which of the two services calls KMS is not documented.
    PolicyStatement UseForResults()
    {
        var stack = Stack.Of(this);
        return new PolicyStatement(new PolicyStatementProps
        {
            Sid = "EncryptQueryResults",
            Principals = [new AccountPrincipal(stack.Account)],
            Actions = ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey*"],
            Resources = ["*"], // In a key policy '*' is the key itself.
            Conditions = new Dictionary<string, object>
            {
                ["StringEquals"] = new Dictionary<string, object> { ["kms:ViaService"] = new[] { "s3", "athena" }.Select(service => $"{service}.{stack.Region}.{stack.UrlSuffix}").ToArray() },
            },
        });
    }

    Bucket NewResultsBucket(QueryWorkgroupProps props)
    {
        PrivateBucket.EnsureRemovable(props.AutoDeleteObjects, props.RemovalPolicy);
        var bucket = PrivateBucket.Create(this, "Results", PrivateBucket.AgeOut(props.ResultsExpireAfterDays), props.RemovalPolicy, EncryptionKey);
        props.AccessLogs?.Receive(bucket, "query-results/");
        if (props.AutoDeleteObjects)
            new BucketEmptier(this, "Emptier", bucket);
        return bucket;
    }
}
