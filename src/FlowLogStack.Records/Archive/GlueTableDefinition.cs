using System.Collections.Immutable;
using System.Text;

namespace FlowLogStack.Records;

/// <summary>
/// A Glue table over an archive: everything Athena needs to read its objects and to find its partitions. The CDK construct,
/// the statement for people who make tables by hand, and the tests are renderings of it.
/// </summary>
public sealed record GlueTableDefinition
{
    GlueTableDefinition()
    {
    }

    /// <summary>The table's name.</summary>
    public required string Name { get; init; }

    /// <summary>The data columns, in order: text objects are read by position, Parquet objects by name.</summary>
    public required ImmutableArray<GlueColumn> Columns { get; init; }

    /// <summary>The partition columns, in the order of the key tree.</summary>
    public required ImmutableArray<GlueColumn> PartitionColumns { get; init; }

    /// <summary>The table parameters, in the order of their names.</summary>
    public required ImmutableSortedDictionary<string, string> Parameters { get; init; }

    /// <summary>The common prefix of all partitions.</summary>
    public required string Location { get; init; }

    /// <summary>The Java class that splits objects.</summary>
    public required string InputFormat { get; init; }

    /// <summary>The Java class that would write objects.</summary>
    public required string OutputFormat { get; init; }

    /// <summary>The Java class that reads records.</summary>
    public required string SerializationLibrary { get; init; }

    /// <summary>The settings of that class, in the order of their names.</summary>
    public required ImmutableSortedDictionary<string, string> SerializationParameters { get; init; }

    /// <summary>The table over an archive of one format.</summary>
    /// <param name="format">The format of its records.</param>
    /// <param name="projection">Where its partitions lie.</param>
    /// <param name="name">The table's name.</param>
    /// <exception cref="FlowLogFormatException">A custom field has the name of a partition column.</exception>
    public static GlueTableDefinition For(FlowLogFormat format, PartitionProjection projection, string name)
    {
        ArgumentNullException.ThrowIfNull(format);
        ArgumentNullException.ThrowIfNull(projection);
        projection.EnsureDistinctFrom(format);
        var parquet = projection.Layout.FileFormat is FileFormat.Parquet;
        var parameters = projection.Parameters.Add("EXTERNAL", "TRUE");
        return new GlueTableDefinition
        {
            Name = name,
            Columns = format.ToGlueColumns(),
            PartitionColumns = projection.Columns,
            // Every text object starts with the names of its fields.
            Parameters = parquet ? parameters : parameters.Add("skip.header.line.count", "1"),
            Location = projection.Location,
            InputFormat = parquet ? "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat" : "org.apache.hadoop.mapred.TextInputFormat",
            OutputFormat = parquet ? "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat" : "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
            SerializationLibrary = parquet ? "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe" : "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe",
            SerializationParameters = parquet ? Settings(("serialization.format", "1")) : Settings(("field.delim", " "), ("serialization.format", " ")),
        };
    }

    /// <summary>The statement that makes the same table by hand.</summary>
    /// <param name="database">The database's name.</param>
    public string ToDdl(string database) => new StringBuilder()
        .Append("CREATE EXTERNAL TABLE IF NOT EXISTS `").Append(database).Append("`.`").Append(Name).Append("` (\n")
        .AppendJoin(",\n", Columns.Select(Column))
        .Append("\n)\nPARTITIONED BY (\n")
        .AppendJoin(",\n", PartitionColumns.Select(Column))
        .Append("\n)\nROW FORMAT SERDE ").Append(Quote(SerializationLibrary))
        .Append("\nWITH SERDEPROPERTIES (\n").AppendJoin(",\n", SerializationParameters.Select(Setting))
        .Append("\n)\nSTORED AS INPUTFORMAT ").Append(Quote(InputFormat)).Append(" OUTPUTFORMAT ").Append(Quote(OutputFormat))
        .Append("\nLOCATION ").Append(Quote(Location))
        .Append("\nTBLPROPERTIES (\n").AppendJoin(",\n", Parameters.Where(parameter => parameter.Key != "EXTERNAL").Select(Setting))
        .Append("\n)")
        .ToString();

    static string Column(GlueColumn column) => $"  `{column.Name}` {column.Type}";

    static string Setting(KeyValuePair<string, string> setting) => $"  {Quote(setting.Key)} = {Quote(setting.Value)}";

    static string Quote(string text) => $"'{text.Replace("'", "\\'", StringComparison.Ordinal)}'";

    static ImmutableSortedDictionary<string, string> Settings(params IEnumerable<(string Key, string Value)> settings) =>
        settings.ToImmutableSortedDictionary(setting => setting.Key, setting => setting.Value, StringComparer.Ordinal);
}
