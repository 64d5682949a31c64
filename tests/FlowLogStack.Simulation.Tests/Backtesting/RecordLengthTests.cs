using static FlowLogStack.Simulation.Tests.Flows;
using static FlowLogStack.Simulation.Tests.TestBacktests;

namespace FlowLogStack.Simulation.Tests;

/// <summary>Notes on alarms that sum a field of records whose length isn't that of the template's flow log.</summary>
public sealed class RecordLengthTests
{
    const string BandAlarm = """
        "A": { "Type": "AWS::CloudWatch::Alarm", "Properties": { "AlarmName": "A alarm", "EvaluationPeriods": 1, "ThresholdMetricId": "band",
          "ComparisonOperator": "GreaterThanUpperThreshold", "Metrics": [
            { "Id": "m", "MetricStat": { "Stat": "Sum", "Period": 60, "Metric": { "Namespace": "test", "MetricName": "Count" } } },
            { "Id": "band", "Expression": "ANOMALY_DETECTION_BAND(m, 3)" } ] } }
        """;

    const string OfMinute = ", \"MaxAggregationInterval\": 60";

    static IReadOnlyList<string> Notes(int lasting, string interval = "", string value = "$packets", int seconds = 60) =>
        NotesOn(lasting, interval, Templates.Filter("Sum", Templates.DefaultPattern, value: value), Templates.Alarm("A", "Sum", 1000, seconds: seconds));

    static IReadOnlyList<string> NotesOn(int lasting, string interval, string filter, string alarm) => Run(Templates.Of(
        Templates.FlowLog().Replace("\"TrafficType\": \"ALL\"", "\"TrafficType\": \"ALL\"" + interval, StringComparison.Ordinal), filter, alarm),
        [Header, Line(0, lasting: lasting), Line(10, lasting: lasting)]).Notes;

    [Fact]
    public void Records_of_one_minute_do_not_show_the_alarm_of_a_flow_log_of_ten() =>
        Assert.Equal("The flow log FlowLog aggregates for up to 600 seconds, and the longest record here has 59. Interfaces other than those of Nitro "
            + "instances deliver longer records, whose sums count in the minute in which they start. With these, alarms that sum a field enter ALARM more "
            + "easily than here: A alarm. Set MaxAggregationInterval to 60, or use records of that flow log.", Assert.Single(Notes(59)));

    [Fact]
    public void Records_of_ten_minutes_show_more_than_the_alarm_of_a_flow_log_of_one() =>
        Assert.Equal("The flow log FlowLog aggregates for up to 60 seconds, and the longest record here has 590. The sums of a long record count in the "
            + "minute in which it starts. Alarms that sum a field enter ALARM more easily here than with records of one minute: A alarm.",
            Assert.Single(Notes(590, OfMinute)));

    [Theory]
    [InlineData(59, "", "The flow log FlowLog aggregates for up to 600 seconds, and the longest record here has 59. Interfaces other than those of Nitro "
        + "instances deliver longer records. In long records, the lasting flows of an interface count together every ten minutes, so that alarms with an "
        + "anomaly detection band of their number enter ALARM otherwise than here: A alarm. Set MaxAggregationInterval to 60, or use records of that flow "
        + "log.")]
    [InlineData(590, OfMinute, "The flow log FlowLog aggregates for up to 60 seconds, and the longest record here has 590. In long records, the lasting flows "
        + "of an interface count together every ten minutes, so that alarms with an anomaly detection band of their number enter ALARM otherwise here than "
        + "with records of one minute: A alarm.")]
    public void Records_of_another_interval_have_another_band_of_flows(int lasting, string interval, string note) =>
        Assert.Equal(note, Assert.Single(NotesOn(lasting, interval, Templates.Filter("Count", Templates.DefaultPattern), BandAlarm)));

    [Fact]
    public void Records_of_the_interval_of_the_flow_log_need_no_note()
    {
        Assert.Empty(Notes(590));
        Assert.Empty(Notes(59, OfMinute));
    }

    [Fact]
    public void Alarms_that_count_records_or_sum_over_ten_minutes_need_no_note()
    {
        Assert.Empty(Notes(59, value: "1"));
        Assert.Empty(Notes(59, seconds: 600));
    }
}
