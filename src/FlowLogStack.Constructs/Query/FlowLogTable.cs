using Amazon.CDK;
using Amazon.CDK.AWS.Glue;
using Constructs;
using FlowLogStack.Access;
using FlowLogStack.Capture;
using FlowLogStack.Records;

namespace FlowLogStack.Query;

/// <summary>What a <see cref="FlowLogTable"/> can be told.</summary>
public sealed record FlowLogTableProps
{
    /// <summary>The archive the table reads.</summary>
    public required FlowLogArchive Archive { get; init; }

    /// <summary>The format of its records. Default: AWS's default format.</summary>
    public FlowLogFormat Format { get; init; } = FlowLogFormat.Default;

    /// <summary>A database of another table to be in; its name is that table's. Default: a database of its own.</summary>
    public FlowLogTable? BesideTable { get; init; }

    /// <summary>The database's name: lower-case letters, digits and underscores. Default: made from the construct's path.</summary>
    public string? DatabaseName { get; init; }

    /// <summary>The table's name: lower-case letters, digits and underscores. Default: <c>flow_logs</c>.</summary>
    public string TableName { get; init; } = FlowLogTable.DefaultTableName;

    /// <summary>The name of the view of the table, whose columns say what values mean; null for no view. Default: the table's name with <c>_view</c>.</summary>
    public string? ViewName { get; init; } = FlowLogTable.DefaultViewName;

    /// <summary>
    /// The accounts whose partitions there are. Default: those the archive admits. Where accounts come and go, as in an
    /// organization, let each query give them: <see cref="PartitionValues.GivenByQuery"/>.
    /// </summary>
    public PartitionValues? Accounts { get; init; }

    /// <summary>The regions whose partitions there are. Default: those the archive admits.</summary>
    public PartitionValues? Regions { get; init; }
}

/// <summary>
/// A Glue database with one table over an archive, whose partitions Athena computes by projection, and a view of the table
/// in which values say what they mean.
/// </summary>
/// <remarks>There is nothing to load or crawl: an object can be queried as soon as it is delivered.</remarks>
public sealed class FlowLogTable : Construct
{
    /// <summary>The table's name unless said otherwise.</summary>
    public const string DefaultTableName = "flow_logs";

    /// <summary>Stands for the table's name with <c>_view</c>.</summary>
    public const string DefaultViewName = "";

    /// <summary>Makes the database, the table and the view.</summary>
    /// <exception cref="ArgumentException">A name that Athena would refuse.</exception>
    /// <exception cref="FlowLogFormatException">A custom field has the name of a partition column.</exception>
    public FlowLogTable(Construct scope, string id, FlowLogTableProps props)
        : base(scope, id)
    {
        ServiceLimits.Watch(this);
        ArgumentNullException.ThrowIfNull(props);
        var archive = props.Archive;
        ArgumentNullException.ThrowIfNull(archive, nameof(props) + "." + nameof(props.Archive));
        archive.Accept(props.Format);
        Archive = archive;
        Format = props.Format;
        DatabaseName = Named(props.BesideTable?.DatabaseName ?? props.DatabaseName ?? PathName.Of(this, '_').ToLowerInvariant());
        TableName = Named(props.TableName);
        Projection = new PartitionProjection(
            archive.Layout, archive.Bucket.BucketName, props.Accounts ?? PartitionValues.Of(archive.Accounts), props.Regions ?? PartitionValues.Of(archive.Regions), archive.ExpireAfterDays);
        if (props.BesideTable is null)
            PhysicalNames.Reserve(this, "databases", DatabaseName, $"Set another {nameof(FlowLogTableProps.DatabaseName)} for one of them, or put both tables in one database with {nameof(FlowLogTableProps.BesideTable)}.");
        PhysicalNames.Reserve(this, "tables", $"{DatabaseName}.{TableName}", $"Set another {nameof(FlowLogTableProps.TableName)} for one of them.");
        Database = props.BesideTable?.Database ?? NewDatabase();
        Table = NewTable(GlueTableDefinition.For(Format, Projection, TableName));
        FormatGuard.Create(this, TableName, Format, archive.Layout.FileFormat);
        if (props.ViewName is not null)
        {
            View = FlowLogView.Over(Format, Projection, DatabaseName, TableName, Named(props.ViewName.Length == 0 ? TableName + "_view" : props.ViewName));
            GlueView.Create(this, "View", Database, DatabaseName, View);
        }
    }

