using Amazon.CDK;
using Amazon.CDK.AWS.Athena;
using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.Glue;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.KMS;
using Amazon.CDK.AWS.S3;
using Constructs;
using FlowLogStack.Access;
using FlowLogStack.Capture;
using FlowLogStack.Records;

namespace FlowLogStack.Query;

/// <summary>An Athena workgroup with enforced settings: encrypted results that expire, and a limit on the bytes that a query scans.</summary>
public sealed class QueryWorkgroup : Construct
{
    /// <summary>Athena's minimum for the limit on bytes scanned.</summary>
    public const long MinimumBytesScannedCutoff = 10_000_000;

    const string ResultsFolder = "results";
    const string PrimaryWorkgroup = "primary";

    static readonly string[] QueryActions =
    [
        "athena:BatchGetNamedQuery", "athena:GetNamedQuery", "athena:GetPreparedStatement", "athena:GetQueryExecution", "athena:GetQueryResults",
        "athena:GetWorkGroup", "athena:ListNamedQueries", "athena:ListPreparedStatements", "athena:ListQueryExecutions",
        "athena:StartQueryExecution", "athena:StopQueryExecution",
    ];

    /// <summary>Creates the workgroup and the bucket for its results.</summary>
    /// <exception cref="ArgumentException">
    /// The limit is below Athena's minimum, the name is that of the account's own workgroup, or the key is not supported.
    /// </exception>
    public QueryWorkgroup(Construct scope, string id, QueryWorkgroupProps? props = null)
        : base(scope, id)
    {
        ServiceLimits.Watch(this);
        Given.Ensure(this, props);
        props ??= new QueryWorkgroupProps();
        var cutoff = BytesOf(props.BytesScannedCutoff);
        if (cutoff < MinimumBytesScannedCutoff)
            throw new ArgumentException($"The limit of {cutoff} bytes scanned is below Athena's minimum. Use {MinimumBytesScannedCutoff} or more.");
        if (props.WorkgroupName == PrimaryWorkgroup)
            throw new ArgumentException($"The workgroup '{Node.Path}' cannot have the name '{PrimaryWorkgroup}', because every account has a "
                + $"workgroup of that name. Use another {nameof(QueryWorkgroupProps.WorkgroupName)}.");
        EncryptionKey = KeyOf(props);
        Results = NewResultsBucket(props);
        WorkgroupName = props.WorkgroupName ?? PathName.Of(this, '-');
        PhysicalNames.Reserve(this, "workgroups", WorkgroupName, $"Set another {nameof(QueryWorkgroupProps.WorkgroupName)} for one of them.");
        Workgroup = new CfnWorkGroup(this, "Workgroup", new CfnWorkGroupProps
        {
            Name = WorkgroupName,
            Description = "Queries on archived flow logs",
            // The query history isn't worth keeping, and Athena doesn't delete a workgroup with a history without this option.
            RecursiveDeleteOption = true,
            WorkGroupConfiguration = new CfnWorkGroup.WorkGroupConfigurationProperty
            {
                BytesScannedCutoffPerQuery = cutoff,
                EnforceWorkGroupConfiguration = true,
                PublishCloudWatchMetricsEnabled = true,
                ResultConfiguration = new CfnWorkGroup.ResultConfigurationProperty
                {
                    OutputLocation = $"s3://{Results.BucketName}/{ResultsFolder}/",
                    EncryptionConfiguration = new CfnWorkGroup.EncryptionConfigurationProperty { EncryptionOption = EncryptionKey is null ? "SSE_S3"
                        : "SSE_KMS" }
                        .With(nameof(CfnWorkGroup.EncryptionConfigurationProperty.KmsKey), EncryptionKey?.KeyArn),
                    ExpectedBucketOwner = Places.EnvironmentOf(this).Account,
                },
            },
        });
        BytesScanned = props.BytesScannedPerDayAlarm is { } alarm
            ? BytesScannedAlarm.Create(this, Workgroup, WorkgroupName, BytesOf(alarm), props.Topics) : null;
    }

    static long BytesOf(Size size) => (long)size.ToBytes();

    /// <summary>Name of the workgroup.</summary>
    public string WorkgroupName { get; }

    /// <summary>The alarm on the bytes scanned in a day; null if there isn't one.</summary>
    public Alarm? BytesScanned { get; }

    /// <summary>The workgroup resource.</summary>
    public CfnWorkGroup Workgroup { get; }

    /// <summary>The bucket of query results.</summary>
    public Bucket Results { get; }

    /// <summary>Customer managed key of the results; null if S3 manages the keys.</summary>
    public IKey? EncryptionKey { get; }

    /// <summary>
    /// Grants permission to query tables in this workgroup: to run queries, and to read the tables, the records of their archives and the results.
    /// Results can't be deleted.
    /// </summary>
    /// <param name="grantee">The principal.</param>
    /// <param name="tables">The tables.</param>
    /// <exception cref="ArgumentException">The policy of the principal can't be extended.</exception>
    public Grant GrantQuery(IGrantable grantee, params IReadOnlyList<FlowLogTable> tables)
    {
        ArgumentNullException.ThrowIfNull(grantee);
        ArgumentNullException.ThrowIfNull(tables);
        var stack = Places.StackOf(this);
        var grant = PrincipalAccess.Grant(
            this,
            grantee,
            Allow(QueryActions, stack.FormatArn(new ArnComponents { Service = "athena", Resource = "workgroup", ResourceName = Workgroup.Ref })),
            Allow(["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"], Results.BucketArn),
            Allow(["s3:AbortMultipartUpload", "s3:GetObject", "s3:ListMultipartUploadParts", "s3:PutObject"], Results.ArnForObjects($"{ResultsFolder}/*")));
        EncryptionKey?.GrantEncryptDecrypt(grantee);
        foreach (var table in tables)
        {
            grantee.GrantPrincipal.AddToPrincipalPolicy(Allow(
                ["glue:GetDatabase", "glue:GetTable", "glue:GetTables", "glue:GetPartition", "glue:GetPartitions"],
                stack.FormatArn(new ArnComponents { Service = "glue", Resource = "catalog" }),
                stack.FormatArn(new ArnComponents { Service = "glue", Resource = "database", ResourceName = table.DatabaseName }),
                stack.FormatArn(new ArnComponents { Service = "glue", Resource = "table", ResourceName = $"{table.DatabaseName}/*" })));
            table.Archive.GrantRead(grantee);
        }

        return grant;

        static PolicyStatement Allow(string[] actions, params string[] resources) => new(new PolicyStatementProps { Actions = actions, Resources = resources });
    }

