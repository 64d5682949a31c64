using System.Text;
using FlowLogStack.Records;
using static FlowLogStack.Simulation.Tests.Flows;
using static FlowLogStack.Simulation.Tests.TestBacktests;

namespace FlowLogStack.Simulation.Tests;

/// <summary>Backtests of metric filters on the log group of a trail, with files of CloudTrail.</summary>
public sealed class TrailBacktestTests
{
    static readonly AlarmTemplate Both = Templates.Of(
        Templates.FlowLog(), Templates.Filter("Ssh", Rejects), Templates.Alarm("Flows", "Ssh", 1),
        Templates.Filter("Root", TrailDetections.RootUse.ToFilterPattern(), group: "trail", more: ", \"DefaultValue\": 0"),
            Templates.Alarm("Calls", "Root", 1));

    static readonly AlarmTemplate TrailOnly = Templates.Of(
        Templates.Filter("Root", TrailDetections.RootUse.ToFilterPattern(), group: "trail"), Templates.Alarm("Calls", "Root", 1));

    static string Call(int minute, string type) =>
        $$$"""{"eventVersion":"1.11","userIdentity":{"type":"{{{type}}}"},"eventTime":"{{{At(minute):yyyy-MM-dd'T'HH:mm:ss'Z'}}}","eventSource":"iam."""
            + $$$"""amazonaws.com","eventName":"ListUsers","eventType":"AwsApiCall","eventID":"1"}""";

    static BacktestResult Run(AlarmTemplate template, IEnumerable<string>? lines, params string[] calls)
    {
        var backtest = new Backtest(template);
        if (lines is not null)
            backtest.Read(new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines))), "flows.log");
        if (calls.Length > 0)
            backtest.Read(new MemoryStream(Encoding.UTF8.GetBytes($"{{\"Records\":[{string.Join(',', calls)}]}}")), "trail.json", (line, why) =>
                Assert.Fail(why));
        return backtest.Finish();
    }

    [Fact]
    public void A_filter_on_the_group_of_a_trail_counts_calls_and_not_records()
    {
        var result = Run(Both, [Header, Line(0, port: 22, action: "REJECT"), Line(30)], Call(2, "Root"), Call(3, "IAMUser"), Call(4, "Root"),
            Call(31, "IAMUser"));
        Assert.Equal([("Flows", 1.0), ("Calls", 2.0)], result.Alarms.Select(alarm => (alarm.LogicalId, alarm.Peak!.Value)));
        Assert.Empty(result.NotSimulated);
        Assert.Equal(6, result.Records);
        Assert.Contains(result.Alarms[1].SampleRecords, sample => sample.ToString()!.Contains("Root", StringComparison.Ordinal));
        Assert.DoesNotContain(result.Notes, note => note.Contains("JSON pattern", StringComparison.Ordinal));
    }

    [Fact]
    public void An_alarm_without_its_input_is_not_simulated()
    {
        Assert.Equal([("Calls", "the input contains no file of CloudTrail")],
            Run(Both, [Header, Line(0)]).NotSimulated.Select(alarm => (alarm.LogicalId, alarm.Reason)));
        Assert.Equal([("Flows", "the input contains no flow log record")],
            Run(Both, null, Call(0, "Root")).NotSimulated.Select(alarm => (alarm.LogicalId, alarm.Reason)));
    }

    [Fact]
    public void The_log_group_of_a_trail_can_be_chosen()
    {
        var backtest = new Backtest(Both, new BacktestOptions { LogGroup = "trail" });
        backtest.Read(new MemoryStream(Encoding.UTF8.GetBytes($"{{\"Records\":[{Call(2, "Root")},{Call(3, "IAMUser")}]}}")), "trail.json");
        var result = backtest.Finish();
        Assert.Equal([("Calls", 1.0)], result.Alarms.Select(alarm => (alarm.LogicalId, alarm.Peak!.Value)));
        Assert.Equal("Flows", Assert.Single(result.NotSimulated).LogicalId);
        Assert.DoesNotContain(result.Notes, note => note.Contains("No flow log", StringComparison.Ordinal));
    }

    [Fact]
    public void A_template_of_a_trail_alone_needs_no_flow_logs()
    {
        var result = Run(TrailOnly, null, Call(0, "Root"), Call(1, "IAMUser"));
        Assert.Equal(1, Assert.Single(result.Alarms).Peak);
        Assert.Empty(result.NotSimulated);
        Assert.DoesNotContain(result.Notes, note => note.Contains("cannot match flow log records", StringComparison.Ordinal));
    }
}
