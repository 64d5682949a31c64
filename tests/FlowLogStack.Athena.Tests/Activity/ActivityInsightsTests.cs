using System.Text;

namespace FlowLogStack.Athena.Tests;

/// <summary>The Logs Insights texts of queries of activity, on the records that a trail sends to its log group.</summary>
public sealed class ActivityInsightsTests
{
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
            var expected = ActivityAnswers.Of(question.Id, activity);
            var columns = result.Columns.ToList();
            List<string> Values(string column) => [.. result.Rows.Select(row => row[columns.IndexOf(column)].ToString())];
            if (columns.Contains("eventTime"))
            {
                Assert.Equal(expected.Rows.Select(row => (string)row[0]!), Values("eventTime"));
                Assert.Equal(expected.Rows.Select(row => $"{row[0]} {row[1]} {row[2]}").Order(StringComparer.Ordinal),
                    result.Rows.Select(row => $"{row[columns.IndexOf("eventTime")]} {row[columns.IndexOf("who")]} {row[columns.IndexOf("sourceIPAddress")]}")
                        .Order(StringComparer.Ordinal));
                continue;
            }

            // Records of old versions lack readOnly, and so are a group of their own here.
            var count = columns.Contains("calls") ? "calls" : "attempts";
            Assert.Equal(expected.Rows.Sum(row => row.OfType<long>().First()), Values(count)
                .Sum(value => long.Parse(value, System.Globalization.CultureInfo.InvariantCulture)));
        }
    }

    [Fact]
    public void Groups_without_readOnly_equal_those_of_SQL()
    {
        using var activity = new SampleActivity();
        foreach (var (id, keys) in new[] { ("FailedSignIns", new[] { "sourceIPAddress", "attempts", "users" }) })
        {
            var run = LogsInsightsQuery.Parse(ActivityQuestions.All.Single(question => question.Id == id).Insights!)
                .Start(new LogsInsightsOptions { Events = LogEventKind.Json });
            foreach (var call in activity.Calls.Where(call => call.At >= SampleActivity.Now.AddDays(-1)))
                run.Add(Encoding.UTF8.GetBytes(call.ToJson().ToJsonString()), call.At);
            var result = run.Complete();
            var columns = result.Columns.ToList();
            Assert.Equal(ActivityAnswers.Of(id, activity).Rows.Select(row => string.Join('|', row[..keys.Length])).Order(StringComparer.Ordinal),
                result.Rows.Select(row => string.Join('|', keys.Select(key => row[columns.IndexOf(key)]))).Order(StringComparer.Ordinal));
        }
    }
}
