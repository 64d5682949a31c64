using static FlowLogStack.Simulation.Tests.TestBacktests;

namespace FlowLogStack.Simulation.Tests;

/// <summary>Which log group and flow log the records of a backtest belong to.</summary>
public sealed class BacktestLogGroupTests
{
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
                ("B", "its metric test / Theirs comes from Theirs on the log group 'lambda', to which the records are not delivered"),
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

    static AlarmTemplate TwoFormats(string second) => Templates.Of(
        Templates.FlowLog(), Templates.FlowLog(second, "${srcaddr} ${dstport} ${action}", id: "Narrow"),
        Templates.Filter("Wide", Rejects), Templates.Filter("Short", "[src, port=22, action=REJECT]", second), Templates.Alarm("A", "Wide", 1),
            Templates.Alarm("B", "Short", 1));

    [Fact]
    public void Says_how_to_choose_between_flow_logs_of_different_formats()
    {
        var template = TwoFormats("narrow");
        Assert.Equal(
            "test.template.json: its flow logs deliver records of different formats to the log groups flows, narrow. Select the one of the records with "
                + "--log-group, or its flow log with --flow-log (FlowLog, Narrow).",
            Assert.Throws<TemplateException>(() => Run(template, AnHour())).Message);
        Assert.Equal(["A"], Run(template, AnHour(), new BacktestOptions { FlowLog = "FlowLog" }).Alarms.Select(alarm => alarm.LogicalId));
        Assert.Equal(["B"], Run(template, AnHour(), new BacktestOptions { FlowLog = "Narrow" }).Alarms.Select(alarm => alarm.LogicalId));
        Assert.Equal(1, Run(template, AnHour(), new BacktestOptions { LogGroup = "narrow" }).TimesInAlarm);
    }

    [Fact]
    public void Chooses_one_of_two_flow_logs_that_deliver_to_one_log_group()
    {
        var template = TwoFormats("flows");
        Assert.Contains(Run(template, AnHour()).Notes, note =>
            note.EndsWith("the records are taken for those of FlowLog. Choose another with --flow-log.", StringComparison.Ordinal));
        Assert.Equal(0, Run(template, AnHour(), new BacktestOptions { FlowLog = "FlowLog" }).Alarms[1].TimesInAlarm);
        Assert.Equal(1, Run(template, AnHour(), new BacktestOptions { FlowLog = "Narrow" }).Alarms[1].TimesInAlarm);
    }

    [Theory]
    [InlineData("Narow", null, "test.template.json has no flow log 'Narow' that delivers to CloudWatch Logs. Did you mean 'Narrow'? It has FlowLog, Narrow.")]
    [InlineData("Narrow", "flows", "test.template.json: the flow log 'Narrow' delivers to the log group 'narrow', and not to 'flows'. Use one of --flow-log "
        + "and --log-group.")]
    public void Refuses_a_flow_log_that_cannot_deliver_the_records(string flowLog, string? group, string message) =>
        Assert.Equal(message, Assert.Throws<TemplateException>(() =>
            Run(TwoFormats("narrow"), AnHour(), new BacktestOptions { FlowLog = flowLog, LogGroup = group })).Message);
}
