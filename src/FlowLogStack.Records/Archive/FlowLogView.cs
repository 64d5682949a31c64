using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace FlowLogStack.Records;

/// <summary>A column of a view.</summary>
/// <param name="Name">Its name.</param>
/// <param name="TrinoType">Its type as Athena's engine writes it, such as <c>varchar</c>.</param>
/// <param name="HiveType">Its type as the Glue catalogue writes it, such as <c>string</c>.</param>
public sealed record ViewColumn(string Name, string TrinoType, string HiveType);

/// <summary>
/// A view with one friendly schema over tables of any layout and file format: every field under its own name with missing
/// values as NULL, and beside them what the values mean: times, names of protocols, services, flags and paths, decoded tags.
/// </summary>
/// <remarks>The partition columns are passed through, so that queries prune through the view. A view costs nothing and stores nothing.</remarks>
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

    /// <summary>The view's name.</summary>
    public string Name { get; }

    /// <summary>The fields that its columns have values for.</summary>
    public FlowLogFormat Format { get; }

    /// <summary>The partitions that queries on the view select; for a union, those at whose precision all its tables can be selected.</summary>
    public PartitionProjection Projection { get; }

    /// <summary>The columns, in order.</summary>
    public ImmutableArray<ViewColumn> Columns => [.. columns.Select(column => column.Column)];

    /// <summary>The statement that the view stands for.</summary>
    public string Sql => $"SELECT\n  {string.Join(",\n  ", columns.Select(column => $"{column.Expression} AS \"{column.Column.Name}\""))}\n{source}";

    /// <summary>A view of one table.</summary>
    /// <param name="format">The format of the table's records.</param>
    /// <param name="projection">The table's partitions.</param>
    /// <param name="database">The database's name.</param>
    /// <param name="table">The table's name.</param>
    /// <param name="name">The view's name.</param>
    public static FlowLogView Over(FlowLogFormat format, PartitionProjection projection, string database, string table, string name)
    {
        ArgumentNullException.ThrowIfNull(format);
        ArgumentNullException.ThrowIfNull(projection);
        projection.EnsureDistinctFrom(format);
        return new FlowLogView(name, [.. ViewColumns.Of(format), .. projection.Columns.Select(Partition)], $"FROM \"{database}\".\"{table}\"", projection, format);
    }

    /// <summary>
    /// A view of several: what is queried when a flow log's format was changed, its records going to a new prefix and a new
    /// table from then on, and history staying where it is. A column that some view lacks is NULL there.
    /// </summary>
    /// <param name="name">The view's name.</param>
    /// <param name="views">The views, the newest first.</param>
    /// <exception cref="ArgumentException">No view, or one whose partition columns are others, so that no one predicate prunes them all.</exception>
    public static FlowLogView Union(string name, params IReadOnlyList<FlowLogView> views)
    {
        ArgumentNullException.ThrowIfNull(views);
        if (views is not [var first, ..])
            throw new ArgumentException("A union of no views has no columns: give the newest view first and those before it after it.", nameof(views));
        if (views.FirstOrDefault(view => view.Projection.Layout.HiveCompatiblePartitions != first.Projection.Layout.HiveCompatiblePartitions) is { } other)
            throw new ArgumentException($"The view '{other.Name}' is over {Describe(other)} keys and '{first.Name}' over {Describe(first)} ones, so no one predicate prunes both: keep HiveCompatiblePartitions as it was when the format changes.", nameof(views));
        var all = views.SelectMany(view => view.columns.Select(column => column.Column)).DistinctBy(column => column.Name).ToList();
        var partitions = all.Where(column => first.Projection.Columns.Any(partition => partition.Name == column.Name)).ToList();
        // The coarsest layout selects the partitions of all: the text of an hour starts with that of its day and sorts after it.
        var coarsest = views.FirstOrDefault(view => !view.Projection.Layout.PerHourPartition) ?? first;
        List<ViewColumn> ordered = [.. all.Except(partitions), .. partitions.Where(column => coarsest.Projection.Columns.Any(partition => partition.Name == column.Name))];
        var selects = views.Select(view => $"SELECT {string.Join(", ", ordered.Select(column => Item(view, column)))} FROM (\n{view.Sql}\n)");
        return new FlowLogView(
            name,
            [.. ordered.Select(column => (column, Quoted(column)))],
            $"FROM (\n{string.Join("\nUNION ALL\n", selects)}\n)",
            coarsest.Projection,
            FlowLogFormat.Of(views.SelectMany(view => view.Format.Fields).Distinct()));
    }

    /// <summary>The text by which Athena knows the view, the <c>ViewOriginalText</c> of its Glue table.</summary>
    /// <param name="database">The database's name.</param>
    public string ToOriginalText(string database) => $"/* Presto View: {Convert.ToBase64String(Encoding.UTF8.GetBytes(ToDefinition(database)))} */";

    /// <summary>The view's definition as JSON, which <see cref="ToOriginalText"/> holds encoded.</summary>
    /// <param name="database">The database's name.</param>
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

    /// <summary>The statement that makes the same view by hand.</summary>
    /// <param name="database">The database's name.</param>
    public string ToDdl(string database) => $"CREATE OR REPLACE VIEW \"{database}\".\"{Name}\" AS\n{Sql}";

    static string Item(FlowLogView view, ViewColumn column) => view.columns.Any(own => own.Column.Name == column.Name)
        ? Quoted(column)
        : $"CAST(NULL AS {column.TrinoType}) AS {Quoted(column)}";

    static (ViewColumn, string) Partition(GlueColumn column) =>
        (new ViewColumn(column.Name, column.Type == "string" ? "varchar" : "integer", column.Type), $"\"{column.Name}\"");

    static string Quoted(ViewColumn column) => $"\"{column.Name}\"";

    static string Describe(FlowLogView view) => view.Projection.Layout.HiveCompatiblePartitions ? "Hive-compatible" : "plain";
}
