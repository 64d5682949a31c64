namespace FlowLogStack.Athena.Tests;

/// <summary>
/// Shows a Glue table over a folder that stands for its bucket to DuckDB, through the partitions that its parameters
/// project. Each partition's objects are linked beside the bucket, below a folder named after its values, which is how DuckDB knows and prunes
/// partitions.
/// </summary>
static class ProjectedTable
{
    const string Bucket = "s3://archive/";

    /// <summary>Reads the projected partitions into a table, once for all queries on it, and returns the objects that no partition projects.</summary>
    /// <param name="database">The database.</param>
    /// <param name="table">The table, whose bucket is <c>archive</c>.</param>
    /// <param name="bucket">The folder that holds the bucket's objects.</param>
    /// <param name="now">The moment at which <c>NOW</c> is.</param>
    /// <param name="schema">The schema to make it in. Default: <c>main</c>.</param>
    /// <param name="injected">The values that queries give for injected columns.</param>
    public static IReadOnlyList<string> Create(DuckDb database, GlueTableDefinition table, string bucket, DateTime now, string schema = "main", IReadOnlyDictionary<string, string[]>? injected = null)
    {
        var linked = Directory.CreateDirectory($"{bucket}-partitions-{table.Name}").FullName;
        var left = Directory.EnumerateFiles(bucket, "*", SearchOption.AllDirectories).ToHashSet(StringComparer.Ordinal);
        string Folder(string location)
        {
            Assert.StartsWith(Bucket, location);
            return Path.Combine(bucket, location[Bucket.Length..]);
        }

        foreach (var (location, values) in Projection.Partitions(table, now, injected ?? new Dictionary<string, string[]>(), location => Directory.Exists(Folder(location))))
        {
            var link = Directory.CreateDirectory(Path.Combine([linked, .. table.PartitionColumns.Select(column => $"{column.Name}={Uri.EscapeDataString(values[column.Name])}")])).FullName;
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
        database.Query($"CREATE SCHEMA IF NOT EXISTS \"{schema}\"; CREATE OR REPLACE TABLE \"{schema}\".\"{table.Name}\" AS {(parquet ? FlowLogFiles.ParquetRows(table.Columns, all, table.PartitionColumns) : FlowLogFiles.TextRows(table.Columns, all, table.PartitionColumns))}");
        return [.. left];
    }
}
