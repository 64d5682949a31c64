namespace FlowLogStack.Testing;

/// <summary>Shows flow log objects to DuckDB as Athena's readers would show them to Trino.</summary>
public static class FlowLogFiles
{
    /// <summary>
    /// The rows of text objects, gzipped or not, as a query: the first line of each file is skipped, values are taken by
    /// position, and what is no whole number of its column's width is NULL, as for <c>LazySimpleSerDe</c>; text stays as it
    /// is, <c>-</c> among it. Values missing at a line's end are NULL, and values too many are dropped.
    /// </summary>
    /// <param name="columns">The data columns of the table, in order.</param>
    /// <param name="files">Paths, or globs.</param>
    /// <param name="partitions">Further columns, whose values are in the folders' names, as in <c>log_region=eu-west-1</c>. Default: none.</param>
    public static string TextRows(IEnumerable<GlueColumn> columns, IEnumerable<string> files, IReadOnlyList<GlueColumn>? partitions = null)
    {
        ArgumentNullException.ThrowIfNull(columns);
        var values = columns.Select((column, index) => $"{Value(column.Type, $"fields[{index + 1}]")} AS \"{column.Name}\"");
        return $"SELECT {string.Join(", ", [.. values, .. Names(partitions)])} FROM (SELECT *, string_split(line, ' ') AS fields "
            + $"FROM read_csv({List(files)}, columns = {{'line': 'VARCHAR'}}, auto_detect = false, header = false, skip = 1, delim = E'\\x01', "
            + $"quote = '', escape = '', max_line_size = 16777216, {Folders(partitions)}))";
    }

    /// <summary>The rows of Parquet objects, by the names of the columns.</summary>
    /// <inheritdoc cref="TextRows"/>
    public static string ParquetRows(IEnumerable<GlueColumn> columns, IEnumerable<string> files, IReadOnlyList<GlueColumn>? partitions = null) =>
        $"SELECT {string.Join(", ", [.. Names(columns), .. Names(partitions)])} FROM read_parquet({List(files)}, {Folders(partitions)})";

    /// <summary>Makes a table of a format's columns from lines in memory, without a header.</summary>
    public static void CreateFlowLogTable(this DuckDb database, string table, FlowLogFormat format, IEnumerable<string> lines)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(format);
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllLines(file, lines.Prepend(format.ToHeaderLine()));
            database.Query($"CREATE OR REPLACE TABLE \"{table}\" AS {TextRows(format.ToGlueColumns(), [file])}");
        }
        finally
        {
            File.Delete(file);
        }
    }

    static IEnumerable<string> Names(IEnumerable<GlueColumn>? columns) => (columns ?? []).Select(column => $"\"{column.Name}\"");

    static string Folders(IReadOnlyList<GlueColumn>? partitions) => partitions is null
        ? "hive_partitioning = false"
        : $"hive_partitioning = true, hive_types_autocast = false, "
            + $"hive_types = {{{string.Join(", ", partitions.Select(column => $"'{column.Name}': {(column.Type == "string" ? "VARCHAR" : "INTEGER")}"))}}}";

    static string Value(string type, string text) => type switch
    {
        "string" => text,
        "int" => $"TRY_CAST(CASE WHEN regexp_full_match({text}, '[+-]?[0-9]+') THEN {text} END AS INTEGER)",
        "bigint" => $"TRY_CAST(CASE WHEN regexp_full_match({text}, '[+-]?[0-9]+') THEN {text} END AS BIGINT)",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not a type of flow log columns."),
    };

    static string List(IEnumerable<string> files) => $"[{string.Join(", ", files.Select(DuckDb.Literal))}]";
}
