using FlowLogStack.Records;
using static FlowLogStack.Simulation.Tests.Flows;

namespace FlowLogStack.Simulation.Tests;

public sealed class BacktestTests
{
    static readonly string Rejects = Templates.Pattern("dstport=22", "action=REJECT");

    static BacktestResult Run(AlarmTemplate template, IEnumerable<string> lines, BacktestOptions? options = null)
    {
        var backtest = new Backtest(template, options);
        using var file = Text(lines);
        backtest.Read(file, "test.log");
        return backtest.Finish();
    }

    // One hour of traffic, with rejected SSH attempts in minutes 20 to 24.
    static List<string> AnHour() =>
    [
        Header,
        .. Enumerable.Range(0, 60).Select(minute => Line(minute)),
        .. Enumerable.Range(20, 5).SelectMany(minute => new[] { Line(minute, "203.0.113.7", port: 22, action: "REJECT"), Line(minute, "203.0.113.8", port: 22, action: "REJECT", second: 20) }),
    ];

    [Fact]
    public void Says_when_the_lab_would_have_paged()
    {
        var json = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Snapshots", "lab.template.json"));
        var result = Run(AlarmTemplate.Parse(json, "lab.template.json"), AnHour());
        Assert.Equal((70, 0, 1), (result.Records, result.RejectedLines, result.TimesInAlarm));
        Assert.Empty(result.NotSimulated);
        Assert.Empty(result.Notes);
        var alarm = Assert.Single(result.Alarms);
        Assert.Equal(("SSH rejects", "vpcflowlogs / SSH Rejects", "Sum"), (alarm.Name, alarm.Metric, alarm.Statistic));
        // The records of minute 20 end within it and arrive five minutes later. Minute 24 is the last one that breaches, and of the 13 evaluated
        // minutes the 10
        // newest with data count: it is the oldest of those at minute 39, because data of minute 33 have arrived by then.
        Assert.Equal([new(At(1), AlarmState.Ok), new(At(26), AlarmState.Alarm), new(At(38), AlarmState.Ok)], alarm.Transitions);
        Assert.Equal((At(26), TimeSpan.FromMinutes(12), 2.0), (alarm.FirstAlarm, alarm.TimeInAlarm, alarm.Peak));
        Assert.Equal(60, alarm.Datapoints.Count);
        Assert.Equal([0, 2, 2], alarm.Datapoints.Skip(19).Take(3).Select(point => point.Value));
        // One hour doesn't determine the number of alarms in a week.
        Assert.Null(alarm.SuggestedThreshold);
    }

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

    [Fact]
    public void Sums_a_field_for_each_value_of_a_dimension()
    {
        var template = Templates.Of(
            Templates.Filter("Bytes", Templates.Pattern("action=ACCEPT"), value: "$bytes", more: ", \"Dimensions\": [{ \"Key\": \"Destination\", \"Value\": \"$dst\" }]"),
            Templates.Alarm("Big", "Bytes", 5000, seconds: 60, more: ", \"Dimensions\": [{ \"Name\": \"Destination\", \"Value\": \"10.0.1.1\" }]"),
            Templates.Alarm("Small", "Bytes", 5000, seconds: 60, more: ", \"Dimensions\": [{ \"Name\": \"Destination\", \"Value\": \"10.0.1.2\" }]"),
            Templates.Alarm("Whole", "Bytes", 5000, seconds: 60));
        var result = Run(template, [Header, Line(0, destination: "10.0.1.1", bytes: 3000), Line(0, destination: "10.0.1.1", bytes: 2500), Line(0, destination: "10.0.1.2", bytes: 700), Line(9)], new() { Delay = TimeSpan.Zero });
        Assert.Equal([("Big", 5500.0, 1), ("Small", 700.0, 0)], result.Alarms.Select(alarm => (alarm.LogicalId, alarm.Peak!.Value, alarm.TimesInAlarm)));
        var whole = Assert.Single(result.NotSimulated);
        Assert.Equal(("Whole", "Bytes publishes test / Bytes with the dimensions Destination, and it is read with none"), (whole.LogicalId, whole.Reason));
    }

    /// <summary>Rule 18: the default value is published once for each event that doesn't match, even in minutes with matches.</summary>
    [Theory]
    [InlineData("Sum", 4 + 4 + (3 * 2))]
    [InlineData("SampleCount", 5)]
    [InlineData("Minimum", 2)]
    [InlineData("Maximum", 4)]
    [InlineData("Average", 14 / 5.0)]
    public void Publishes_the_default_value_once_for_each_event_that_does_not_match(string statistic, double expected)
    {
        var template = Templates.Of(Templates.Filter("Ssh", Rejects, value: "4", more: ", \"DefaultValue\": 2"), Templates.Alarm("A", "Ssh", 1, seconds: 60).Replace("\"Sum\"", $"\"{statistic}\"", StringComparison.Ordinal));
        string[] lines = [Header, Line(0, port: 22, action: "REJECT"), Line(0), Line(0, port: 22, action: "REJECT"), Line(0), "no record", Line(3)];
        var alarm = Run(template, lines, new() { Delay = TimeSpan.Zero }).Alarms[0];
        Assert.Equal([new(At(0), expected), new(At(3), statistic == "SampleCount" ? 1 : 2)], alarm.Datapoints);
        Assert.Empty(alarm.Notes);
    }

