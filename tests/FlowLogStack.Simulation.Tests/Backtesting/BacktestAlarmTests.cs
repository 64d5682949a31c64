using static FlowLogStack.Simulation.Tests.Flows;
using static FlowLogStack.Simulation.Tests.TestBacktests;

namespace FlowLogStack.Simulation.Tests;

/// <summary>Alarms of a backtest: on metrics, expressions and contributors, and on other alarms.</summary>
public sealed class BacktestAlarmTests
{
    /// <summary>A metric without values counts as 0 in windows in which another one has a value.</summary>
    [Fact]
    public void Alarms_on_a_sum_of_metrics_while_one_of_them_has_no_data()
    {
        var template = Templates.Of(
            Templates.Filter("Ssh", Rejects), Templates.Filter("Rdp", Templates.Pattern("dstport=3389", "action=REJECT")),
            Math("Either", "ssh + rdp"), Math("Less", "rdp - ssh"), Math("Scalar", "AVG(ssh)"), Math("Unknown", "NOPE(ssh)"), Math("Zero", "TIME_SERIES(0)"),
                Math("First", "FIRST(REMOVE_EMPTY(METRICS()))"));
        var result = Run(template, AnHour());
        Assert.Equal([("Either", 10.0, 1), ("Less", -2.0, 0), ("Zero", 0.0, 0), ("First", 10.0, 1)],
            result.Alarms.Select(alarm => (alarm.LogicalId, alarm.Peak!.Value, alarm.TimesInAlarm)));
        Assert.Equal(["Scalar", "Unknown"], result.NotSimulated.Select(alarm => alarm.LogicalId));
        Assert.Contains(result.Refusals, refusal =>
            refusal.StartsWith("Scalar isn't valid, and PutMetricAlarm returns an error: column 1 of its expression 'AVG(ssh)': it returns one number",
                StringComparison.Ordinal));
        Assert.Contains(result.Refusals, refusal => refusal.Contains("unknown function NOPE", StringComparison.Ordinal));

        static string Math(string id, string expression) => $$"""
            "{{id}}": { "Type": "AWS::CloudWatch::Alarm", "Properties": { "EvaluationPeriods": 1, "ComparisonOperator": "GreaterThanOrEqualToThreshold",
              "Threshold": 2, "TreatMissingData": "notBreaching",
              "Metrics": [
                { "Id": "ssh", "ReturnData": false, "MetricStat": { "Metric": { "Namespace": "test", "MetricName": "Ssh" }, "Stat": "Sum", "Period": 300 } },
                { "Id": "rdp", "ReturnData": false, "MetricStat": { "Metric": { "Namespace": "test", "MetricName": "Rdp" }, "Stat": "Sum", "Period": 300 } },
                { "Id": "e", "Expression": "{{expression}}" }] } }
            """;
    }

    /// <summary>Rule 31: percentiles where single values are known.</summary>
    [Fact]
    public void Alarms_on_percentiles_of_a_field()
    {
        var template = Templates.Of(
            Templates.Filter("Bytes", Templates.DefaultPattern, value: "$bytes"),
            Templates.Alarm("High", "Bytes", 900).Replace("\"Statistic\": \"Sum\"", "\"ExtendedStatistic\": \"p90\"", StringComparison.Ordinal),
            Templates.Alarm("Low", "Bytes", 900).Replace("\"Statistic\": \"Sum\"", "\"ExtendedStatistic\": \"p50\"", StringComparison.Ordinal));
        var result = Run(template, [Header, .. Enumerable.Range(0, 10)
            .SelectMany(minute => Enumerable.Range(0, 10).Select(flow => Line(minute, bytes: flow < 8 ? 100 : 1000)))]);
        Assert.Empty(result.NotSimulated);
        Assert.Equal([("High", "p90", 1), ("Low", "p50", 0)], result.Alarms.Select(alarm => (alarm.LogicalId, alarm.Statistic, alarm.TimesInAlarm)));
        Assert.Contains("Its p90 is interpolated in bins that are a tenth wide, so it may differ from CloudWatch's by as much near the threshold.",
            result.Alarms[0].Notes);
    }

