using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace FlowLogStack.Records;

/// <summary>
/// A view with the same schema over tables of any S3 key layout and file format. It has every field under its own name, with
/// NULL for missing values, and columns with decoded values: times, tags, and names of protocols, services, flags and paths.
/// </summary>
/// <remarks>The view contains the partition columns, so conditions on them limit the partitions that Athena reads. A view stores no data.</remarks>
public sealed class FlowLogView
{
    readonly ImmutableArray<(ViewColumn Column, string Expression)> columns;
    readonly string source;

    FlowLogView(string name, ImmutableArray<(ViewColumn, string)> columns, string source, PartitionProjection projection, FlowLogFormat format)
    {
        Name = name;
        this.columns = columns;
        this.source = source;
        Projection = projection;
        Format = format;
    }

    /// <summary>Name of the view.</summary>
    public string Name { get; }

    /// <summary>Fields for which the view has columns with values.</summary>
    public FlowLogFormat Format { get; }

    /// <summary>Partitions that queries on the view select; for a union, the coarsest partitions of its tables.</summary>
    public PartitionProjection Projection { get; }

    /// <summary>Columns, in order.</summary>
    public ImmutableArray<ViewColumn> Columns => [.. columns.Select(column => column.Column)];

    /// <summary>SELECT statement of the view.</summary>
    public string Sql => $"SELECT\n  {string.Join(",\n  ", columns.Select(column => $"{column.Expression} AS \"{column.Column.Name}\""))}\n{source}";

    /// <summary>Creates a view of one table.</summary>
    /// <param name="format">Log format of the table's records.</param>
    /// <param name="projection">Partitions of the table.</param>
    /// <param name="database">Name of the database.</param>
    /// <param name="table">Name of the table.</param>
    /// <param name="name">Name of the view.</param>
    public static FlowLogView Over(FlowLogFormat format, PartitionProjection projection, string database, string table, string name)
    {
        ArgumentNullException.ThrowIfNull(format);
        ArgumentNullException.ThrowIfNull(projection);
        projection.EnsureDistinctFrom(format);
        return new FlowLogView(name, [.. ViewColumns.Of(format), .. projection.Columns.Select(Partition)], $"FROM \"{database}\".\"{table}\"",
            projection, format);
    }

    /// <summary>
    /// Creates a view over several views. Use it after a change of a flow log's format: new records have a new prefix and a new
    /// table, and earlier records stay in the old ones. A column that one of the views lacks is NULL there.
    /// </summary>
    /// <param name="name">Name of the view.</param>
    /// <param name="views">Views, the newest first.</param>
    /// <exception cref="ArgumentException">
    /// The list of views is empty, or their partition columns differ, so that one predicate cannot select all partitions.
    /// </exception>
    public static FlowLogView Union(string name, params IReadOnlyList<FlowLogView> views)
    {
        ArgumentNullException.ThrowIfNull(views);
        if (views is not [var first, ..])
            throw new ArgumentException("The list of views is empty. Add views, the newest first.", nameof(views));
        if (views.FirstOrDefault(view => view.Projection.Layout.HiveCompatiblePartitions != first.Projection.Layout.HiveCompatiblePartitions) is { } other)
            throw new ArgumentException($"The view '{other.Name}' has {Describe(other)} keys and '{first.Name}' has {Describe(first)} keys, so one predicate "
                + "cannot select the partitions of both. Keep HiveCompatiblePartitions when the format changes.", nameof(views));
        var all = views.SelectMany(view => view.columns.Select(column => column.Column)).DistinctBy(column => column.Name).ToList();
        var partitions = all.Where(column => first.Projection.Columns.Any(partition => partition.Name == column.Name)).ToList();
        // The coarsest layout selects the partitions of all: the text of an hour starts with that of its day and sorts after it.
        var coarsest = views.FirstOrDefault(view => !view.Projection.Layout.PerHourPartition) ?? first;
        List<ViewColumn> ordered = [.. all.Except(partitions),
            .. partitions.Where(column => coarsest.Projection.Columns.Any(partition => partition.Name == column.Name))];
        var selects = views.Select(view => $"SELECT {string.Join(", ", ordered.Select(column => Item(view, column)))} FROM (\n{view.Sql}\n)");
        return new FlowLogView(
            name,
            [.. ordered.Select(column => (column, Quoted(column)))],
            $"FROM (\n{string.Join("\nUNION ALL\n", selects)}\n)",
            coarsest.Projection,
            FlowLogFormat.Of(views.SelectMany(view => view.Format.Fields).Distinct()));
    }

    /// <summary>Returns Athena's encoding of the view, the <c>ViewOriginalText</c> of its Glue table.</summary>
    /// <param name="database">Name of the database.</param>
    public string ToOriginalText(string database) => $"/* Presto View: {Convert.ToBase64String(Encoding.UTF8.GetBytes(ToDefinition(database)))} */";

    /// <summary>Returns the view's definition as JSON, which <see cref="ToOriginalText"/> encodes.</summary>
    /// <param name="database">Name of the database.</param>
    public string ToDefinition(string database)
    {
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            writer.WriteString("originalSql", Sql);
            writer.WriteString("catalog", "awsdatacatalog");
            writer.WriteString("schema", database);
            writer.WriteStartArray("columns");
            foreach (var column in Columns)
            {
                writer.WriteStartObject();
                writer.WriteString("name", column.Name);
                writer.WriteString("type", column.TrinoType);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(json.ToArray());
    }

    /// <summary>Returns the SQL statement that creates the view manually.</summary>
    /// <param name="database">Name of the database.</param>
    public string ToDdl(string database) => $"CREATE OR REPLACE VIEW \"{database}\".\"{Name}\" AS\n{Sql}";

    static string Item(FlowLogView view, ViewColumn column) => view.columns.Any(own => own.Column.Name == column.Name)
        ? Quoted(column)
        : $"CAST(NULL AS {column.TrinoType}) AS {Quoted(column)}";

    static (ViewColumn, string) Partition(GlueColumn column) =>
        (new ViewColumn(column.Name, column.Type == "string" ? "varchar" : "integer", column.Type), $"\"{column.Name}\"");

    static string Quoted(ViewColumn column) => $"\"{column.Name}\"";

    static string Describe(FlowLogView view) => view.Projection.Layout.HiveCompatiblePartitions ? "Hive-compatible" : "plain";
}
