using System.Text;
using System.Text.Json;
using FlowLogStack.Sql;

namespace FlowLogStack.Athena.Tests;

/// <summary>A condition on calls selects the same records in each language.</summary>
public sealed class EventConditionTests
{
    static readonly EventCondition[] Conditions =
    [
        EventCondition.Is("eventName", "ConsoleLogin"),
        EventCondition.Is("eventSource", "iam.amazonaws.com", "s3.amazonaws.com"),
        EventCondition.IsNot("userIdentity.type", "IAMUser"),
        EventCondition.IsNot("userIdentity.invokedBy", "autoscaling.amazonaws.com"),
        EventCondition.IsNot("additionalEventData.MFAUsed", "Yes"),
        EventCondition.Matches("errorCode", "AccessDenied*"),
        EventCondition.Matches("errorCode", "*UnauthorizedOperation"),
        EventCondition.Matches("userIdentity.arn", "arn:aws:iam::111122223333:user/*"),
        EventCondition.Matches("eventSource", "*m.amazonaws.com"),
        EventCondition.IsMissing("userIdentity.invokedBy"),
        EventCondition.IsMissing("errorCode"),
        EventCondition.Is("requestParameters.userName", "dave"),
        EventCondition.Is("userIdentity.sessionContext.sessionIssuer.userName", "admin"),
        EventCondition.Any(EventCondition.All(EventCondition.Is("eventName", "CreateAccessKey"), EventCondition.IsMissing("errorCode")),
            EventCondition.Is("userIdentity.type", "Root")),
    ];

    [Fact]
    public void Pattern_Logs_Insights_SQL_and_predicate_select_the_same_records()
    {
        using var activity = new SampleActivity();
        using var database = new FlowLogDatabase();
        foreach (var (path, _) in activity.WriteTrail("AWSLogs"))
        {
            using var stream = File.OpenRead(path);
            database.Add(stream, path);
        }

        database.CreateTables("flow_logs");
        using var engine = DuckDb.Over(database.Engine);
        var records = activity.Calls.Select(call => (call.Id, Json: call.ToJson().ToJsonString())).ToList();
        foreach (var condition in Conditions)
        {
            var expected = records.Where(record => condition.Holds(JsonDocument.Parse(record.Json).RootElement)).Select(record => record.Id).ToList();
            Assert.NotEmpty(expected);
            Assert.True(expected.Count < records.Count);
            var pattern = LogPattern.Parse(condition.ToFilterPattern());
            Assert.Equal(expected, records.Where(record => pattern.IsMatch(Encoding.UTF8.GetBytes(record.Json))).Select(record => record.Id));
            var run = LogsInsightsQuery.Parse($"filter {condition.ToInsights()}").Start(new LogsInsightsOptions { Events = LogEventKind.Json });
            Assert.Equal(expected, records.Where(record => run.Add(Encoding.UTF8.GetBytes(record.Json))).Select(record => record.Id));
            Assert.Equal(expected.Order(StringComparer.Ordinal), engine.Query($"SELECT eventid FROM cloudtrail WHERE {condition.ToSql()} ORDER BY 1")
                .Values("eventid"));
        }
    }
}
