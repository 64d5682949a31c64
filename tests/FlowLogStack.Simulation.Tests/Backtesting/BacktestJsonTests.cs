using System.Text.Json.Nodes;
using static FlowLogStack.Simulation.Tests.Flows;
using static FlowLogStack.Simulation.Tests.TestBacktests;

namespace FlowLogStack.Simulation.Tests;

public sealed class BacktestJsonTests
{
    static BacktestResult Run(params string[] resources)
    {
        var backtest = new Backtest(Templates.Of(resources));
        using var file = Text([Header, Line(0), Line(1, "203.0.113.7", port: 22, action: "REJECT"), Line(2), Line(12)]);
        backtest.Read(file, "test.log");
        return backtest.Finish();
    }

    static string Filter => Templates.Filter("Ssh", Templates.Pattern("dstport=22"), more: ", \"DefaultValue\": 0");

    [Fact]
    public void Writes_all_it_knows_in_one_object()
    {
        var json = Json(Run(Filter, Templates.Alarm("A", "Ssh", 1, periods: 5, seconds: 60,
            more: ", \"AlarmDescription\": \"About <SSH>.\", \"Tags\": [{ \"Key\": \"severity\", \"Value\": \"high\" }]"),
            Templates.Alarm("B", "Errors", 1, space: "AWS/Lambda")));
        const string expected = """
            {"template":"test.template.json","records":4,"rejectedLines":0,"from":"2026-01-01T00:00:00Z","to":"2026-01-01T00:18:00Z","timesInAlarm":1,
            "incidents":1,
            "alarms":[{"logicalId":"A","alarm":"A alarm","metric":"test / Ssh","timesInAlarm":1,"incidents":1,
            "transitions":[{"at":"2026-01-01T00:01:00Z","state":"OK",
            "reason":"Threshold Crossed: no datapoints were received for 5 periods and 5 missing datapoints were treated as [NonBreaching]."},
            {"at":"2026-01-01T00:07:00Z","state":"ALARM",
            "reason":"Threshold Crossed: 1 datapoint [1.0 (01/01/26 00:01:00)] was greater than or equal to the threshold (1.0)
             and 3 missing datapoints were treated as [NonBreaching]."},
            {"at":"2026-01-01T00:09:00Z","state":"OK",
            "reason":"Threshold Crossed: 1 datapoint [0.0 (01/01/26 00:02:00)] was not greater than or equal to the threshold (1.0)
             and 4 missing datapoints were treated as [NonBreaching]."}],
            "datapoints":[{"at":"2026-01-01T00:00:00Z","value":0},{"at":"2026-01-01T00:01:00Z","value":1},{"at":"2026-01-01T00:02:00Z","value":0},
            {"at":"2026-01-01T00:12:00Z","value":0}],
            "description":"About <SSH>.","severity":"high","kind":"threshold","filterPatterns":["PATTERN"],"statistic":"Sum","periodSeconds":60,
            "comparisonOperator":"GreaterThanOrEqualToThreshold","threshold":1,
            "evaluationPeriods":5,"datapointsToAlarm":1,"treatMissingData":"notBreaching",
            "periodsInAlarm":[{"from":"2026-01-01T00:07:00Z","to":"2026-01-01T00:09:00Z","ongoing":false}],
            "incidentPeriods":[{"from":"2026-01-01T00:07:00Z","to":"2026-01-01T00:09:00Z","ongoing":false}],"secondsInAlarm":120,
            "firstAlarm":"2026-01-01T00:07:00Z","peak":1,"suggestedThreshold":null,
            "topTalkers":{"exact":true,"rankedBy":"records","sources":[{"value":"203.0.113.7","records":1}],"destinations":[{"value":"10.0.1.9","records":1}],
            "services":[{"value":"tcp/22","records":1}]},
            "sampleRecords":["RECORD"],"notes":[]}],
            "notSimulated":[{"logicalId":"B","alarm":"B alarm","reason":"its metric AWS/Lambda / Errors is not made from flow logs by this template"}],
            "traffic":{"bucketSeconds":60,"buckets":[
            {"at":"2026-01-01T00:00:00Z","accepted":1,"rejected":0,"other":0,"ingressBytes":0,"egressBytes":0,"undirectedBytes":840},
            {"at":"2026-01-01T00:01:00Z","accepted":0,"rejected":1,"other":0,"ingressBytes":0,"egressBytes":0,"undirectedBytes":840},
            {"at":"2026-01-01T00:02:00Z","accepted":1,"rejected":0,"other":0,"ingressBytes":0,"egressBytes":0,"undirectedBytes":840},
            {"at":"2026-01-01T00:12:00Z","accepted":1,"rejected":0,"other":0,"ingressBytes":0,"egressBytes":0,"undirectedBytes":840}]},
            "refusals":[],
            "notes":["The template has no flow log that delivers to CloudWatch Logs, so all its filters see the records, as they are in the files."]}

            """;
        Assert.Equal(
            expected.Replace("\n", "", StringComparison.Ordinal).Replace("PATTERN", Templates.Pattern("dstport=22"), StringComparison.Ordinal)
                .Replace("RECORD", Line(1, "203.0.113.7", port: 22, action: "REJECT"), StringComparison.Ordinal) + "\n",
            json);
    }

