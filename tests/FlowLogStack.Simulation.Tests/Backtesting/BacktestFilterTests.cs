using static FlowLogStack.Simulation.Tests.Flows;
using static FlowLogStack.Simulation.Tests.TestBacktests;

namespace FlowLogStack.Simulation.Tests;

/// <summary>Metric filters of a backtest: what they match and publish.</summary>
public sealed class BacktestFilterTests
{
    [Fact]
    public void Sums_a_field_for_each_value_of_a_dimension()
    {
        var template = Templates.Of(
            Templates.Filter("Bytes", Templates.Pattern("action=ACCEPT"), value: "$bytes",
                more: ", \"Dimensions\": [{ \"Key\": \"Destination\", \"Value\": \"$dst\" }]"),
            Templates.Alarm("Big", "Bytes", 5000, seconds: 60, more: ", \"Dimensions\": [{ \"Name\": \"Destination\", \"Value\": \"10.0.1.1\" }]"),
            Templates.Alarm("Small", "Bytes", 5000, seconds: 60, more: ", \"Dimensions\": [{ \"Name\": \"Destination\", \"Value\": \"10.0.1.2\" }]"),
            Templates.Alarm("Whole", "Bytes", 5000, seconds: 60));
        var result = Run(template, [Header, Line(0, destination: "10.0.1.1", bytes: 3000), Line(0, destination: "10.0.1.1", bytes: 2500),
            Line(0, destination: "10.0.1.2", bytes: 700), Line(9)], new() { Delay = TimeSpan.Zero });
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
        var template = Templates.Of(Templates.Filter("Ssh", Rejects, value: "4", more: ", \"DefaultValue\": 2"), Templates.Alarm("A", "Ssh", 1, seconds: 60)
            .Replace("\"Sum\"", $"\"{statistic}\"", StringComparison.Ordinal));
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
        var points = Run(template, [Header, Line(0, action: "REJECT"), Line(0), Line(0), Line(1, action: "REJECT"), Line(2, action: "REJECT")
            .Replace("eni-0a", "11.5", StringComparison.Ordinal)]).Alarms[0].Datapoints;
        Assert.Equal([new(At(0), 2), new(At(2), 1)], points);
    }

    /// <summary>Rules 15 and 16: a pattern with fewer fields still matches, but conditions on, and values of, its last field no longer work.</summary>
    [Fact]
    public void Says_where_a_pattern_matches_only_because_its_last_field_takes_the_rest()
    {
        const string Longer = "${version} ${account-id} ${interface-id} ${srcaddr} ${dstaddr} ${srcport} ${dstport} ${protocol} ${packets} ${bytes} ${start} "
            + "${end} ${action} ${log-status} ${vpc-id} ${subnet-id}";
        var template = Templates.Of(
            Templates.FlowLog(format: Longer),
            Templates.Filter("Any", Templates.Pattern("action=REJECT")),
            Templates.Filter("Ok", Templates.Pattern("action=REJECT", "status=OK")),
            Templates.Filter("Size", "[v, account, eni, src, dst, srcport, dstport, protocol, packets, bytes]", value: "$bytes"),
            Templates.Filter("More", "[" + string.Join(", ", Enumerable.Range(1, 17).Select(i => $"f{i}")) + "]"),
            Templates.Filter("Open", "[version, ..., vpc, subnet]"),
            Templates.Alarm("A", "Any", 1), Templates.Alarm("B", "Ok", 1), Templates.Alarm("C", "Size", 1), Templates.Alarm("D", "More", 1),
                Templates.Alarm("E", "Open", 1));
        var result = Run(template, [Longer.Replace("${", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal), Line(0, action: "REJECT")
            + " vpc-1 subnet-1"]);
        Assert.Equal([("A", 1.0), ("B", null), ("C", null), ("D", null), ("E", 1.0)], result.Alarms.Select(alarm => (alarm.LogicalId, alarm.Peak)));
        Assert.Contains(
            "Any matches records of 16 fields only because its last field, 'status', takes the rest of the line: the 3 fields from 'log-status' on. "
            + "Use one field for each field of the records, or '...' at the end.", result.Notes);
        Assert.Contains(result.Notes, note => note.StartsWith("Ok matches records of 16 fields only because", StringComparison.Ordinal)
            && note.Contains("Its condition on that field is tested on all of them", StringComparison.Ordinal));
        Assert.Contains(result.Notes, note => note.StartsWith("Size matches", StringComparison.Ordinal)
            && note.Contains("publishes nothing", StringComparison.Ordinal));
        Assert.Contains("More selects nothing: its pattern needs 17 fields, and the records have 16.", result.Notes);
        Assert.DoesNotContain(result.Notes, note => note.StartsWith("Open", StringComparison.Ordinal));
    }

