using Amazon.CDK.AWS.Glue;
using Constructs;
using FlowLogStack.Access;
using FlowLogStack.Records;

namespace FlowLogStack.Query;

/// <summary>A Glue table over the files of a trail or over S3 server access logs, whose partitions Athena computes by partition projection.</summary>
/// <remarks>The table is only metadata: it grants no access to the bucket, and creates nothing in it.</remarks>
public sealed class ActivityTable : Construct
{
    /// <summary>Creates the table, and a database if it shares none.</summary>
    /// <exception cref="ArgumentException">A name isn't valid in Athena.</exception>
    public ActivityTable(Construct scope, string id, ActivityTableProps props)
        : base(scope, id)
    {
        ServiceLimits.Watch(this);
        ArgumentNullException.ThrowIfNull(props);
        Given.Ensure(this, props);
        Projection = props.Projection;
        TableName = FlowLogTable.Named(props.TableName ?? Projection.DefaultTableName);
        var shared = props.BesideTable?.Database ?? props.BesideActivity?.Database;
        DatabaseName = FlowLogTable.Named(props.BesideTable?.DatabaseName ?? props.BesideActivity?.DatabaseName ?? props.DatabaseName ?? PathName.Of(this, '_')
            .ToLowerInvariant());
        if (shared is null)
            PhysicalNames.Reserve(this, "databases",
                DatabaseName, $"Set another {nameof(ActivityTableProps.DatabaseName)} for one of them, or put both tables in one database "
                    + $"with {nameof(ActivityTableProps.BesideTable)}.");
        PhysicalNames.Reserve(this, "tables", $"{DatabaseName}.{TableName}", $"Set another {nameof(ActivityTableProps.TableName)} for one of them.");
        Database = shared ?? new CfnDatabase(this, "Database", new CfnDatabaseProps
        {
            CatalogId = Places.EnvironmentOf(this).Account,
            DatabaseInput = new CfnDatabase.DatabaseInputProperty { Name = DatabaseName, Description = "Activity logs" },
        });
        var what = Projection.Kind is ActivityKind.CloudTrail ? "Calls of AWS APIs that CloudTrail recorded" : "S3 server access logs";
        Table = GlueTable.Create(this, "Table", Database, Projection.ToTable(TableName), $"{what}, partitioned by projection");
    }

    /// <summary>The partition columns and the location of the partitions.</summary>
    public ActivityProjection Projection { get; }

    /// <summary>Name of the database, in which queries find the table.</summary>
    public string DatabaseName { get; }

    /// <summary>Name of the table, as queries use it.</summary>
    public string TableName { get; }

    /// <summary>The Glue database, which other tables may share.</summary>
    public CfnDatabase Database { get; }

    /// <summary>The Glue table, without any loaded partition.</summary>
    public CfnTable Table { get; }
}
