using Amazon.CDK;
using Amazon.CDK.AWS.Glue;
using Constructs;
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

    /// <summary>The database's name: lower-case letters, digits and underscores. Default: made from the construct's path.</summary>
    public string? DatabaseName { get; init; }

    /// <summary>The table's name: lower-case letters, digits and underscores. Default: <c>flow_logs</c>.</summary>
    public string TableName { get; init; } = FlowLogTable.DefaultTableName;
}

/// <summary>A Glue database with one table over an archive, whose partitions Athena computes by projection.</summary>
/// <remarks>There is nothing to load or crawl: an object can be queried as soon as it is delivered.</remarks>
public sealed class FlowLogTable : Construct
{
    /// <summary>The table's name unless said otherwise.</summary>
    public const string DefaultTableName = "flow_logs";

    /// <summary>Makes the database and the table.</summary>
    /// <exception cref="ArgumentException">A name that Athena would refuse.</exception>
    /// <exception cref="FlowLogFormatException">A custom field has the name of a partition column.</exception>
    public FlowLogTable(Construct scope, string id, FlowLogTableProps props)
        : base(scope, id)
    {
        ArgumentNullException.ThrowIfNull(props);
        var archive = props.Archive;
        ArgumentNullException.ThrowIfNull(archive, nameof(props) + "." + nameof(props.Archive));
        archive.Accept(props.Format);
        Format = props.Format;
        DatabaseName = Named(props.DatabaseName ?? PathName.Of(this, '_').ToLowerInvariant());
        TableName = Named(props.TableName);
        Projection = new PartitionProjection(archive.Layout, archive.Bucket.BucketName, archive.Accounts, archive.Regions, archive.ExpireAfterDays);
        Projection.EnsureDistinctFrom(Format);

        var catalog = Stack.Of(this).Account;
        Database = new CfnDatabase(this, "Database", new CfnDatabaseProps
        {
            CatalogId = catalog,
            DatabaseInput = new CfnDatabase.DatabaseInputProperty { Name = DatabaseName, Description = "Archived flow logs" },
        });
        Table = new CfnTable(this, "Table", new CfnTableProps
        {
            CatalogId = catalog,
            DatabaseName = Database.Ref,
            TableInput = new CfnTable.TableInputProperty
            {
                Name = TableName,
                Description = $"Flow log records of version {Format.Version}, {Format.Fields.Length} fields, partitioned by projection",
                TableType = "EXTERNAL_TABLE",
                PartitionKeys = ToColumns(Projection.Columns),
                Parameters = Parameters(archive.Layout.FileFormat),
                StorageDescriptor = Storage(archive.Layout.FileFormat),
            },
        });
    }

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

    static string Named(string name) =>
        name.Length is > 0 and <= 128 && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '_')
            ? name
            : throw new ArgumentException($"'{name}' cannot name a database or table: use 1 to 128 lower-case letters, digits and underscores, which Athena needs no quotes for.");

    static object[] ToColumns(IEnumerable<GlueColumn> columns) =>
        [.. columns.Select(column => new CfnTable.ColumnProperty { Name = column.Name, Type = column.Type })];

    Dictionary<string, object> Parameters(FileFormat fileFormat)
    {
        var parameters = new Dictionary<string, object> { ["EXTERNAL"] = "TRUE" };
        foreach (var (key, value) in Projection.Parameters)
            parameters[key] = value;
        if (fileFormat is FileFormat.PlainText)
            parameters["skip.header.line.count"] = "1";
        return parameters;
    }

    CfnTable.StorageDescriptorProperty Storage(FileFormat fileFormat) => new()
    {
        Columns = ToColumns(Format.ToGlueColumns()),
        Location = Projection.Location,
        InputFormat = fileFormat is FileFormat.Parquet
            ? "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat"
            : "org.apache.hadoop.mapred.TextInputFormat",
        OutputFormat = fileFormat is FileFormat.Parquet
            ? "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat"
            : "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
        SerdeInfo = fileFormat is FileFormat.Parquet
            ? new CfnTable.SerdeInfoProperty
            {
                SerializationLibrary = "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe",
                Parameters = new Dictionary<string, object> { ["serialization.format"] = "1" },
            }
            : new CfnTable.SerdeInfoProperty
            {
                SerializationLibrary = "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe",
                Parameters = new Dictionary<string, object> { ["field.delim"] = " ", ["serialization.format"] = " " },
            },
    };
}