    /// <summary>Returns the metric of the bytes that all queries of the workgroup scan in a day, which <see cref="BytesScanned"/> evaluates.</summary>
    public IMetric MetricBytesScanned() => BytesScannedAlarm.InADay(Workgroup);

    /// <summary>Saves a query in the workgroup. The console lists it under "Saved queries".</summary>
    /// <param name="table">Table that the query reads.</param>
    /// <param name="query">The query.</param>
    public CfnNamedQuery Save(FlowLogTable table, NamedAthenaQuery query)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(query);
        return NewQuery(table.Database, query);
    }

    /// <summary>Saves a query of activity in the workgroup. The console lists it under "Saved queries".</summary>
    /// <param name="table">Table that the query reads.</param>
    /// <param name="question">The query.</param>
    /// <param name="flowLogs">Table of flow logs in the same database, for the query that joins them. Default: null (none).</param>
    /// <param name="window">Time window of the query. Default: null (the query's own).</param>
    /// <exception cref="ArgumentException">The query is for another log, or joins flow logs that are missing or in another database.</exception>
    public CfnNamedQuery Save(ActivityTable table, ActivityQuestion question, FlowLogTable? flowLogs = null, TimeWindow? window = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(question);
        if (flowLogs is not null && flowLogs.DatabaseName != table.DatabaseName)
            throw new ArgumentException($"The table '{flowLogs.TableName}' is in the database '{flowLogs.DatabaseName}' and '{table.TableName}' in "
                + $"'{table.DatabaseName}'. Put the latter beside the other with {nameof(ActivityTableProps.BesideTable)}.", nameof(flowLogs));
        var target = new ActivityTarget { Projection = table.Projection, Table = table.TableName, FlowLogs = flowLogs?.Target };
        return NewQuery(table.Database, question.ToNamed(target, window));
    }

    CfnNamedQuery NewQuery(CfnDatabase database, NamedAthenaQuery query) => new(this, query.Id, new CfnNamedQueryProps
    {
        Name = query.Name,
        Description = query.Description,
        QueryString = query.Sql,
    }.With(nameof(CfnNamedQueryProps.Database), database.Ref).With(nameof(CfnNamedQueryProps.WorkGroup), Workgroup.Ref));

    /// <summary>Saves a query of the catalog: under "Saved queries", or as a prepared statement if it has parameters.</summary>
    /// <param name="table">Table that the query reads.</param>
    /// <param name="query">The query.</param>
    /// <param name="target">
    /// Target of the query. Default: null (the whole table; the stack's account and Region if each query has to set them).
    /// </param>
    /// <param name="window">Time window of the query. Default: null (the query's own).</param>
    /// <returns>The saved query or the prepared statement.</returns>
    /// <exception cref="FlowLogFormatException">The log format lacks fields that the query requires.</exception>
    public CfnResource Save(FlowLogTable table, AthenaQuery query, AthenaTarget? target = null, TimeWindow? window = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(query);
        var named = query.ToNamed(target ?? table.SavedTarget, window);
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
        if (props is { EncryptionKey: null, Encryption: ResultsEncryption.CustomerManaged })
            return NewKey(props);
        if ((props.EncryptionKey ?? Encryption.KeyOf(this)) is not { } given)
            return null;
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

    // Athena reads and writes results with the permissions of the principal that starts the query. The statement therefore admits the account,
    // whose IAM policies decide, and only for requests through S3 or Athena: it isn't documented which of the two calls KMS.
    PolicyStatement UseForResults()
    {
        var stack = Places.StackOf(this);
        return new PolicyStatement(new PolicyStatementProps
        {
            Sid = "EncryptQueryResults",
            Principals = [new AccountPrincipal(stack.Account)],
            Actions = ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey*"],
            Resources = ["*"], // In a key policy '*' is the key itself.
            Conditions = new Dictionary<string, object>
            {
                ["StringEquals"] = new Dictionary<string,
                    object> { ["kms:ViaService"] = new[] { $"s3.{stack.Region}.{stack.UrlSuffix}", $"athena.{stack.Region}.{stack.UrlSuffix}" } },
            },
        });
    }

    Bucket NewResultsBucket(QueryWorkgroupProps props)
    {
        PrivateBucket.EnsureRemovable(props.AutoDeleteObjects, props.RemovalPolicy);
        var bucket = PrivateBucket.Create(this, "Results", PrivateBucket.AgeOut(props.ResultsExpireAfter), props.RemovalPolicy, EncryptionKey);
        props.AccessLogs?.Receive(bucket, "query-results/");
        if (props.AutoDeleteObjects)
            new BucketEmptier(this, "Emptier", bucket);
        return bucket;
    }
}