    [Fact]
    public void Says_so_of_a_filter_that_no_alarm_uses_once()
    {
        const string Shorter = "[version, account, eni, action=REJECT]";
        var template = Templates.Of(Templates.FlowLog(), Templates.Filter("Trap", Shorter), Templates.Filter("Ssh", Rejects), Templates.Alarm("A", "Ssh", 1));
        var note = Assert.Single(Run(template, AnHour()).Notes, note => note.StartsWith("Trap", StringComparison.Ordinal));
        Assert.StartsWith("Trap matches records of 14 fields only because its last field, 'action',", note);
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
        const string Dimensions = ", \"Dimensions\": [{ \"Name\": \"@source.log\", \"Value\": \"flows\" }, { \"Name\": \"@aws.account\", \"Value\": "
            + "\"123456789012\" }]";
        var template = Templates.Of(
            With(Templates.Filter("Own", Rejects), "\"EmitSystemFieldDimensions\": [\"@aws.account\", \"@source.log\"]"),
            With(Templates.Filter("Here",
                Rejects), "\"FieldSelectionCriteria\": \"@aws.region = \\\"us-east-1\\\" AND @aws.account NOT IN [\\\"1\\\", \\\"2\\\"]\""),
            With(Templates.Filter("There", Rejects), "\"FieldSelectionCriteria\": \"@aws.region = \\\"eu-west-1\\\"\""),
            With(Templates.Filter("Changed", Rejects), "\"ApplyOnTransformedLogs\": true"),
            Templates.Alarm("A", "Own", 1, more: Dimensions), Templates.Alarm("B", "Here", 1), Templates.Alarm("C", "There", 1),
                Templates.Alarm("D", "Changed", 1));
        var result = Run(template, [Header, Line(0, port: 22, action: "REJECT")]);
        Assert.Equal([("A", 1.0), ("B", 1.0), ("C", null), ("D", null)], result.Alarms.Select(alarm => (alarm.LogicalId, alarm.Peak)));
        Assert.Contains(result.Notes, note => note.StartsWith("There sees no event: its FieldSelectionCriteria", StringComparison.Ordinal));
        Assert.Contains("Changed selects nothing: it applies to transformed events, and the template has no AWS::Logs::Transformer.", result.Notes);
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
        var second = Templates.Filter("Other", Templates.Pattern("dstport=3389"))
            .Replace("\"MetricName\": \"Other\"", "\"MetricName\": \"Ssh\"", StringComparison.Ordinal);
        var result = Run(Templates.Of(Templates.Filter("Ssh", Rejects), second, Templates.Alarm("A", "Ssh", 2, seconds: 60)),
            [Header, Line(0, port: 22, action: "REJECT"), Line(0, port: 3389), Line(9)]);
        Assert.Equal([new(At(0), 2)], result.Alarms[0].Datapoints);
        Assert.Equal(2, result.Alarms[0].Patterns.Count);
    }

    [Fact]
    public void Says_that_a_JSON_pattern_cannot_match_flow_log_records()
    {
        var result = Run(Templates.Of(Templates.FlowLog(), Templates.Filter("Json", "{ $.action = \"REJECT\" }"), Templates.Alarm("A", "Json", 1)), AnHour());
        Assert.Contains("Json: its pattern { $.action = \"REJECT\" } is a JSON pattern and cannot match flow log records, which are text. Use a "
            + "space-delimited pattern, such as [version, account, …].", result.Notes);
    }
}
