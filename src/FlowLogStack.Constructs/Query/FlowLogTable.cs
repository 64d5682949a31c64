using Amazon.CDK.AWS.Glue;
using Constructs;
using FlowLogStack.Access;
using FlowLogStack.Capture;
using FlowLogStack.Records;

namespace FlowLogStack.Query;

/// <summary>
/// A Glue database with one table over an archive, whose partitions Athena computes by partition projection, and a view with readable column
/// values.
/// </summary>
/// <remarks>No partition needs to be loaded or crawled: an object can be queried as soon as it is delivered.</remarks>
public sealed class FlowLogTable : Construct
{
    /// <summary>Default name of the table.</summary>
    public const string DefaultTableName = "flow_logs";

    /// <summary>Placeholder value for the table's name with <c>_view</c>.</summary>
    public const string DefaultViewName = "";

    /// <summary>Creates the database, the table and the view.</summary>
    /// <exception cref="ArgumentException">A name isn't valid in Athena.</exception>
    /// <exception cref="FlowLogFormatException">A custom field has the name of a partition column.</exception>
    public FlowLogTable(Construct scope, string id, FlowLogTableProps props)
        : base(scope, id)
    {
        ServiceLimits.Watch(this);
        ArgumentNullException.ThrowIfNull(props);
        Given.Ensure(this, props);
        var archive = props.Archive;
        archive.Accept(props.Format);
        Archive = archive;
        Format = props.Format;
        DatabaseName = Named(props.BesideTable?.DatabaseName ?? props.DatabaseName ?? PathName.Of(this, '_').ToLowerInvariant());
        TableName = Named(props.TableName);
        Projection = new PartitionProjection(
            archive.Layout, archive.Bucket.BucketName, props.Accounts ?? Listed(archive.Accounts), props.Regions ?? Listed(archive.Regions),
            archive.ExpireAfter is { } age ? Ages.InDays(age, "The archive deletes objects") : null);
        if (props.BesideTable is null)
            PhysicalNames.Reserve(this, "databases",
                DatabaseName, $"Set another {nameof(FlowLogTableProps.DatabaseName)} for one of them, or put both tables in one database "
                    + $"with {nameof(FlowLogTableProps.BesideTable)}.");
        PhysicalNames.Reserve(this, "tables", $"{DatabaseName}.{TableName}", $"Set another {nameof(FlowLogTableProps.TableName)} for one of them.");
        Database = props.BesideTable?.Database ?? NewDatabase();
        Table = GlueTable.Create(
            this, "Table", Database, GlueTableDefinition.For(Format, Projection, TableName),
            $"Flow log records of version {Format.Version}, {Format.Fields.Length} fields, partitioned by projection");
        FormatGuard.Create(this, TableName, Format, archive.Layout.FileFormat);
        if (props.ViewName is not null)
        {
            View = FlowLogView.Over(Format, Projection, DatabaseName, TableName, Named(props.ViewName.Length == 0 ? TableName + "_view" : props.ViewName));
            GlueView.Create(this, "View", Database, DatabaseName, View);
        }
    }

    /// <summary>The archive that the table reads.</summary>
    public FlowLogArchive Archive { get; }

    /// <summary>The log format of the records.</summary>
    public FlowLogFormat Format { get; }

    /// <summary>The partition columns and the location of the partitions.</summary>
    public PartitionProjection Projection { get; }

    /// <summary>Name of the database.</summary>
    public string DatabaseName { get; }

    /// <summary>Name of the table.</summary>
    public string TableName { get; }

    /// <summary>The Glue database.</summary>
    public CfnDatabase Database { get; }

    /// <summary>The Glue table.</summary>
    public CfnTable Table { get; }

    /// <summary>The view of the table; null if there isn't one.</summary>
    public FlowLogView? View { get; }

    /// <summary>The table as a target of queries.</summary>
    public AthenaTarget Target => new() { Format = Format, Projection = Projection, Relation = TableName };

    /// <summary>The table as a target of saved queries, with a scope if each query has to set the accounts or Regions.</summary>
    internal AthenaTarget SavedTarget => Target with { Scope = Archive.SavedScope };

    /// <summary>
    /// Creates a view of this table and of tables with older records. Use it for one history after the log format has changed and newer records
    /// are delivered to a new archive.
    /// </summary>
    /// <param name="id">Construct id of the view.</param>
    /// <param name="name">Name of the view: lower-case letters, digits and underscores.</param>
    /// <param name="older">The older tables, youngest first. All must be in this table's database and have a view.</param>
    /// <returns>The view. <see cref="AthenaTarget.Of"/> makes it a target of queries.</returns>
    /// <exception cref="ArgumentException">
    /// A table has no view, is in another database, or has another S3 key layout, so one predicate can't prune the partitions of all.
    /// </exception>
    public FlowLogView UnionWith(string id, string name, params IReadOnlyList<FlowLogTable> older)
    {
        ArgumentNullException.ThrowIfNull(older);
        if (older.FirstOrDefault(table => table.DatabaseName != DatabaseName) is { } elsewhere)
            throw new ArgumentException($"The table '{elsewhere.TableName}' is in the database '{elsewhere.DatabaseName}' and '{TableName}' in "
                + $"'{DatabaseName}'. Put it beside the other with {nameof(FlowLogTableProps.BesideTable)}.", nameof(older));
        var views = older.Prepend(this).Select(table => table.View
            ?? throw new ArgumentException($"The table '{table.TableName}' has no view to unite. Leave {nameof(FlowLogTableProps.ViewName)} at its default.",
                nameof(older)));
        var union = FlowLogView.Union(Named(name), [.. views]);
        GlueView.Create(this, id, Database, DatabaseName, union);
        return union;
    }

    static PartitionValues Listed(IReadOnlyList<string> values) => values.Count > 0 ? PartitionValues.Of(values) : PartitionValues.GivenByQuery;

    internal static string Named(string name) =>
        !LookupValue.IsKnown(name) || name.Length is > 0 and <= 128 && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '_')
            ? name
            : throw new ArgumentException($"'{name}' cannot name a database or table. Use 1 to 128 lower-case letters, digits and underscores, which Athena "
            + "needs no quotes for.");

    CfnDatabase NewDatabase() => new(this, "Database", new CfnDatabaseProps
    {
        CatalogId = Places.EnvironmentOf(this).Account,
        DatabaseInput = new CfnDatabase.DatabaseInputProperty { Name = DatabaseName, Description = "Archived flow logs" },
    });

    internal static object[] ToColumns(IEnumerable<GlueColumn> columns) =>
        [.. columns.Select(column => new CfnTable.ColumnProperty { Name = column.Name, Type = column.Type })];
}
