using System.Globalization;
using System.Text;

namespace FlowLogStack.Athena.Tests;

/// <summary>The Logs Insights texts of queries of activity, on the records that a trail sends to its log group.</summary>
public sealed class ActivityInsightsTests
{
    const int Limit = 100;

    // The columns of the groups, in the order of the SQL; the columns of lists have the same order.
    static readonly Dictionary<string, string[]> Groups = new()
    {
        ["CallsByService"] = ["eventSource", "readOnly", "calls", "failed"],
        ["IamByUser"] = ["who", "readOnly", "calls", "failed", "lastCall"],
        ["IamByAction"] = ["eventName", "readOnly", "calls", "callers", "failed"],
        ["DeniedCalls"] = ["who", "eventSource", "eventName", "errorCode", "calls", "lastCall"],
        ["FailedSignIns"] = ["sourceIPAddress", "attempts", "users", "lastAttempt"],
        ["SecurityGroupActivity"] = ["readOnly", "eventName", "calls", "callers", "lastCall"],
    };

    [Fact]
    public void Every_text_returns_what_the_generated_records_contain()
    {
        using var activity = new SampleActivity();
        var calls = activity.Calls.Where(call => call.At >= SampleActivity.Now.AddDays(-1)).ToList();
        var questions = ActivityQuestions.All.Where(question => question.Insights is not null).ToList();
        Assert.Equal(ActivityQuestions.All.Count(question => question.Kind is ActivityKind.CloudTrail) - 1, questions.Count);
        foreach (var question in questions)
        {
            var run = LogsInsightsQuery.Parse(question.Insights!).Start(new LogsInsightsOptions { Events = LogEventKind.Json });
            foreach (var call in calls)
                run.Add(Encoding.UTF8.GetBytes(call.ToJson().ToJsonString()), call.At);
            var result = run.Complete();
            var columns = Groups.GetValueOrDefault(question.Id) ?? [.. result.Columns];
            Assert.Equal(columns.Order(StringComparer.Ordinal), result.Columns.Order(StringComparer.Ordinal));
            // Records of old versions lack readOnly, and so are a group of their own here.
            var expected = ActivityAnswers.Of(question.Id, activity, call => !call.HasReadOnly ? "" : call.Reads ? "1" : "0", int.MaxValue).Rows
                .Select(row => columns.Select((column, index) => Text(column, row[index])).ToList()).ToList();
            var rows = Enumerable.Range(0, result.Rows.Length).Select(row => columns.Select(column => result[row, column].ToString()).ToList()).ToList();
            MustEqual(expected, rows, Array.FindIndex(columns, column => column is "eventTime" or "calls" or "attempts"), question.Id);
        }
    }

    // Rows with the same time or number have no order in Logs Insights, so any of them can be the last ones.
    static void MustEqual(List<List<string>> expected, List<List<string>> rows, int rank, string id)
    {
        Assert.NotEmpty(rows);
        Assert.Equal(expected.Select(row => row[rank]).OrderByDescending(text => text.PadLeft(20, '0'), StringComparer.Ordinal).Take(Limit),
            rows.Select(row => row[rank]));
        var all = expected.Select(row => string.Join('|', row)).ToList();
        var found = rows.Select(row => string.Join('|', row)).ToList();
        if (all.Count > Limit)
        {
            Assert.Distinct(found);
            all.RemoveAll(row => !found.Contains(row));
        }

        Assert.True(all.Order(StringComparer.Ordinal).SequenceEqual(found.Order(StringComparer.Ordinal)),
            $"{id} has the rows\n{string.Join('\n', found.Except(all))}\nand lacks\n{string.Join('\n', all.Except(found))}");
    }

    static string Text(string column, object? value) => value switch
    {
        null => "",
        string time when column is "lastCall" or "lastAttempt" => time.Replace('T', ' ').Replace("Z", ".000", StringComparison.Ordinal),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