    [Fact]
    public void Writes_each_total_of_a_comparison_under_its_key()
    {
        var totals = new BacktestTotals(5, 4, 6, 7, TimeSpan.FromSeconds(90));
        var comparison = new BacktestComparison { Before = "old", TotalsBefore = totals, TotalsAfter = totals with { Alarms = 9 } };

        var json = JsonNode.Parse(Json(Run(Filter), comparison))!["comparison"]!;

        const string Rest = "\"alarmsInAlarm\":4,\"incidents\":6,\"timesInAlarm\":7,\"secondsInAlarm\":90}";
        Assert.Equal($"{{\"alarms\":5,{Rest}", json["totalsBefore"]!.ToJsonString());
        Assert.Equal($"{{\"alarms\":9,{Rest}", json["totalsAfter"]!.ToJsonString());
    }

    [Fact]
    public void Says_what_a_change_adds_and_silences()
    {
        var before = Run(Filter, Templates.Alarm("Kept", "Ssh", 1, periods: 5, seconds: 60), Templates.Alarm("Raised", "Ssh", 1, periods: 5, seconds: 60),
            Templates.Alarm("Gone", "Ssh", 1, periods: 5, seconds: 60));
        var after = Run(Filter, Templates.Alarm("Kept", "Ssh", 1, periods: 5, seconds: 60), Templates.Alarm("Raised", "Ssh", 5, periods: 5, seconds: 60),
            Templates.Alarm("New", "Ssh", 1, periods: 5, seconds: 60));
        var comparison = BacktestComparison.Of(before, after);
        Assert.Equal([new AlarmReference("New", "New alarm")], comparison.AddedAlarms);
        Assert.Equal([new AlarmReference("Gone", "Gone alarm")], comparison.RemovedAlarms);
        var change = Assert.Single(comparison.ChangedAlarms);
        Assert.Equal("Raised", change.Alarm.LogicalId);
        Assert.Equal([new SettingChange("threshold", "1", "5")], change.Settings);
        Assert.Equal([("New", At(7))], comparison.AddedEpisodes.Select(episode => (episode.Alarm.LogicalId, episode.Period.From)));
        Assert.Equal(["Gone", "Raised"], comparison.SilencedEpisodes.Select(episode => episode.Alarm.LogicalId));

        var json = JsonNode.Parse(Json(after, comparison))!["comparison"]!;
        Assert.Equal("""{"logicalId":"New","alarm":"New alarm"}""", json["addedAlarms"]![0]!.ToJsonString());
        Assert.Equal("""{"logicalId":"Raised","alarm":"Raised alarm","settings":[{"setting":"threshold","before":"1","after":"5"}]}""",
            json["changedAlarms"]![0]!.ToJsonString());
        Assert.Equal("""{"logicalId":"New","alarm":"New alarm","from":"2026-01-01T00:07:00Z","to":"2026-01-01T00:09:00Z","ongoing":false}""",
            json["addedEpisodes"]![0]!.ToJsonString());
        Assert.Equal(2, json["silencedEpisodes"]!.AsArray().Count);
        Assert.Equal("""{"alarms":3,"alarmsInAlarm":3,"incidents":3,"timesInAlarm":3,"secondsInAlarm":360}""", json["totalsBefore"]!.ToJsonString());
        Assert.Equal("""{"alarms":3,"alarmsInAlarm":2,"incidents":2,"timesInAlarm":2,"secondsInAlarm":240}""", json["totalsAfter"]!.ToJsonString());
    }

    [Fact]
    public void Finds_nothing_changed_where_nothing_is()
    {
        var result = Run(Filter, Templates.Alarm("A", "Ssh", 1, periods: 5, seconds: 60));
        var comparison = BacktestComparison.Of(result, result);
        Assert.Equal(0, comparison.AddedAlarms.Count + comparison.RemovedAlarms.Count + comparison.ChangedAlarms.Count + comparison.AddedEpisodes.Count
            + comparison.SilencedEpisodes.Count);
    }

    [Fact]
    public void Notices_a_changed_filter_behind_an_alarm_that_stayed_the_same()
    {
        var before = Run(Filter, Templates.Alarm("A", "Ssh", 1, periods: 5, seconds: 60));
        var after = Run(Filter.Replace("dstport=22", "dstport=23", StringComparison.Ordinal), Templates.Alarm("A", "Ssh", 1, periods: 5, seconds: 60));
        var comparison = BacktestComparison.Of(before, after);
        Assert.Equal("filter pattern", Assert.Single(Assert.Single(comparison.ChangedAlarms).Settings).Setting);
        Assert.Equal(At(7), Assert.Single(comparison.SilencedEpisodes).Period.From);
    }
}
