namespace FlowLogStack.Athena.Tests;

/// <summary>All queries of the catalog, on archives of every layout.</summary>
[Collection(nameof(Archives))]
public sealed class QuestionTests(Archives archives)
{
    static readonly HashSet<string> Starters = [.. AthenaQueries.For(FlowLogFormat.V11, new PartitionProjection(new S3Layout(), "b", ["1"], ["r"], 1), "t")
        .Select(query => query.Id)];

    [ToolFact("node", "npm")]
    public void Every_query_answers_what_the_records_say_whatever_the_layout()
    {
        var unasked = Answers.ById.Keys.ToHashSet();
        foreach (var (kind, records) in new[] { (archives.Vpc, archives.VpcRecords), (archives.Gateway, archives.GatewayRecords) })
        {
            var answers = AthenaQueries.Offered(Target(kind[0])).Where(query => !Starters.Contains(query.Id))
                .Select(query => (query, Answers.Of(query, [.. records.In(query.Window)]))).ToList();
            foreach (var archive in kind)
            {
                Open(archive);
                foreach (var (query, expected) in answers)
                {
                    if (expected.Rows.Count > 0)
                        unasked.Remove(query.Id);
                    expected.MustEqual(Ask(query, Target(archive)), $"{query.Id} on {archive.Name}");
                }
            }
        }

        // A result without rows proves nothing.
        Assert.Empty(unasked);
    }

    [ToolFact("node", "npm")]
    public void Every_query_answers_the_same_of_a_view()
    {
        foreach (var (archive, records) in new[] { (archives.Vpc[4], archives.VpcRecords), (archives.Gateway[7], archives.GatewayRecords) })
        {
            Open(archive);
            var view = Target(archive) with { Relation = Archives.View };
            foreach (var query in AthenaQueries.Offered(view).Where(query => !Starters.Contains(query.Id)))
                Answers.Of(query, [.. records.In(query.Window)]).MustEqual(Ask(query, view), $"{query.Id} on the view of {archive.Name}");
        }
    }

    [ToolFact("node", "npm")]
    public void The_first_questions_are_answered_in_their_order_whatever_the_layout()
    {
        var records = archives.VpcRecords.In(TimeWindow.LastDays(1)).ToList();
        var rejected = records.Where(record => record.Action == "REJECT").ToList();
        // The order of equal rows is undefined, so only the sort column is compared.
        var expected = new Dictionary<string, (string Column, IEnumerable<string> Values)>
        {
            ["RecordsOfTheLastDay"] = ("start", records.Select(record => record.Start).OrderDescending().Take(100).Select(start => $"{start}")),
            ["RejectedTcp"] = ("srcaddr", rejected.Where(record => record.Protocol == 6).Select(record => record.Source!).Order(StringComparer.Ordinal)
                .Take(100)),
            ["TopRejectedSources"] = ("rejections", rejected.CountBy(record => record.Source!).Select(pair => pair.Value).OrderDescending().Take(20)
                .Select(count => $"{count}")),
            ["SshRejects"] = ("rejections", rejected.Where(record => record is { Protocol: 6, DestinationPort: 22 })
                .CountBy(record => (record.Source, record.Destination)).Select(pair => pair.Value).OrderDescending().Take(50).Select(count => $"{count}")),
            ["TopTalkers"] = ("total_bytes", records.Where(record => record.Source is not null).GroupBy(record => (record.Source, record.Destination))
                .Select(pair => pair.Sum(record => record.Bytes)).OrderDescending().Take(50).Select(bytes => $"{bytes}")),
            ["RecordsLost"] = ("lost_intervals", records.Where(record => record.Text(FlowField.LogStatus) == "SKIPDATA")
                .GroupBy(record => (record.Interface, Minute: record.Start / 60)).OrderByDescending(group => group.Key.Minute).Take(100)
                .Select(group => $"{group.Count()}")),
        };
        foreach (var archive in archives.Vpc)
        {
            Open(archive);
            Assert.All(AthenaQueries.First, query =>
            {
                var (column, values) = expected[query.Id];
                Assert.NotEmpty(values);
                Assert.Equal(values, archives.Database.Query(query.ToSql(Target(archive))).Values(column));
            });
        }
    }

    [ToolFact("node", "npm")]
    public void Every_query_parses()
    {
        var hourly = new S3Layout { HiveCompatiblePartitions = true, PerHourPartition = true };
        var statements = new[] { Imagined(FlowLogFormat.V11, hourly), Imagined(FlowLogFormat.TransitGateway) }.SelectMany(target =>
            AthenaQueries.Offered(target).Select(query => query.ToSql(target)));
        Assert.Empty(SqlGrammar.Objections("trino", [.. statements.Distinct()]));
    }

    void Open(SampledArchive archive)
    {
        archives.Database.Query($"USE \"{archive.Name}\"");
        Csv("countries", CompanionTables.Countries, Answers.Countries);
        Csv("rules", CompanionTables.Rules, Answers.Rules);

        void Csv(string table, IReadOnlyList<GlueColumn> columns, IEnumerable<string> lines) =>
            archives.Database.Query($"CREATE OR REPLACE TABLE \"{table}\" "
                + $"({string.Join(", ", columns.Select(column => $"\"{column.Name}\" {(column.Type == "string" ? "VARCHAR" : "INTEGER")}"))}); INSERT INTO "
                + $"\"{table}\" VALUES {string.Join(", ", lines.Select(line => $"({string.Join(", ", line.Split(',').Select(DuckDb.Literal))})"))}");
    }

    SqlResult Ask(AthenaQuery query, AthenaTarget target) => query.Parameters.IsEmpty
        ? archives.Database.Query(query.ToSql(target))
        : archives.Database.Execute(query.ToSql(target), Answers.Arguments[query.Id]);

    static AthenaTarget Target(SampledArchive archive) =>
        new() { Format = archive.Format, Projection = archive.Projection, Relation = Archives.Table, CountriesTable = "countries", RulesTable = "rules" };

    static AthenaTarget Imagined(FlowLogFormat format, S3Layout? layout = null) => new()
    {
        Format = format,
        Projection = new PartitionProjection(layout ?? new S3Layout(), "archive", ["111122223333"], ["eu-west-1"], 365),
        Relation = "the_records",
        CountriesTable = "countries",
        RulesTable = "the_rules",
    };
}
