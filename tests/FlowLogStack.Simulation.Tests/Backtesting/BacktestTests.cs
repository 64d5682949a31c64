using FlowLogStack.Records;
using static FlowLogStack.Simulation.Tests.Flows;
using static FlowLogStack.Simulation.Tests.TestBacktests;

namespace FlowLogStack.Simulation.Tests;

public sealed class BacktestTests
{
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
        // minutes the 10 newest with data count: it is the oldest of those at minute 39, because data of minute 33 have arrived by then.
        Assert.Equal([new(At(1), AlarmState.Ok), new(At(26), AlarmState.Alarm), new(At(38), AlarmState.Ok)], alarm.Transitions);
        Assert.Equal((At(26), TimeSpan.FromMinutes(12), 2.0), (alarm.FirstAlarm, alarm.TimeInAlarm, alarm.Peak));
        Assert.Equal(60, alarm.Datapoints.Count);
        Assert.Equal([0, 2, 2], alarm.Datapoints.Skip(19).Take(3).Select(point => point.Value));
        // One hour doesn't determine the number of alarms in a week.
        Assert.Null(alarm.SuggestedThreshold);
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
        Assert.Contains(result.Notes, note => note.Contains("they lack flow-direction, whose value is '-'", StringComparison.Ordinal));
        Assert.Contains(result.Notes, note => note.StartsWith("Inbound needs flow-direction", StringComparison.Ordinal));
        Assert.DoesNotContain(result.Notes, note => note.StartsWith("Ssh needs", StringComparison.Ordinal));
    }

    [Fact]
    public void Takes_files_without_a_header_for_records_of_the_flow_log()
    {
        var template = Templates.Of(Templates.FlowLog(format: "${start} ${dstport} ${action}"), Templates.Filter("Ssh", "[start, port=22, action=REJECT]"),
            Templates.Alarm("A", "Ssh", 1));
        var result = Run(template, [$"{Midnight} 22 REJECT", $"{Midnight + 600} 443 ACCEPT"]);
        Assert.Equal((2, 1), (result.Records, result.TimesInAlarm));
    }

    [Fact]
    public void Leaves_out_what_the_flow_log_would_not_have_delivered()
    {
        var template = Templates.Of(Templates.FlowLog(traffic: "REJECT"), Templates.Filter("All", "[]"), Templates.Alarm("A", "All", 1, seconds: 60));
        var result = Run(template, AnHour());
        Assert.Equal(10, result.Alarms[0].Datapoints.Sum(point => point.Value));
        Assert.Contains("FlowLog delivers REJECT records alone, so the others are ignored.", result.Notes);
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
    public void Keeps_to_the_time_asked_for()
    {
        var template = Templates.Of(Templates.Filter("Ssh", Rejects), Templates.Alarm("A", "Ssh", 1));
        var result = Run(template, AnHour(), new() { From = At(22), To = At(50) });
        Assert.Equal((At(22), 6.0), (result.From, result.Alarms[0].Datapoints.Sum(point => point.Value)));
        Assert.Equal(34, result.Records);
        Assert.Contains("36 lines are outside of the time range and were ignored.", result.Notes);
    }

    [Fact]
    public void Gives_the_same_result_for_the_same_logs_gzip_or_not_in_pieces_or_whole()
    {
        var template = Templates.Of(Templates.Filter("Ssh", Rejects), Templates.Filter("Bytes", "[]", value: "$10"), Templates.Alarm("A", "Ssh", 2),
            Templates.Alarm("B", "Bytes", 5000));
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
        Assert.Equal((TimeSpan.FromMinutes(1), 60, true, false),
            (result.Traffic.BucketLength, result.Traffic.Buckets.Count, result.Traffic.HasAction, result.Traffic.HasDirection));
        Assert.Equal(new TrafficBucket(At(20), 1, 2, 0, 0, 0, 3 * 840), result.Traffic.Buckets[20]);
        Assert.Equal(1, result.Traffic.Buckets[0].Other);
    }

    [Fact]
    public void Says_that_there_were_no_records()
    {
        var result = Run(Templates.Of(Templates.Filter("Ssh", Rejects), Templates.Alarm("A", "Ssh", 1)), [Header]);
        Assert.Equal((0, 0, null), (result.Records, result.Alarms.Count, result.From));
        Assert.Equal("the input contains no record", Assert.Single(result.NotSimulated).Reason);
    }
}
