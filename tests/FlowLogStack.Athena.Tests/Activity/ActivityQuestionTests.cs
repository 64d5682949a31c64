using FlowLogStack.Sql;
using static FlowLogStack.Testing.ActivityTargets;

namespace FlowLogStack.Athena.Tests;

/// <summary>All queries of activity, on generated logs.</summary>
public sealed class ActivityQuestionTests
{
    [ToolFact("node", "npm")]
    public void Every_query_returns_what_the_generated_records_contain()
    {
        using var activity = new SampleActivity();
        using var database = new FlowLogDatabase(clock: SampleActivity.Now);
        foreach (var path in activity.WriteTrail("AWSLogs").Select(file => file.Path).Append(activity.WriteRequests()).Append(activity.WriteFlowLogs()))
        {
            using var stream = File.OpenRead(path);
            database.Add(stream, path, (line, why) => Assert.Fail($"{path}:{line}: {why}"));
        }

        database.CreateTables("flow_logs");
        using var engine = DuckDb.Over(database.Engine);
        // Files are read without the lines that are not records.
        foreach (var question in ActivityQuestions.All.Where(question => question.Id != "UnreadLines"))
        {
            var expected = ActivityAnswers.Of(question.Id, activity);
            // A result without rows proves nothing.
            Assert.NotEmpty(expected.Rows);
            expected.MustEqual(engine.Query(question.ToSql(TargetOf(question))), question.Id);
        }
    }

    [Fact]
    public void Lines_that_the_table_does_not_read_are_counted_by_bucket_and_day()
    {
        var request = new SampleRequest("R1", SampleActivity.Now.AddDays(-1), "data", "REST.GET.OBJECT", "200").ToLine();
        (string Bucket, string Day, string Line)[] lines =
        [
            ("data", "2026/11/20", request), ("data", "2026/11/20", "cut short"), ("data", "2026/11/20", request[..40]),
            ("data", "2026/11/19", request), ("site", "2026/11/15", "x"), ("site", "2026/11/13", "before the window"),
        ];
        var pattern = DuckDb.Literal(Requests.Projection.ToTable().SerializationParameters["input.regex"]);
        var rows = string.Join(", ", lines.Select(line => $"('{line.Bucket}', '{line.Day}', {DuckDb.Literal(line.Line)})"));
        using var engine = DuckDb.Start(SampleActivity.Now);
        // A line that does not match is a row of NULL in Hive.
        engine.Query($"""
            CREATE TABLE s3_access_logs AS
            SELECT log_bucket, log_time, CASE WHEN regexp_matches(line, {pattern}) THEN regexp_extract(line, {pattern}, 2) END AS bucket_name
            FROM (VALUES {rows}) AS t(log_bucket, log_time, line)
            """);
        var question = ActivityQuestions.All.Single(question => question.Id == "UnreadLines");
        new Answer([["data", "2026/11/20", 2L], ["site", "2026/11/15", 1L]]).MustEqual(engine.Query(question.ToSql(Requests)), question.Id);
    }

    [ToolFact("node", "npm")]
    public void Statements_are_valid_in_the_grammars_of_Trino_and_Hive()
    {
        Assert.Empty(SqlGrammar.Objections("trino", [.. ActivityQuestions.All.Select(question => question.ToSql(TargetOf(question)))]));
        Assert.Empty(SqlGrammar.Objections("hive", [.. new[] { Calls, Requests }.Select(target => target.Projection.ToTable().ToDdl("db"))]));
    }
}
