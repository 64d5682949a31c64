using static FlowLogStack.Simulation.Tests.Flows;
using static FlowLogStack.Simulation.Tests.TestBacktests;

namespace FlowLogStack.Simulation.Tests;

/// <summary>Addresses and services behind an alarm of a backtest.</summary>
public sealed class BacktestTalkerTests
{
    [Fact]
    public void Names_who_is_behind_an_alarm_and_shows_some_records()
    {
        var result = Run(Templates.Of(Templates.Filter("Ssh", Rejects), Templates.Alarm("A", "Ssh", 5)), AnHour());
        var alarm = Assert.Single(result.Alarms);
        Assert.Equal([new("203.0.113.7", 5), new("203.0.113.8", 5)], alarm.Talkers.Sources);
        Assert.Equal([new("10.0.1.9", 10)], alarm.Talkers.Destinations);
        Assert.Equal([new("tcp/22", 10)], alarm.Talkers.Services);
        Assert.True(alarm.Talkers.IsExact);
        Assert.Equal(Line(20, "203.0.113.7", port: 22, action: "REJECT"), alarm.SampleRecords[0]);
        Assert.Equal(TopTalkers.MaximumSamples, alarm.SampleRecords.Count);
        Assert.Equal([Rejects], alarm.Patterns);
    }

    static readonly string[] Uneven =
    [
        Header,
        .. Enumerable.Range(0, 40).Select(minute => Line(minute, destination: "198.51.100.1", bytes: 1000)),
        Line(20, source: "10.0.0.9", destination: "203.0.113.66", bytes: 900_000_000),
    ];

    [Fact]
    public void Ranks_who_is_behind_an_alarm_on_bytes_by_bytes()
    {
        var template = Templates.Of(Templates.Filter("Bytes", "[...]".Replace("...", Templates.DefaultPattern[1..^1], StringComparison.Ordinal),
            value: "$bytes"), Templates.Alarm("A", "Bytes", 1, periods: 3));
        var alarm = Assert.Single(Run(template, Uneven).Alarms);
        Assert.Equal(TalkerMeasure.Value, alarm.Talkers.Measure);
        Assert.Equal([new("203.0.113.66", 1, 900_000_000), new("198.51.100.1", 40, 40_000)], alarm.Talkers.Destinations);
        Assert.Contains("203.0.113.66", alarm.SampleRecords[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Ranks_who_is_behind_an_alarm_on_the_number_of_samples_by_records()
    {
        var alarm = Templates.Alarm("A", "Bytes", 1, periods: 3).Replace("\"Sum\"", "\"SampleCount\"", StringComparison.Ordinal);
        var talkers = Assert.Single(Run(Templates.Of(Templates.Filter("Bytes", Templates.DefaultPattern, value: "$bytes"), alarm), Uneven).Alarms).Talkers;
        Assert.Equal(TalkerMeasure.Records, talkers.Measure);
        Assert.Equal([new("198.51.100.1", 40), new("203.0.113.66", 1)], talkers.Destinations);
    }

    [Fact]
    public void Ranks_who_is_behind_an_alarm_on_different_contributors_by_these()
    {
        // One source tries sixty ports once, another one a single port 200 times.
        string[] lines =
        [
            Header,
            .. Enumerable.Range(1, 60).Select(port => Line(3, source: "203.0.113.7", port: port, action: "REJECT")),
            .. Enumerable.Repeat(Line(3, source: "203.0.113.8", port: 22, action: "REJECT"), 200),
        ];
        const string body = """{"Schema":{"Name":"CloudWatchLogRule","Version":1},"LogGroupNames":["flows"],"LogFormat":"CLF","Fields":{"7":"port"}"""
            + ""","Contribution":{"Keys":["port"]},"AggregateOn":"Count"}""";
        var template = Templates.Of(
            Templates.FlowLog(),
            $$"""
                "Rule": { "Type": "AWS::CloudWatch::InsightRule",
                  "Properties": { "RuleName": "scan", "RuleState": "ENABLED", "RuleBody": {{System.Text.Json.JsonSerializer.Serialize(body)}} } }
                """,
            """
                "A": { "Type": "AWS::CloudWatch::Alarm", "Properties": { "Metrics": [{ "Id": "e1",
                  "Expression": "INSIGHT_RULE_METRIC('scan', 'UniqueContributors')", "Period": 300 }], "EvaluationPeriods": 3, "DatapointsToAlarm": 1,
                    "Threshold": 50, "ComparisonOperator": "GreaterThanThreshold" } }
                """);
        var talkers = Assert.Single(Run(template, lines).Alarms).Talkers;
        Assert.Equal(TalkerMeasure.Contributors, talkers.Measure);
        Assert.Equal(("203.0.113.7", 60, 60.0), (talkers.Sources[0].Value, talkers.Sources[0].Records, talkers.Sources[0].Amount));
    }
}