    /// <summary>Rule 20: an event that matches without a numeric value publishes nothing, not even the default value.</summary>
    [Fact]
    public void Publishes_nothing_for_a_matching_event_without_a_number()
    {
        var template = Templates.Of(
            Templates.Filter("Port", Templates.Pattern("action=REJECT"), value: "$eni", more: ", \"DefaultValue\": 7"),
            Templates.Alarm("A", "Port", 1, seconds: 60).Replace("\"Sum\"", "\"SampleCount\"", StringComparison.Ordinal));
        var points = Run(template, [Header, Line(0, action: "REJECT"), Line(0), Line(0), Line(1, action: "REJECT"), Line(2, action: "REJECT").Replace("eni-0a", "11.5", StringComparison.Ordinal)]).Alarms[0].Datapoints;
        Assert.Equal([new(At(0), 2), new(At(2), 1)], points);
    }

    /// <summary>Rules 15 and 16: a pattern with fewer fields still matches, but conditions on, and values of, its last field no longer work.</summary>
    [Fact]
    public void Says_where_a_pattern_matches_only_because_its_last_field_takes_the_rest()
    {
        const string Longer = "${version} ${account-id} ${interface-id} ${srcaddr} ${dstaddr} ${srcport} ${dstport} ${protocol} ${packets} ${bytes} ${start} ${end} ${action} ${log-status} ${vpc-id} ${subnet-id}";
        var template = Templates.Of(
            Templates.FlowLog(format: Longer),
            Templates.Filter("Any", Templates.Pattern("action=REJECT")),
            Templates.Filter("Ok", Templates.Pattern("action=REJECT", "status=OK")),
            Templates.Filter("Size", "[v, account, eni, src, dst, srcport, dstport, protocol, packets, bytes]", value: "$bytes"),
            Templates.Filter("More", "[" + string.Join(", ", Enumerable.Range(1, 17).Select(i => $"f{i}")) + "]"),
            Templates.Filter("Open", "[version, ..., vpc, subnet]"),
            Templates.Alarm("A", "Any", 1), Templates.Alarm("B", "Ok", 1), Templates.Alarm("C", "Size", 1), Templates.Alarm("D", "More", 1), Templates.Alarm("E", "Open", 1));
        var result = Run(template, [Longer.Replace("${", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal), Line(0, action: "REJECT") + " vpc-1 subnet-1"]);
        Assert.Equal([("A", 1.0), ("B", null), ("C", null), ("D", null), ("E", 1.0)], result.Alarms.Select(alarm => (alarm.LogicalId, alarm.Peak)));
        Assert.Contains("Any matches records of 16 fields only because its last field, 'status', takes the rest of the line: the 3 fields from 'log-status' on. Use a field for each of the records', or '...' at the end.", result.Notes);
        Assert.Contains(result.Notes, note => note.StartsWith("Ok matches records of 16 fields only because", StringComparison.Ordinal) && note.Contains("Its condition on that field is tested on all of them", StringComparison.Ordinal));
        Assert.Contains(result.Notes, note => note.StartsWith("Size matches", StringComparison.Ordinal) && note.Contains("publishes nothing", StringComparison.Ordinal));
        Assert.Contains("More selects nothing: its pattern needs 17 fields, and the records have 16.", result.Notes);
        Assert.DoesNotContain(result.Notes, note => note.StartsWith("Open", StringComparison.Ordinal));
    }

    /// <summary>Rule 22: the service accepts a value or dimension that isn't a name in the pattern, and publishes nothing.</summary>
    [Fact]
    public void Publishes_nothing_of_a_field_that_the_pattern_lacks()
    {
        var template = Templates.Of(
            Templates.Filter("Value", Rejects, value: "$size", more: ", \"DefaultValue\": 1"),
            Templates.Filter("Keyed", Rejects, more: ", \"Dimensions\": [{ \"Key\": \"Vpc\", \"Value\": \"$vpc\" }]"),
            Templates.Alarm("A", "Value", 1, seconds: 60),
            Templates.Alarm("B", "Keyed", 1, seconds: 60, more: ", \"Dimensions\": [{ \"Name\": \"Vpc\", \"Value\": \"vpc-1\" }]"));
        Assert.Empty(template.Refusals);
        var result = Run(template, [Header, Line(0, port: 22, action: "REJECT"), Line(0), Line(1, port: 22, action: "REJECT")]);
        Assert.Equal([new(At(0), 1)], result.Alarms[0].Datapoints);
        Assert.Empty(result.Alarms[1].Datapoints);
        Assert.Contains(result.Notes, note => note.StartsWith("Value publishes nothing for the events that it selects: '$size'", StringComparison.Ordinal));
    }

