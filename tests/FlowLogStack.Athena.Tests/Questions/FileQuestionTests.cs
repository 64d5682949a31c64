using FlowLogStack.Sql;

namespace FlowLogStack.Athena.Tests;

/// <summary>The law of queries on files: every query of the catalog returns from files what the records contain, as it does from an archive.</summary>
[Collection(nameof(Archives))]
public sealed class FileQuestionTests(Archives archives)
{
    [Fact]
    public void Every_query_returns_from_text_and_Parquet_files_together_what_the_records_contain()
    {
        var unasked = Answers.ById.Keys.ToHashSet();
        foreach (var (kind, records) in new[] { (archives.Vpc, archives.VpcRecords), (archives.Gateway, archives.GatewayRecords) })
        {
            // Each archive has all records, in another order of fields: half of the files of a text archive, and the other half of a Parquet archive.
            foreach (var (text, parquet) in new[] { (kind[0], kind[6]), (kind[3], kind[5]) })
            {
                using var database = new FlowLogDatabase(clock: Archives.Now);
                foreach (var file in FilesOf(text, isEarly: true).Concat(FilesOf(parquet, isEarly: false)))
                {
                    using var stream = File.OpenRead(file);
                    database.Add(stream, file);
                }

                var engine = DuckDb.Over(database.Engine);
                Companion(engine, "countries", CompanionTables.Countries, Answers.Countries);
                Companion(engine, "rules", CompanionTables.Rules, Answers.Rules);
                database.CreateTables(Archives.Table);
                var target = new AthenaTarget
                {
                    Format = database.Format,
                    Projection = new PartitionProjection(new S3Layout(), "files", ["any"], ["any"], null),
                    Relation = Archives.Table,
                    CountriesTable = "countries",
                    RulesTable = "rules",
                };
                foreach (var query in AthenaQueries.Offered(target).Where(query => Answers.ById.ContainsKey(query.Id)))
                {
                    var expected = Answers.Of(query, [.. records.In(query.Window)]);
                    if (expected.Rows.Count > 0)
                        unasked.Remove(query.Id);
                    var sql = query.ToSql(target);
                    var actual = query.Parameters.IsEmpty ? engine.Query(sql) : engine.Execute(sql, Answers.Arguments[query.Id]);
                    expected.MustEqual(actual, $"{query.Id} on files of {text.Name} and {parquet.Name}");
                }
            }
        }

        Assert.Empty(unasked);
    }

    // The name of a file ends with the number of its records, and begins with account, Region and time.
    static IEnumerable<string> FilesOf(SampledArchive archive, bool isEarly)
    {
        var files = Directory.GetFiles(archive.Bucket, "*.log.*", SearchOption.AllDirectories);
        return files.Where(file => string.CompareOrdinal(TimeOf(file), "20261121T0000Z") < 0 == isEarly);
    }

    static string TimeOf(string file) => Path.GetFileName(file).Split('_')[4];

    static void Companion(DuckDb engine, string table, IReadOnlyList<GlueColumn> columns, IEnumerable<string> lines)
    {
        var types = columns.Select(column => $"\"{column.Name}\" {(column.Type == "string" ? "VARCHAR" : "INTEGER")}");
        var rows = lines.Select(line => $"({string.Join(", ", line.Split(',').Select(DuckDb.Literal))})");
        engine.Query($"CREATE OR REPLACE TABLE \"{table}\" ({string.Join(", ", types)}); INSERT INTO \"{table}\" VALUES {string.Join(", ", rows)}");
    }
}