    [Fact]
    public void Says_of_a_high_resolution_alarm_what_it_does_not_see()
    {
        var template = Templates.Of(Templates.Filter("Ssh", Rejects), Templates.Alarm("A", "Ssh", 1, seconds: 10));
        var alarm = Assert.Single(Run(template, AnHour()).Alarms);
        Assert.Equal((TimeSpan.FromSeconds(10), 0, 5), (alarm.Period, alarm.TimesInAlarm, alarm.Datapoints.Count));
        Assert.Equal(At(20), alarm.Datapoints[0].At);
        Assert.Equal(
            [
                "Its periods of 10 seconds make it a high-resolution alarm, at three times the price, and metrics of logs have one datapoint a minute: all "
                    + "other periods have no data.",
                "It evaluates the last 80 seconds, and all its data arrive later, so it is always without data. Use more or longer evaluation periods.",
            ],
            alarm.Notes);
        Assert.Equal(1, Assert.Single(Run(template, AnHour(), new() { Delay = TimeSpan.Zero }).Alarms).Incidents);
    }

    [Fact]
    public void Notices_that_logs_fell_silent()
    {
        var template = Templates.Of(
            Templates.FlowLog(),
            Templates.Alarm("Silent", "IncomingLogEvents", 1, periods: 3, datapoints: 3, missing: "breaching", comparison: "LessThanThreshold",
                space: "AWS/Logs", more: ", \"Dimensions\": [{ \"Name\": \"LogGroupName\", \"Value\": \"flows\" }]"));
        IEnumerable<string> Minutes(int from, int to) => Enumerable.Range(from, to - from).Select(minute => Line(minute));
        var quiet = Run(template, [Header, .. Minutes(0, 180)]);
        Assert.Equal([AlarmState.Ok], quiet.Alarms[0].Transitions.Select(transition => transition.State));
        var silent = Run(template, [Header, .. Minutes(0, 60), .. Minutes(120, 180)]);
        var period = Assert.Single(silent.Alarms[0].PeriodsInAlarm);
        // Data of minute 59 are the last. All five windows of five minutes are empty at minute 85, because the last one then starts at minute 60.
        // Before that,
        // one has data, so there are only two fillings.
        Assert.Equal((At(85), At(126)), (period.From, period.To));
    }

    [Fact]
    public void Warns_of_an_alarm_that_cannot_see_its_late_data()
    {
        var template = Templates.Of(Templates.Filter("Ssh", Rejects), Templates.Alarm("A", "Ssh", 1, seconds: 60));
        var alarm = Run(template, AnHour()).Alarms[0];
        Assert.Equal(0, alarm.TimesInAlarm);
        Assert.Contains("It evaluates the last 3 minutes, and all its data arrive later", Assert.Single(alarm.Notes));
        Assert.Equal(1, Run(template, AnHour(), new() { FurtherPeriods = 9 }).Alarms[0].TimesInAlarm);
    }

    [Fact]
    public void Warns_of_an_alarm_whose_newer_periods_decide_before_its_data_arrive()
    {
        // Records of accepted traffic last no time and arrive after five minutes, and rejected ones a minute later, when the window of five minutes is over.
        string[] lines =
        [
            Header,
            .. Enumerable.Range(0, 60).Select(minute => Line(minute, lasting: 0)),
            .. Enumerable.Range(20, 10).Select(minute => Line(minute, port: 22, action: "REJECT", lasting: 60)),
        ];
        AlarmOutcome Of(int periods)
        {
            var alarm = Templates.Alarm("A", "Ssh", 5, periods: periods, datapoints: 1);
            return Run(Templates.Of(Templates.Filter("Ssh", Rejects, more: ", \"DefaultValue\": 0"), alarm), lines).Alarms[0];
        }

        var missed = Of(1);
        Assert.Equal((0, 5.0), (missed.TimesInAlarm, missed.Peak));
        Assert.Equal(
            "It never enters ALARM, although 2 of its periods breach with all their records: when these arrive, " +
            "newer periods have data and decide. Use more evaluation periods, with DatapointsToAlarm 1.",
            Assert.Single(missed.Notes));
        Assert.Equal((1, 0), (Of(2).TimesInAlarm, Of(2).Notes.Count));
    }