    /// <summary>The archive it reads.</summary>
    public FlowLogArchive Archive { get; }

    /// <summary>The format of the records.</summary>
    public FlowLogFormat Format { get; }

    /// <summary>The partition columns and where the partitions lie.</summary>
    public PartitionProjection Projection { get; }

    /// <summary>The database's name.</summary>
    public string DatabaseName { get; }

    /// <summary>The table's name.</summary>
    public string TableName { get; }

    /// <summary>The database.</summary>
    public CfnDatabase Database { get; }

    /// <summary>The table.</summary>
    public CfnTable Table { get; }

    /// <summary>The view of the table; null if there is none.</summary>
    public FlowLogView? View { get; }

    /// <summary>The table, as what queries are asked of.</summary>
    public AthenaTarget Target => new() { Format = Format, Projection = Projection, Relation = TableName };

    /// <summary>
    /// Makes a view of this table and of others that hold older records, for one history when the format changed and the
    /// records went to a new archive from then on.
    /// </summary>
    /// <param name="id">The view's construct id.</param>
    /// <param name="name">The view's name: lower-case letters, digits and underscores.</param>
    /// <param name="older">The tables before this one, the youngest first; all in this table's database, each with a view.</param>
    /// <returns>The view; <see cref="AthenaTarget.Of"/> makes it what queries are asked of.</returns>
    /// <exception cref="ArgumentException">A table without a view, in another database, or with keys of another layout, so that no one predicate prunes all.</exception>
    public FlowLogView UnionWith(string id, string name, params IReadOnlyList<FlowLogTable> older)
    {
        ArgumentNullException.ThrowIfNull(older);
        if (older.FirstOrDefault(table => table.DatabaseName != DatabaseName) is { } elsewhere)
            throw new ArgumentException($"The table '{elsewhere.TableName}' is in the database '{elsewhere.DatabaseName}' and '{TableName}' in '{DatabaseName}': put it beside the other with {nameof(FlowLogTableProps.BesideTable)}.", nameof(older));
        var views = older.Prepend(this).Select(table => table.View
            ?? throw new ArgumentException($"The table '{table.TableName}' has no view to unite: leave {nameof(FlowLogTableProps.ViewName)} at its default.", nameof(older)));
        var union = FlowLogView.Union(Named(name), [.. views]);
        GlueView.Create(this, id, Database, DatabaseName, union);
        return union;
    }

    internal static string Named(string name) =>
        !LookupValue.IsKnown(name) || name.Length is > 0 and <= 128 && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '_')
            ? name
            : throw new ArgumentException($"'{name}' cannot name a database or table: use 1 to 128 lower-case letters, digits and underscores, which Athena needs no quotes for.");

    CfnDatabase NewDatabase() => new(this, "Database", new CfnDatabaseProps
    {
        CatalogId = Stack.Of(this).Account,
        DatabaseInput = new CfnDatabase.DatabaseInputProperty { Name = DatabaseName, Description = "Archived flow logs" },
    });

    CfnTable NewTable(GlueTableDefinition definition) => new(this, "Table", new CfnTableProps
    {
        CatalogId = Stack.Of(this).Account,
        TableInput = new CfnTable.TableInputProperty
        {
            Name = definition.Name,
            Description = $"Flow log records of version {Format.Version}, {Format.Fields.Length} fields, partitioned by projection",
            TableType = "EXTERNAL_TABLE",
            PartitionKeys = ToColumns(definition.PartitionColumns),
            Parameters = definition.Parameters.ToDictionary(parameter => parameter.Key, parameter => (object)parameter.Value),
            StorageDescriptor = new CfnTable.StorageDescriptorProperty
            {
                Columns = ToColumns(definition.Columns),
                Location = definition.Location,
                InputFormat = definition.InputFormat,
                OutputFormat = definition.OutputFormat,
                SerdeInfo = new CfnTable.SerdeInfoProperty
                {
                    SerializationLibrary = definition.SerializationLibrary,
                    Parameters = definition.SerializationParameters.ToDictionary(parameter => parameter.Key, parameter => (object)parameter.Value),
                },
            },
        },
    }.With(nameof(CfnTableProps.DatabaseName), Database.Ref));

    internal static object[] ToColumns(IEnumerable<GlueColumn> columns) =>
        [.. columns.Select(column => new CfnTable.ColumnProperty { Name = column.Name, Type = column.Type })];
}
