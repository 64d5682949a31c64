using Amazon.CDK;
using Amazon.CDK.AWS.Glue;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.S3;
using Amazon.CDK.AWS.Scheduler;
using Constructs;
using FlowLogStack.Access;
using FlowLogStack.Capture;
using FlowLogStack.Records;

namespace FlowLogStack.Query;

/// <summary>
/// A small table of hourly sums in a bucket of its own, and a schedule that updates it each hour. Dashboards and trends then scan kilobytes.
/// </summary>
/// <remarks>
/// The schedule adds the previous hour at half past the hour, after its last objects have arrived; one of the next two runs adds an hour that
/// was missed. Each run scans three hours of the archive, or whole days if the archive has daily folders. Use hourly folders with it.
/// </remarks>
public sealed class HourlyRollUp : Construct
{
    /// <summary>Creates the bucket, the table, the role and the schedule.</summary>
    /// <exception cref="ArgumentException">Queries set the accounts of the table, but the scope has no accounts.</exception>
    public HourlyRollUp(Construct scope, string id, HourlyRollUpProps props)
        : base(scope, id)
    {
        ServiceLimits.Watch(this);
        ArgumentNullException.ThrowIfNull(props);
        Given.Ensure(this, props);
        var table = props.Table;
        Summary = new HourlySummary(table.Target with { Scope = props.Scope }, FlowLogTable.Named(props.TableName ?? table.TableName + "_hourly"));
        var statement = Summary.ToInsertSql();
        PrivateBucket.EnsureRemovable(props.AutoDeleteObjects, props.RemovalPolicy);
        Bucket = PrivateBucket.Create(this, "Bucket", PrivateBucket.AgeOut(props.ExpireAfter), props.RemovalPolicy, Encryption.KeyOf(this));
        props.AccessLogs?.Receive(Bucket, "hourly/");
        if (props.AutoDeleteObjects)
            new BucketEmptier(this, "Emptier", Bucket);
        Table = NewTable(table);
        var role = NewRole(table, props.Workgroup);
        Schedule = new CfnSchedule(this, "Schedule", new CfnScheduleProps
        {
            Description = $"Adds the hour before to {Summary.Table}",
            ScheduleExpression = "cron(30 * * * ? *)",
            FlexibleTimeWindow = new CfnSchedule.FlexibleTimeWindowProperty { Mode = "FLEXIBLE", MaximumWindowInMinutes = 15 },
            Target = new CfnSchedule.TargetProperty
            {
                Input = Places.StackOf(this).ToJsonString(new Dictionary<string, object>
                {
                    ["QueryString"] = statement,
                    ["WorkGroup"] = props.Workgroup.Workgroup.Ref,
                    ["QueryExecutionContext"] = new Dictionary<string, object> { ["Database"] = table.DatabaseName },
                }),
                // The statement adds an hour only once, so retries are safe.
                RetryPolicy = new CfnSchedule.RetryPolicyProperty { MaximumEventAgeInSeconds = 3600, MaximumRetryAttempts = 5 },
            }
                .With(nameof(CfnSchedule.TargetProperty.Arn), Places.StackOf(this)
                .FormatArn(new ArnComponents { Service = "scheduler", Region = "", Account = "", Resource = "aws-sdk:athena:startQueryExecution",
                ArnFormat = ArnFormat.COLON_RESOURCE_NAME }))
                .With(nameof(CfnSchedule.TargetProperty.RoleArn), role.RoleArn),
        });
        Schedule.Node.AddDependency(Table);
        PrincipalAccess.Await(Schedule, role);
    }

    /// <summary>The summary table's columns and the statement that adds to it.</summary>
    public HourlySummary Summary { get; }

    /// <summary>The bucket of the summaries.</summary>
    public Bucket Bucket { get; }

    /// <summary>The summary table.</summary>
    public CfnTable Table { get; }

    /// <summary>The schedule.</summary>
    public CfnSchedule Schedule { get; }

    CfnTable NewTable(FlowLogTable table) => new(this, "Table", new CfnTableProps
    {
        CatalogId = Places.EnvironmentOf(this).Account,
        TableInput = new CfnTable.TableInputProperty
        {
            Name = Summary.Table,
            Description = $"Sums of {table.TableName} by hour",
            TableType = "EXTERNAL_TABLE",
            Parameters = new Dictionary<string, object> { ["EXTERNAL"] = "TRUE", ["parquet.compression"] = "SNAPPY" },
            StorageDescriptor = new CfnTable.StorageDescriptorProperty
            {
                Columns = FlowLogTable.ToColumns(Summary.Columns),
                Location = $"s3://{Bucket.BucketName}/hourly/",
                InputFormat = "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat",
                OutputFormat = "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat",
                SerdeInfo = new CfnTable.SerdeInfoProperty
                {
                    SerializationLibrary = "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe",
                    Parameters = new Dictionary<string, object> { ["serialization.format"] = "1" },
                },
            },
        },
    }.With(nameof(CfnTableProps.DatabaseName), table.Database.Ref));

    // A query runs with the permissions of the principal that starts it, on the Data Catalog and on the objects.
    Role NewRole(FlowLogTable table, QueryWorkgroup workgroup)
    {
        var stack = Places.StackOf(this);
        var role = new Role(this, "Role", new RoleProps
        {
            Description = "Sums flow log records up in Athena",
            AssumedBy = new ServicePrincipal("scheduler.amazonaws.com", new ServicePrincipalOpts
            {
                Conditions = new Dictionary<string, object> { ["StringEquals"] = new Dictionary<string, object> { ["aws:SourceAccount"] = stack.Account } },
            }),
        });
        Allow(["athena:StartQueryExecution"], stack.FormatArn(new ArnComponents { Service = "athena", Resource = "workgroup",
            ResourceName = workgroup.Workgroup.Ref }));
        Allow(
            ["glue:GetDatabase", "glue:GetTable", "glue:GetPartition", "glue:GetPartitions"],
            stack.FormatArn(new ArnComponents { Service = "glue", Resource = "catalog" }),
            stack.FormatArn(new ArnComponents { Service = "glue", Resource = "database", ResourceName = table.DatabaseName }),
            stack.FormatArn(new ArnComponents { Service = "glue", Resource = "table", ResourceName = $"{table.DatabaseName}/*" }));
        Allow(["s3:GetBucketLocation"], table.Archive.Bucket.BucketArn, Bucket.BucketArn, workgroup.Results.BucketArn);
        table.Archive.Bucket.GrantRead(role);
        BucketAccess.LetDecrypt(role, table.Archive.Bucket, table.Archive.EncryptionKey);
        Bucket.GrantReadWrite(role);
        workgroup.Results.GrantReadWrite(role);
        return role;

        void Allow(string[] actions, params string[] resources) =>
            role.AddToPolicy(new PolicyStatement(new PolicyStatementProps { Actions = actions, Resources = resources }));
    }
}