    [Fact]
    public void Pages_twice_where_a_metric_without_zeros_leaves_old_windows_the_newest()
    {
        // Minutes 20 to 24 have two matches each and arrive six minutes later. The second window back contains at least three of these minutes from
        // minute 28
        // to 32. When it contains none, at 35, the third window back counts instead.
        var alarm = Run(Templates.Of(Templates.Filter("Ssh", Rejects), Templates.Alarm("A", "Ssh", 5)), AnHour()).Alarms[0];
        Assert.Equal([(At(28), At(33)), (At(35), At(38))], alarm.PeriodsInAlarm.Select(period => (period.From, period.To)));
        var zeros = Run(Templates.Of(Templates.Filter("Ssh", Rejects, more: ", \"DefaultValue\": 0"), Templates.Alarm("A", "Ssh", 5)), AnHour()).Alarms[0];
        Assert.Equal([(At(28), At(33))], zeros.PeriodsInAlarm.Select(period => (period.From, period.To)));
    }

    [Fact]
    public void Computes_expressions_over_several_metrics()
    {
        var template = Templates.Of(
            Templates.Filter("Rejected", Templates.Pattern("action=REJECT")), Templates.Filter("All", "[]"),
            """
            "Share": { "Type": "AWS::CloudWatch::Alarm", "Properties": { "EvaluationPeriods": 1, "Threshold": 50, "ComparisonOperator": "GreaterThanThreshold",
              "TreatMissingData": "notBreaching", "Metrics": [
              { "Id": "e1", "Expression": "IF(all>0, FILL(bad,0)/all*100, 0)", "Label": "rejected %" },
              { "Id": "bad", "ReturnData": false, "MetricStat": { "Stat": "Sum", "Period": 300, "Metric": { "Namespace": "test", "MetricName": "Rejected" } } },
              { "Id": "all", "ReturnData": false, "MetricStat": { "Stat": "Sum", "Period": 300, "Metric": { "Namespace": "test", "MetricName": "All" } } } ] } }
            """);
        var alarm = Assert.Single(Run(template, AnHour()).Alarms);
        Assert.Equal(("rejected %", 1), (alarm.Metric, alarm.TimesInAlarm));
        Assert.Equal(10 / 15.0 * 100, alarm.Datapoints.Single(point => point.At == At(20)).Value, 1e-9);
        Assert.Equal(0, alarm.Datapoints[0].Value);
    }

    [Fact]
    public void Counts_contributors_of_a_rule_over_sliding_windows()
    {
        const string body = """{"Schema":{"Name":"CloudWatchLogRule","Version":1},"LogGroupNames":["flows"]"""
            + ""","LogFormat":"CLF","Fields":{"4":"srcaddr","5":"dstaddr","13":"action"},"Contribution":{"Keys":["srcaddr","dstaddr"]"""
            + ""","Filters":[{"Match":"action","In":["REJECT"]}]},"AggregateOn":"Count"}""";
        var template = Templates.Of(
            Templates.FlowLog(),
            $$"""
            "Rule": { "Type": "AWS::CloudWatch::InsightRule",
              "Properties": { "RuleName": "scan", "RuleState": "ENABLED", "RuleBody": {{System.Text.Json.JsonSerializer.Serialize(body)}} } },
            "Scan": { "Type": "AWS::CloudWatch::Alarm", "Properties": { "EvaluationPeriods": 1, "Threshold": 50, "ComparisonOperator": "GreaterThanThreshold",
              "TreatMissingData": "notBreaching",
              "Metrics": [{ "Id": "e1", "Period": 300, "Expression": { "Fn::Sub": "INSIGHT_RULE_METRIC('${Rule.RuleName}', 'UniqueContributors')" } }] } }
            """);
        List<string> lines =
        [
            Header,
            .. Enumerable.Range(0, 60).Select(minute => Line(minute)),
            .. Enumerable.Range(0, 60).Select(host => Line(30 + (host / 30), "203.0.113.7", $"10.0.2.{host}", 22, "REJECT")),
            .. Enumerable.Range(0, 60).Select(_ => Line(10, "203.0.113.7", "10.0.2.1", 22, "REJECT")),
        ];
        var alarm = Assert.Single(Run(template, lines).Alarms);
        Assert.Equal(60, alarm.Peak);
        // Minutes 30 and 31 arrive at 36 and 37, when they are at the end of the second window back; at 41 minute 30 has left that window. At 42 it
        // is empty and the third window back is the newest with data, until 46.
        Assert.Equal([(At(37), At(41)), (At(42), At(46))], alarm.PeriodsInAlarm.Select(period => (period.From, period.To)));
        Assert.Equal([new(At(10), 1), new(At(30), 60)], alarm.Datapoints);
        Assert.Equal(new Talker("203.0.113.7", 60, 60), alarm.Talkers.Sources[0]);
    }

