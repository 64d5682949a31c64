using FlowLogStack.Sql;

namespace FlowLogStack.Athena.Tests;

/// <summary>All queries of activity, on generated logs.</summary>
public sealed class ActivityQuestionTests
{
    static readonly ActivityTarget Requests = new() { Projection = ActivityProjection.OfAccessLogs("logs", PartitionValues.Of("1"),
        PartitionValues.Of("r"), ["b"]) };

    static readonly ActivityTarget Calls = new()
    {
        Projection = ActivityProjection.OfTrail("trail", PartitionValues.Of("1"), PartitionValues.Of("r")),
        FlowLogs = new AthenaTarget { Format = FlowLogFormat.Default, Projection = new PartitionProjection(new S3Layout(), "b", ["1"], ["r"], null),
            Relation = "flow_logs" },
    };

    static ActivityTarget TargetOf(ActivityQuestion question) => question.Kind is ActivityKind.CloudTrail ? Calls : Requests;

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
        foreach (var question in ActivityQuestions.All.Where(question => question.Id != "UnreadLines"))
        {
            var expected = ActivityAnswers.Of(question.Id, activity);
            // A result without rows proves nothing.
            Assert.NotEmpty(expected.Rows);
            expected.MustEqual(engine.Query(question.ToSql(TargetOf(question))), question.Id);
        }
    }

    [Fact]
    public void Every_query_reads_partitions_of_its_window_and_has_a_name_of_its_own()
    {
        Assert.All(ActivityQuestions.All, question => Assert.Contains("log_time >= date_format(current_timestamp - interval",
            question.ToSql(TargetOf(question)), StringComparison.Ordinal));
        Assert.Equal(ActivityQuestions.All.Length, ActivityQuestions.All.Select(question => question.Id).Concat(AthenaQueries.All.Select(query => query.Id))
            .Distinct().Count() - AthenaQueries.All.Select(query => query.Id).Distinct().Count());
        Assert.All(ActivityQuestions.All, question => Assert.True(question.Name.Length <= 128 && question.Description.Length <= 1024));
    }

    [ToolFact("node", "npm")]
    public void Statements_are_valid_in_the_grammars_of_Trino_and_Hive()
    {
        Assert.Empty(SqlGrammar.Objections("trino", [.. ActivityQuestions.All.Select(question => question.ToSql(TargetOf(question)))]));
        Assert.Empty(SqlGrammar.Objections("hive", [.. new[] { Calls, Requests }.Select(target => target.Projection.ToTable().ToDdl("db"))]));
    }

    [Fact]
    public void A_target_of_another_log_or_without_flow_logs_is_an_error()
    {
        var question = ActivityQuestions.All.Single(known => known.Id == "SecurityGroupChangesAndRejects");
        Assert.Contains("Set FlowLogs of the target.", Assert.Throws<ArgumentException>(() => question.ToSql(Calls with { FlowLogs = null })).Message,
            StringComparison.Ordinal);
        Assert.Contains("Use the table of the other log.", Assert.Throws<ArgumentException>(() => question.ToSql(Requests)).Message, StringComparison.Ordinal);
        Assert.DoesNotContain(question, ActivityQuestions.For(Calls with { FlowLogs = null }));
        Assert.Contains(question, ActivityQuestions.For(Calls));
    }
}
