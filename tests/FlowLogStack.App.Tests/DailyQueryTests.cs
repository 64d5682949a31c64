namespace FlowLogStack.App.Tests;

/// <summary>Queries that the stack runs each day.</summary>
public sealed class DailyQueryTests : AppTests
{
    [Fact]
    public void Daily_queries_are_off_by_default() =>
        Template("{}").Counts("AWS::StepFunctions::StateMachine", 0);

    [Fact]
    public void Daily_queries_know_the_hosts_of_the_network_and_notify_the_subscribers_of_low_severity()
    {
        var template = Template("""
            { "format": "v5", "athena": { "dailyQueries": true }, "network": { "approvedResolvers": ["203.0.113.53"] },
              "alarms": { "severities": { "low": ["low@example.com"] } } }
            """);
        var machine = template.Only("AWS::StepFunctions::StateMachine")["DefinitionString"]!.ToJsonString();
        Assert.Contains("203.0.113.53/32", machine, StringComparison.Ordinal);
        var low = (string?)Assert.Single(template.ResourcesOf("AWS::SNS::Subscription").Values)["Properties"]!["TopicArn"]!["Ref"];
        Assert.Contains($$"""{"Ref":"{{low}}"}""", machine, StringComparison.Ordinal);
        var alarm = Assert.Single(template.ResourcesOf("AWS::CloudWatch::Alarm").Values, alarm => (string?)alarm["Properties"]!["MetricName"] == "ExecutionsFailed");
        Assert.Equal("FlowLogStack Scheduled queries failed", (string?)alarm["Properties"]!["AlarmName"]);
        Assert.Equal(low, (string?)alarm["Properties"]!["AlarmActions"]![0]!["Ref"]);
    }

    [Theory]
    [InlineData("""{ "athena": { "dailyQueries": true }, "logs": { "enabled": false } }""", "no topic receives the findings")]
    [InlineData("""{ "athena": { "dailyQueries": true }, "format": "${version} ${start} ${srcaddr} ${dstaddr} ${action}" }""", "lacks fields that the queries require, such as 'dstport', 'protocol'")]
    public void Daily_queries_need_a_topic_and_their_fields(string json, string problem)
    {
        var e = Assert.Throws<InvalidSettingsException>(() => SettingsReader.Parse("flowlogs.json", json));
        Assert.Contains(e.Problems, found => found.Path == "athena.dailyQueries" && found.Message.Contains(problem, StringComparison.Ordinal));
    }
}