    /// <summary>Rule 23: system fields are dimensions, and a filter on transformed events matches nothing without a transformer.</summary>
    [Fact]
    public void Emits_system_fields_and_selects_by_them()
    {
        static string With(string filter, string property) => filter.Replace("\"Properties\": {", $"\"Properties\": {{ {property},", StringComparison.Ordinal);
        const string Dimensions = ", \"Dimensions\": [{ \"Name\": \"@source.log\", \"Value\": \"flows\" }, { \"Name\": \"@aws.account\", \"Value\": \"123456789012\" }]";
        var template = Templates.Of(
            With(Templates.Filter("Own", Rejects), "\"EmitSystemFieldDimensions\": [\"@aws.account\", \"@source.log\"]"),
            With(Templates.Filter("Here", Rejects), "\"FieldSelectionCriteria\": \"@aws.region = \\\"us-east-1\\\" AND @aws.account NOT IN [\\\"1\\\", \\\"2\\\"]\""),
            With(Templates.Filter("There", Rejects), "\"FieldSelectionCriteria\": \"@aws.region = \\\"eu-west-1\\\"\""),
            With(Templates.Filter("Changed", Rejects), "\"ApplyOnTransformedLogs\": true"),
            Templates.Alarm("A", "Own", 1, more: Dimensions), Templates.Alarm("B", "Here", 1), Templates.Alarm("C", "There", 1), Templates.Alarm("D", "Changed", 1));
        var result = Run(template, [Header, Line(0, port: 22, action: "REJECT")]);
        Assert.Equal([("A", 1.0), ("B", 1.0), ("C", null), ("D", null)], result.Alarms.Select(alarm => (alarm.LogicalId, alarm.Peak)));
        Assert.Contains(result.Notes, note => note.StartsWith("There sees no event: its FieldSelectionCriteria", StringComparison.Ordinal));
        Assert.Contains("Changed selects nothing: it applies to transformed events, and the template has no AWS::Logs::Transformer.", result.Notes);
    }

    /// <summary>A metric without values counts as 0 in windows in which another one has a value.</summary>
    [Fact]
    public void Alarms_on_a_sum_of_metrics_while_one_of_them_has_no_data()
    {
        var template = Templates.Of(
            Templates.Filter("Ssh", Rejects), Templates.Filter("Rdp", Templates.Pattern("dstport=3389", "action=REJECT")),
            Math("Either", "ssh + rdp"), Math("Less", "rdp - ssh"), Math("Scalar", "AVG(ssh)"), Math("Unknown", "NOPE(ssh)"), Math("Zero", "TIME_SERIES(0)"), Math("First", "FIRST(REMOVE_EMPTY(METRICS()))"));
        var result = Run(template, AnHour());
        Assert.Equal([("Either", 10.0, 1), ("Less", -2.0, 0), ("Zero", 0.0, 0), ("First", 10.0, 1)], result.Alarms.Select(alarm => (alarm.LogicalId, alarm.Peak!.Value, alarm.TimesInAlarm)));
        Assert.Equal(["Scalar", "Unknown"], result.NotSimulated.Select(alarm => alarm.LogicalId));
        Assert.Contains(result.Refusals, refusal => refusal.StartsWith("Scalar isn't valid, and PutMetricAlarm returns an error: column 1 of its expression 'AVG(ssh)': it returns one number", StringComparison.Ordinal));
        Assert.Contains(result.Refusals, refusal => refusal.Contains("there is no function NOPE", StringComparison.Ordinal));

        static string Math(string id, string expression) => $$"""
            "{{id}}": { "Type": "AWS::CloudWatch::Alarm", "Properties": { "EvaluationPeriods": 1, "ComparisonOperator": "GreaterThanOrEqualToThreshold", "Threshold": 2, "TreatMissingData": "notBreaching",
              "Metrics": [
                { "Id": "ssh", "ReturnData": false, "MetricStat": { "Metric": { "Namespace": "test", "MetricName": "Ssh" }, "Stat": "Sum", "Period": 300 } },
                { "Id": "rdp", "ReturnData": false, "MetricStat": { "Metric": { "Namespace": "test", "MetricName": "Rdp" }, "Stat": "Sum", "Period": 300 } },
                { "Id": "e", "Expression": "{{expression}}" }] } }
            """;
    }

