namespace FlowLogStack.Athena.Tests;

/// <summary>
/// Creates a DuckDB table for a Glue table over a folder in place of its bucket, with the partitions that its parameters project. The objects of
/// each partition are linked into a folder named after its values, from which DuckDB determines and prunes partitions.
/// </summary>
static class ProjectedTable
{
    const string Bucket = "s3://archive/";

    /// <summary>Reads the projected partitions into a table once, and returns the objects outside all partitions.</summary>
    /// <param name="database">The database.</param>
    /// <param name="table">The table; its bucket is <c>archive</c>.</param>
    /// <param name="bucket">Folder with the bucket's objects.</param>
    /// <param name="now">Value of <c>NOW</c>.</param>
    /// <param name="schema">Schema of the new table. Default: <c>main</c>.</param>
    /// <param name="injected">Values of injected columns in queries.</param>
    public static IReadOnlyList<string> Create(DuckDb database, GlueTableDefinition table, string bucket, DateTime now, string schema = "main",
        IReadOnlyDictionary<string, string[]>? injected = null)
    {
        var linked = Directory.CreateDirectory($"{bucket}-partitions-{table.Name}").FullName;
        var left = Directory.EnumerateFiles(bucket, "*", SearchOption.AllDirectories).ToHashSet(StringComparer.Ordinal);
        string Folder(string location)
        {
            Assert.StartsWith(Bucket, location);
            return Path.Combine(bucket, location[Bucket.Length..]);
        }

        foreach (var (location, values) in Projection.Partitions(table, now, injected ?? new Dictionary<string, string[]>(), location =>
            Directory.Exists(Folder(location))))
        {
            var link = Directory.CreateDirectory(Path.Combine([linked,
                .. table.PartitionColumns.Select(column => $"{column.Name}={Uri.EscapeDataString(values[column.Name])}")])).FullName;
            foreach (var file in Directory.EnumerateFiles(Folder(location)))
            {
                File.CreateSymbolicLink(Path.Combine(link, Path.GetFileName(file)), file);
                Assert.True(left.Remove(file), $"{file} is in two partitions.");
            }
        }

        var parquet = table.SerializationLibrary.Contains("Parquet", StringComparison.Ordinal);
        if (!parquet)
            Assert.Equal("1", table.Parameters["skip.header.line.count"]);
        string[] all = [Path.Combine(linked, "**", parquet ? "*.parquet" : "*.gz")];
        var rows = parquet ? FlowLogFiles.ParquetRows(table.Columns, all, table.PartitionColumns)
            : FlowLogFiles.TextRows(table.Columns, all, table.PartitionColumns);
        database.Query($"CREATE SCHEMA IF NOT EXISTS \"{schema}\"; CREATE OR REPLACE TABLE \"{schema}\".\"{table.Name}\" AS {rows}");
        return [.. left];
    }
}