    [Fact]
    public void Raises_a_composite_alarm_with_its_parts_and_says_which_it_could_not_see()
    {
        var template = Templates.Of(
            Templates.Filter("Ssh", Rejects, more: ", \"DefaultValue\": 0"), Templates.Alarm("A", "Ssh", 5),
                Templates.Alarm("B", "Errors", 1, space: "AWS/Lambda"),
            """
            "C": { "Type": "AWS::CloudWatch::CompositeAlarm",
              "Properties": { "AlarmName": "any", "AlarmRule": { "Fn::Sub": "ALARM(\"${A}\") OR ALARM(\"${B}\")" } } },
            "D": { "Type": "AWS::CloudWatch::CompositeAlarm", "Properties": { "AlarmName": "top", "AlarmRule": "ALARM(any) AND NOT ALARM(\"B alarm\")" } },
            "E": { "Type": "AWS::CloudWatch::CompositeAlarm", "Properties": { "AlarmName": "loop", "AlarmRule": "ALARM(pool)" } },
            "F": { "Type": "AWS::CloudWatch::CompositeAlarm", "Properties": { "AlarmName": "pool", "AlarmRule": "ALARM(loop)" } }
            """);
        var result = Run(template, AnHour());
        Assert.Equal(["A", "C", "D"], result.Alarms.Select(alarm => alarm.LogicalId));
        Assert.Equal(result.Alarms[0].PeriodsInAlarm, result.Alarms[1].PeriodsInAlarm);
        Assert.Equal(result.Alarms[0].PeriodsInAlarm, result.Alarms[2].PeriodsInAlarm);
        Assert.Equal("B alarm was not simulated, and the state OK is assumed all the time.", Assert.Single(result.Alarms[1].Notes));
        Assert.Equal(["B", "E", "F"], result.NotSimulated.Select(alarm => alarm.LogicalId));
        Assert.Equal(1, result.TimesInAlarm);
    }

    [Fact]
    public void Counts_an_alarm_that_flaps_as_one_incident()
    {
        // Attempts in minutes 10 and 22, and again two hours later.
        string[] lines = [Header, .. Enumerable.Range(0, 200).Select(minute => Line(minute)),
            .. new[] { 10, 22, 150 }.Select(minute => Line(minute, port: 22, action: "REJECT"))];
        var result = Run(Templates.Of(Templates.Filter("Ssh", Rejects, more: ", \"DefaultValue\": 0"),
            Templates.Alarm("A", "Ssh", 1, periods: 6, datapoints: 1, seconds: 60)), lines, new BacktestOptions { Delay = TimeSpan.FromMinutes(1) });
        var alarm = Assert.Single(result.Alarms);
        Assert.Equal((3, 2), (alarm.TimesInAlarm, alarm.Incidents));
        Assert.Equal((3, 2), (result.TimesInAlarm, result.Incidents));
    }
}