    [Fact]
    public void Publishes_default_values_in_minutes_with_events_only()
    {
        var template = Templates.Of(Templates.Filter("Ssh", Rejects, more: ", \"DefaultValue\": 0"), Templates.Alarm("A", "Ssh", 1, seconds: 60));
        var points = Run(template, [Header, Line(0), Line(2, port: 22, action: "REJECT"), Line(2), Line(5)]).Alarms[0].Datapoints;
        Assert.Equal([new(At(0), 0), new(At(2), 1), new(At(5), 0)], points);
    }

    [Fact]
    public void Adds_up_several_filters_of_one_metric()
    {
        var second = Templates.Filter("Other", Templates.Pattern("dstport=3389")).Replace("\"MetricName\": \"Other\"", "\"MetricName\": \"Ssh\"", StringComparison.Ordinal);
        var result = Run(Templates.Of(Templates.Filter("Ssh", Rejects), second, Templates.Alarm("A", "Ssh", 2, seconds: 60)), [Header, Line(0, port: 22, action: "REJECT"), Line(0, port: 3389), Line(9)]);
        Assert.Equal([new(At(0), 2)], result.Alarms[0].Datapoints);
        Assert.Equal(2, result.Alarms[0].Patterns.Count);
    }

    [Fact]
    public void Notices_that_logs_fell_silent()
    {
        var template = Templates.Of(
            Templates.FlowLog(),
            Templates.Alarm("Silent", "IncomingLogEvents", 1, periods: 3, datapoints: 3, missing: "breaching", comparison: "LessThanThreshold", space: "AWS/Logs", more: ", \"Dimensions\": [{ \"Name\": \"LogGroupName\", \"Value\": \"flows\" }]"));
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
    public void Rewrites_records_of_another_format_into_the_flow_logs_own()
    {
        var template = Templates.Of(
            Templates.FlowLog(format: "${dstport} ${action} ${flow-direction} ${srcaddr}"),
            Templates.Filter("Ssh", "[port=22, action=REJECT, direction, source]", more: ", \"DefaultValue\": 0"),
            Templates.Filter("Inbound", "[port, action, direction=ingress, source]"),
            Templates.Alarm("A", "Ssh", 5),
            Templates.Alarm("B", "Inbound", 1));
        var result = Run(template, AnHour());
        Assert.Equal(1, result.Alarms[0].TimesInAlarm);
        Assert.Equal("22 REJECT - 203.0.113.7", result.Alarms[0].SampleRecords[0]);
        Assert.Equal(0, result.Alarms[1].TimesInAlarm);
        Assert.Contains(result.Notes, note => note.Contains("they lack flow-direction, for which '-' stands", StringComparison.Ordinal));
        Assert.Contains(result.Notes, note => note.StartsWith("Inbound needs flow-direction", StringComparison.Ordinal));
        Assert.DoesNotContain(result.Notes, note => note.StartsWith("Ssh needs", StringComparison.Ordinal));
    }

    [Fact]
    public void Takes_files_without_a_header_for_records_of_the_flow_log()
    {
        var template = Templates.Of(Templates.FlowLog(format: "${start} ${dstport} ${action}"), Templates.Filter("Ssh", "[start, port=22, action=REJECT]"), Templates.Alarm("A", "Ssh", 1));
        var result = Run(template, [$"{Midnight} 22 REJECT", $"{Midnight + 600} 443 ACCEPT"]);
        Assert.Equal((2, 1), (result.Records, result.TimesInAlarm));
    }

    [Fact]
    public void Leaves_out_what_the_flow_log_would_not_have_delivered()
    {
        var template = Templates.Of(Templates.FlowLog(traffic: "REJECT"), Templates.Filter("All", "[]"), Templates.Alarm("A", "All", 1, seconds: 60));
        var result = Run(template, AnHour());
        Assert.Equal(10, result.Alarms[0].Datapoints.Sum(point => point.Value));
        Assert.Contains("FlowLog delivers REJECT records alone, so the others are left out.", result.Notes);
    }

    [Fact]
    public void Shows_lines_that_are_no_records_to_filters_and_counts_them()
    {
        var template = Templates.Of(Templates.Filter("Odd", "odd"), Templates.Alarm("A", "Odd", 1, seconds: 60));
        var backtest = new Backtest(template);
        var said = new List<(long, string)>();
        using var file = Text([Header, "odd before any time", Line(3), "an odd line", Line(9)]);
        backtest.Read(file, "test.log", (line, why) => said.Add((line, why)));
        var result = backtest.Finish();
        Assert.Equal((2, 2), (result.Records, result.RejectedLines));
        Assert.Equal([2L, 4L], said.Select(rejection => rejection.Item1));
        Assert.Equal([new(At(3), 1)], result.Alarms[0].Datapoints);
        Assert.Contains(result.Notes, note => note.StartsWith("1 lines have neither a time", StringComparison.Ordinal));
    }

    [Fact]
    public void Goes_by_the_end_of_flows_and_by_another_delay_when_asked()
    {
        var template = Templates.Of(Templates.Filter("Ssh", Rejects), Templates.Alarm("A", "Ssh", 1, seconds: 60, periods: 5));
        List<string> lines = [Header, Line(0), Line(10, port: 22, action: "REJECT", second: 30, lasting: 60), Line(30)];
        Assert.Equal([new(At(10), 1)], Run(template, lines).Alarms[0].Datapoints);
        Assert.Equal([new(At(11), 1)], Run(template, lines, new() { Timestamp = EventTime.End }).Alarms[0].Datapoints);
        // The flow ends at 11:30; its event arrives at the next whole minute after the delay.
        Assert.Equal(At(12), Run(template, lines, new() { Delay = TimeSpan.Zero }).Alarms[0].FirstAlarm);
        Assert.Equal(At(15), Run(template, lines, new() { Delay = TimeSpan.FromMinutes(3) }).Alarms[0].FirstAlarm);
    }

    [Fact]
    public void Warns_of_an_alarm_that_cannot_see_its_late_data()
    {
        var template = Templates.Of(Templates.Filter("Ssh", Rejects), Templates.Alarm("A", "Ssh", 1, seconds: 60));
        var alarm = Run(template, AnHour()).Alarms[0];
        Assert.Equal(0, alarm.TimesInAlarm);
        Assert.Contains("It looks back 3 minutes, and all its data arrive later than that", Assert.Single(alarm.Notes));
        Assert.Equal(1, Run(template, AnHour(), new() { FurtherPeriods = 9 }).Alarms[0].TimesInAlarm);
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
    public void Keeps_to_the_time_asked_for()
    {
        var template = Templates.Of(Templates.Filter("Ssh", Rejects), Templates.Alarm("A", "Ssh", 1));
        var result = Run(template, AnHour(), new() { From = At(22), To = At(50) });
        Assert.Equal((At(22), 6.0), (result.From, result.Alarms[0].Datapoints.Sum(point => point.Value)));
        Assert.Equal(34, result.Records);
        Assert.Contains("36 lines lie outside the time asked for and were left out.", result.Notes);
    }

    [Fact]
    public void Feeds_only_the_filters_of_the_log_group_that_flow_logs_deliver_to()
    {
        var template = Templates.Of(
            Templates.FlowLog("flows"),
            Templates.Filter("Mine", Rejects), Templates.Alarm("A", "Mine", 1),
            Templates.Filter("Theirs", "ERROR", group: "lambda"), Templates.Alarm("B", "Theirs", 1),
            Templates.Alarm("C", "Errors", 1, space: "AWS/Lambda"));
        var result = Run(template, AnHour());
        Assert.Equal(["A"], result.Alarms.Select(alarm => alarm.LogicalId));
        Assert.Equal(
            [
                ("B", "its metric test / Theirs comes from Theirs on the log group 'lambda', which the records do not go to"),
                ("C", "its metric AWS/Lambda / Errors is not made from flow logs by this template"),
            ],
            result.NotSimulated.Select(alarm => (alarm.LogicalId, alarm.Reason)));
        Assert.Equal(["B"], Run(template, AnHour(), new() { LogGroup = "lambda" }).Alarms.Select(alarm => alarm.LogicalId));
    }

    [Fact]
    public void Wants_to_be_told_which_log_group_when_formats_differ()
    {
        var template = Templates.Of(Templates.FlowLog("a"), Templates.FlowLog("b", "${srcaddr}", id: "Other"), Templates.Filter("F", "[]", group: "a"));
        Assert.Contains("--log-group", Assert.Throws<TemplateException>(() => new Backtest(template)).Message);
        Assert.Contains("Did you mean 'a'?", Assert.Throws<TemplateException>(() => new Backtest(template, new() { LogGroup = "aa" })).Message);
    }

    [Fact]
    public void Computes_expressions_over_several_metrics()
    {
        var template = Templates.Of(
            Templates.Filter("Rejected", Templates.Pattern("action=REJECT")), Templates.Filter("All", "[]"),
            """
            "Share": { "Type": "AWS::CloudWatch::Alarm", "Properties": { "EvaluationPeriods": 1, "Threshold": 50, "ComparisonOperator": "GreaterThanThreshold", "TreatMissingData": "notBreaching", "Metrics": [
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
        const string body = """{"Schema":{"Name":"CloudWatchLogRule","Version":1},"LogGroupNames":["flows"],"LogFormat":"CLF","Fields":{"4":"srcaddr","5":"dstaddr","13":"action"},"Contribution":{"Keys":["srcaddr","dstaddr"],"Filters":[{"Match":"action","In":["REJECT"]}]},"AggregateOn":"Count"}""";
        var template = Templates.Of(
            Templates.FlowLog(),
            $$"""
            "Rule": { "Type": "AWS::CloudWatch::InsightRule", "Properties": { "RuleName": "scan", "RuleState": "ENABLED", "RuleBody": {{System.Text.Json.JsonSerializer.Serialize(body)}} } },
            "Scan": { "Type": "AWS::CloudWatch::Alarm", "Properties": { "EvaluationPeriods": 1, "Threshold": 50, "ComparisonOperator": "GreaterThanThreshold", "TreatMissingData": "notBreaching",
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
        // is empty
        // and the third window back is the newest with data, until 46.
        Assert.Equal([(At(37), At(41)), (At(42), At(46))], alarm.PeriodsInAlarm.Select(period => (period.From, period.To)));
        Assert.Equal([new(At(10), 1), new(At(30), 60)], alarm.Datapoints);
        Assert.Equal(new Talker("203.0.113.7", 60, 60), alarm.Talkers.Sources[0]);
    }

    [Fact]
    public void Raises_a_composite_alarm_with_its_parts_and_says_which_it_could_not_see()
    {
        var template = Templates.Of(
            Templates.Filter("Ssh", Rejects, more: ", \"DefaultValue\": 0"), Templates.Alarm("A", "Ssh", 5), Templates.Alarm("B", "Errors", 1, space: "AWS/Lambda"),
            """
            "C": { "Type": "AWS::CloudWatch::CompositeAlarm", "Properties": { "AlarmName": "any", "AlarmRule": { "Fn::Sub": "ALARM(\"${A}\") OR ALARM(\"${B}\")" } } },
            "D": { "Type": "AWS::CloudWatch::CompositeAlarm", "Properties": { "AlarmName": "top", "AlarmRule": "ALARM(any) AND NOT ALARM(\"B alarm\")" } },
            "E": { "Type": "AWS::CloudWatch::CompositeAlarm", "Properties": { "AlarmName": "loop", "AlarmRule": "ALARM(pool)" } },
            "F": { "Type": "AWS::CloudWatch::CompositeAlarm", "Properties": { "AlarmName": "pool", "AlarmRule": "ALARM(loop)" } }
            """);
        var result = Run(template, AnHour());
        Assert.Equal(["A", "C", "D"], result.Alarms.Select(alarm => alarm.LogicalId));
        Assert.Equal(result.Alarms[0].PeriodsInAlarm, result.Alarms[1].PeriodsInAlarm);
        Assert.Equal(result.Alarms[0].PeriodsInAlarm, result.Alarms[2].PeriodsInAlarm);
        Assert.Equal("B alarm was not simulated, and taken to be OK all the time.", Assert.Single(result.Alarms[1].Notes));
        Assert.Equal(["B", "E", "F"], result.NotSimulated.Select(alarm => alarm.LogicalId));
        Assert.Equal(1, result.TimesInAlarm);
    }

    [Fact]
    public void Gives_the_same_result_for_the_same_logs_gzip_or_not_in_pieces_or_whole()
    {
        var template = Templates.Of(Templates.Filter("Ssh", Rejects), Templates.Filter("Bytes", "[]", value: "$10"), Templates.Alarm("A", "Ssh", 2), Templates.Alarm("B", "Bytes", 5000));
        var lines = AnHour();
        var whole = Json(Run(template, lines));
        Assert.Equal(whole, Json(Run(template, lines)));
        var pieces = new Backtest(template);
        foreach (var piece in new[] { lines[..30], lines[30..] })
        {
            using var file = Gzip(piece);
            pieces.Read(file, "piece.log.gz");
        }

        Assert.Equal(whole, Json(pieces.Finish()));
    }

    [Fact]
    public void Counts_what_came_before_the_damage_to_a_file()
    {
        var bytes = Gzip(Enumerable.Range(0, 20_000).Select(number => Line(number / 400, $"10.1.{number % 250}.{number % 249}", bytes: number))).ToArray();
        var backtest = new Backtest(Templates.Of(Templates.Filter("All", "[]"), Templates.Alarm("A", "All", 1)));
        Assert.Throws<UnreadableObjectException>(() => backtest.Read(new MemoryStream(bytes[..^2000]), "cut.log.gz"));
        Assert.InRange(backtest.Finish().Records, 1000, 19_999);
    }

    [Fact]
    public void Describes_the_traffic_as_a_whole()
    {
        var result = Run(Templates.Of(), [.. AnHour(), "2 123456789012 eni-0a - - - - - - - " + $"{Midnight} {Midnight + 60} - NODATA"]);
        Assert.Equal((TimeSpan.FromMinutes(1), 60, true, false), (result.Traffic.BucketLength, result.Traffic.Buckets.Count, result.Traffic.HasAction, result.Traffic.HasDirection));
        Assert.Equal(new TrafficBucket(At(20), 1, 2, 0, 0, 0, 3 * 840), result.Traffic.Buckets[20]);
        Assert.Equal(1, result.Traffic.Buckets[0].Other);
    }

    [Fact]
    public void Says_that_there_were_no_records()
    {
        var result = Run(Templates.Of(Templates.Filter("Ssh", Rejects), Templates.Alarm("A", "Ssh", 1)), [Header]);
        Assert.Equal((0, 0, null), (result.Records, result.Alarms.Count, result.From));
        Assert.Equal("there are no records", Assert.Single(result.NotSimulated).Reason);
    }

    static string Json(BacktestResult result)
    {
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        BacktestJson.Write(result, null, output);
        return System.Text.Encoding.UTF8.GetString(output.WrittenSpan);
    }

    // One record an hour for some days, and at given hours a burst of rejected SSH attempts in one minute.
    static IEnumerable<string> Days(int days, params (int Hour, int Attempts)[] bursts) =>
    [
        Header,
        .. Enumerable.Range(0, days * 24).Select(hour => Line(hour * 60)),
        .. bursts.SelectMany(burst => Enumerable.Repeat(Line(burst.Hour * 60, "203.0.113.7", port: 22, action: "REJECT"), burst.Attempts)),
    ];

    static AlarmOutcome Suggested(double threshold, double pages, IEnumerable<string> lines, string more = "")
    {
        var template = Templates.Of(Templates.Filter("Ssh", Rejects, more: ", \"DefaultValue\": 0"), Templates.Alarm("A", "Ssh", threshold, periods: 3, more: more));
        return Assert.Single(Run(template, lines, new BacktestOptions { PagesPerWeek = pages }).Alarms);
    }

    static readonly (int, int)[] ThreeBursts = [(20, 5), (70, 50), (120, 500)];

    [Fact]
    public void Suggests_a_threshold_when_the_records_are_long_enough_for_the_rate()
    {
        Assert.Equal(1, Suggested(5, 3, Days(8, ThreeBursts)).SuggestedThreshold);
        Assert.Equal(51, Suggested(501, 1, Days(8, ThreeBursts)).SuggestedThreshold);
        Assert.Equal(1, Suggested(5, 20, Days(3, ThreeBursts[..2])).SuggestedThreshold);
    }

    [Theory]
    [InlineData(6, 1)]
    [InlineData(3, 2)]
    [InlineData(8, 0)]
    public void Suggests_no_threshold_when_the_records_are_too_short_for_the_rate(int days, double pages)
    {
        var alarm = Suggested(501, pages, Days(days));
        Assert.Null(alarm.SuggestedThreshold);
        Assert.Equal(0, alarm.Peak);
    }

    [Fact]
    public void Suggests_no_threshold_at_which_an_incident_would_have_passed_unseen()
    {
        // One alarm a week would need a threshold above 50, which would hide two of the three incidents.
        var alarm = Suggested(5, 1, Days(8, ThreeBursts));
        Assert.Equal((3, null, 500), (alarm.TimesInAlarm, alarm.SuggestedThreshold, alarm.Peak));
    }

    [Fact]
    public void Suggests_no_threshold_for_low_values_from_less_than_a_week()
    {
        static double? Of(int days)
        {
            var template = Templates.Of(Templates.FlowLog(), Templates.Alarm("A", "IncomingLogEvents", 1, seconds: 3600, periods: 2, missing: "breaching", comparison: "LessThanThreshold", more: ", \"Dimensions\": [{ \"Name\": \"LogGroupName\", \"Value\": \"flows\" }]", space: "AWS/Logs"));
            return Assert.Single(Run(template, Days(days), new BacktestOptions { PagesPerWeek = 50 }).Alarms).SuggestedThreshold;
        }

        Assert.Null(Of(6));
        Assert.Equal(1, Of(8));
    }

    [Fact]
    public void Counts_an_alarm_that_flaps_as_one_incident()
    {
        // Attempts in minutes 10 and 22, and again two hours later.
        string[] lines = [Header, .. Enumerable.Range(0, 200).Select(minute => Line(minute)), .. new[] { 10, 22, 150 }.Select(minute => Line(minute, port: 22, action: "REJECT"))];
        var result = Run(Templates.Of(Templates.Filter("Ssh", Rejects, more: ", \"DefaultValue\": 0"), Templates.Alarm("A", "Ssh", 1, periods: 6, datapoints: 1, seconds: 60)), lines, new BacktestOptions { Delay = TimeSpan.FromMinutes(1) });
        var alarm = Assert.Single(result.Alarms);
        Assert.Equal((3, 2), (alarm.TimesInAlarm, alarm.Incidents));
        Assert.Equal((3, 2), (result.TimesInAlarm, result.Incidents));
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
        var template = Templates.Of(Templates.Filter("Bytes", "[...]".Replace("...", Templates.DefaultPattern[1..^1], StringComparison.Ordinal), value: "$bytes"), Templates.Alarm("A", "Bytes", 1, periods: 3));
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
        const string body = """{"Schema":{"Name":"CloudWatchLogRule","Version":1},"LogGroupNames":["flows"],"LogFormat":"CLF","Fields":{"7":"port"},"Contribution":{"Keys":["port"]},"AggregateOn":"Count"}""";
        var template = Templates.Of(
            Templates.FlowLog(),
            $$""" "Rule": { "Type": "AWS::CloudWatch::InsightRule", "Properties": { "RuleName": "scan", "RuleState": "ENABLED", "RuleBody": {{System.Text.Json.JsonSerializer.Serialize(body)}} } } """,
            """ "A": { "Type": "AWS::CloudWatch::Alarm", "Properties": { "Metrics": [{ "Id": "e1", "Expression": "INSIGHT_RULE_METRIC('scan', 'UniqueContributors')", "Period": 300 }], "EvaluationPeriods": 3, "DatapointsToAlarm": 1, "Threshold": 50, "ComparisonOperator": "GreaterThanThreshold" } } """);
        var talkers = Assert.Single(Run(template, lines).Alarms).Talkers;
        Assert.Equal(TalkerMeasure.Contributors, talkers.Measure);
        Assert.Equal(("203.0.113.7", 60, 60.0), (talkers.Sources[0].Value, talkers.Sources[0].Records, talkers.Sources[0].Amount));
    }

    [Fact]
    public void Says_that_a_JSON_pattern_cannot_match_flow_log_records()
    {
        var result = Run(Templates.Of(Templates.FlowLog(), Templates.Filter("Json", "{ $.action = \"REJECT\" }"), Templates.Alarm("A", "Json", 1)), AnHour());
        Assert.Contains("Json: its pattern { $.action = \"REJECT\" } is a JSON pattern and cannot match flow log records, which are text: use a space-delimited pattern, such as [version, account, …].", result.Notes);
    }

    static AlarmTemplate TwoFormats(string second) => Templates.Of(
        Templates.FlowLog(), Templates.FlowLog(second, "${srcaddr} ${dstport} ${action}", id: "Narrow"),
        Templates.Filter("Wide", Rejects), Templates.Filter("Short", "[src, port=22, action=REJECT]", second), Templates.Alarm("A", "Wide", 1), Templates.Alarm("B", "Short", 1));

    [Fact]
    public void Says_how_to_choose_between_flow_logs_of_different_formats()
    {
        var template = TwoFormats("narrow");
        Assert.Equal(
            "test.template.json: its flow logs deliver records of different formats to the log groups flows, narrow: choose the one that the records went to with --log-group, or its flow log with --flow-log (FlowLog, Narrow).",
            Assert.Throws<TemplateException>(() => Run(template, AnHour())).Message);
        Assert.Equal(["A"], Run(template, AnHour(), new BacktestOptions { FlowLog = "FlowLog" }).Alarms.Select(alarm => alarm.LogicalId));
        Assert.Equal(["B"], Run(template, AnHour(), new BacktestOptions { FlowLog = "Narrow" }).Alarms.Select(alarm => alarm.LogicalId));
        Assert.Equal(1, Run(template, AnHour(), new BacktestOptions { LogGroup = "narrow" }).TimesInAlarm);
    }

    [Fact]
    public void Chooses_one_of_two_flow_logs_that_deliver_to_one_log_group()
    {
        var template = TwoFormats("flows");
        Assert.Contains(Run(template, AnHour()).Notes, note => note.EndsWith("the records are taken for those of FlowLog. Choose another with --flow-log.", StringComparison.Ordinal));
        Assert.Equal(0, Run(template, AnHour(), new BacktestOptions { FlowLog = "FlowLog" }).Alarms[1].TimesInAlarm);
        Assert.Equal(1, Run(template, AnHour(), new BacktestOptions { FlowLog = "Narrow" }).Alarms[1].TimesInAlarm);
    }

    [Theory]
    [InlineData("Narow", null, "test.template.json has no flow log 'Narow' that delivers to CloudWatch Logs. Did you mean 'Narrow'? It has FlowLog, Narrow.")]
    [InlineData("Narrow", "flows", "test.template.json: the flow log 'Narrow' delivers to the log group 'narrow', and not to 'flows'. Use one of --flow-log and --log-group.")]
    public void Refuses_a_flow_log_that_cannot_deliver_the_records(string flowLog, string? group, string message) =>
        Assert.Equal(message, Assert.Throws<TemplateException>(() => Run(TwoFormats("narrow"), AnHour(), new BacktestOptions { FlowLog = flowLog, LogGroup = group })).Message);
}
