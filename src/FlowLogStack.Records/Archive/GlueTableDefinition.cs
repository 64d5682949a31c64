using System.Collections.Immutable;
using System.Text;

namespace FlowLogStack.Records;

/// <summary>
/// The definition of a Glue table over an archive, with all that Athena needs to find partitions and read objects. The CDK
/// construct and the SQL statement for tables created manually are generated from it.
/// </summary>
public sealed record GlueTableDefinition
{
    internal GlueTableDefinition()
    {
    }

    /// <summary>Name of the table.</summary>
    public required string Name { get; init; }

    /// <summary>Data columns, in order. Athena reads text objects by position and Parquet objects by name.</summary>
    public required ImmutableArray<GlueColumn> Columns { get; init; }

    /// <summary>Partition columns, in the order of the S3 key layout.</summary>
    public required ImmutableArray<GlueColumn> PartitionColumns { get; init; }

    /// <summary>Table parameters, sorted by name.</summary>
    public required ImmutableSortedDictionary<string, string> Parameters { get; init; }

    /// <summary>Common prefix of all partitions.</summary>
    public required string Location { get; init; }

    /// <summary>Java class that splits objects.</summary>
    public required string InputFormat { get; init; }

    /// <summary>Java class for writing objects, which Glue requires.</summary>
    public required string OutputFormat { get; init; }

    /// <summary>Java class that reads records.</summary>
    public required string SerializationLibrary { get; init; }

    /// <summary>Settings of <see cref="SerializationLibrary"/>, sorted by name.</summary>
    public required ImmutableSortedDictionary<string, string> SerializationParameters { get; init; }

    /// <summary>Creates the definition of a table over an archive with one log format.</summary>
    /// <param name="format">Log format of the records.</param>
    /// <param name="projection">Partitions of the archive.</param>
    /// <param name="name">Name of the table.</param>
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
            // The first line of every text object contains the names of its fields.
            Parameters = parquet ? parameters : parameters.Add("skip.header.line.count", "1"),
            Location = projection.Location,
            InputFormat = parquet ? "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat" : "org.apache.hadoop.mapred.TextInputFormat",
            OutputFormat = parquet ? "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat"
                : "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
            SerializationLibrary = parquet ? "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe"
                : "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe",
            SerializationParameters = parquet ? Settings(("serialization.format", "1")) : Settings(("field.delim", " "), ("serialization.format", " ")),
        };
    }

    /// <summary>Returns the SQL statement that creates the table manually.</summary>
    /// <param name="database">Name of the database.</param>
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

    static string Quote(string text) => $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";

    static ImmutableSortedDictionary<string, string> Settings(params IEnumerable<(string Key, string Value)> settings) =>
        settings.ToImmutableSortedDictionary(setting => setting.Key, setting => setting.Value, StringComparer.Ordinal);
}
