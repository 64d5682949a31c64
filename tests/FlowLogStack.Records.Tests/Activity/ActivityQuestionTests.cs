using static FlowLogStack.Testing.ActivityTargets;

namespace FlowLogStack.Records.Tests;

/// <summary>Promises of all queries of activity that their text keeps. The tests of Athena compare their results with the records.</summary>
public sealed class ActivityQuestionTests
{
    [Fact]
    public void Every_query_reads_partitions_of_its_window_and_has_a_name_of_its_own()
    {
        Assert.All(ActivityQuestions.All, question => Assert.Contains("log_time >= date_format(current_timestamp - interval",
            question.ToSql(TargetOf(question)), StringComparison.Ordinal));
        Assert.Equal(ActivityQuestions.All.Length, ActivityQuestions.All.Select(question => question.Id).Concat(AthenaQueries.All.Select(query => query.Id))
            .Distinct().Count() - AthenaQueries.All.Select(query => query.Id).Distinct().Count());
        Assert.All(ActivityQuestions.All, question => Assert.True(question.Name.Length <= 128 && question.Description.Length <= 1024));
    }

    [Fact]
    public void A_query_reads_another_window_if_one_is_set()
    {
        foreach (var question in ActivityQuestions.All)
        {
            var target = TargetOf(question);
            var sql = question.ToSql(target, TimeWindow.LastDays(5));
            Assert.Contains("current_timestamp - interval '5' day", sql, StringComparison.Ordinal);
            Assert.Equal(new NamedAthenaQuery(question.Id, question.Name, question.Description, sql), question.ToNamed(target, TimeWindow.LastDays(5)));
        }
    }

    [Fact]
    public void A_target_of_another_log_or_without_flow_logs_is_an_error()
    {
        var question = ActivityQuestions.All.Single(known => known.Id == "SecurityGroupChangesAndRejects");
        Assert.Contains("Set FlowLogs of the target.", Assert.Throws<ArgumentException>(() => question.ToSql(Calls with { FlowLogs = null })).Message,
            StringComparison.Ordinal);
        Assert.Contains("Use the table of the other log.", Assert.Throws<ArgumentException>(() => question.ToSql(Requests)).Message, StringComparison.Ordinal);
        var without = Calls with { FlowLogs = Calls.FlowLogs! with { Format = FlowLogFormat.Of(FlowField.Start) } };
        Assert.Contains("The query 'SecurityGroupChangesAndRejects'", Assert.Throws<FlowLogFormatException>(() => question.ToSql(without)).Message,
            StringComparison.Ordinal);
        Assert.DoesNotContain(question, ActivityQuestions.For(without));
        Assert.DoesNotContain(question, ActivityQuestions.For(Calls with { FlowLogs = null }));
        Assert.Contains(question, ActivityQuestions.For(Calls));
    }
}
