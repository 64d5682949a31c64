namespace FlowLogStack.Simulation.Tests;

public sealed class AlarmRuleTests
{
    static readonly Dictionary<string, AlarmState> States = new()
    {
        ["on"] = AlarmState.Alarm,
        ["on too"] = AlarmState.Alarm,
        ["off"] = AlarmState.Ok,
        ["new"] = AlarmState.InsufficientData,
    };

    [Theory]
    [InlineData("ALARM(on)", true)]
    [InlineData("ALARM(\"on too\")", true)]
    [InlineData("ALARM('off')", false)]
    [InlineData("OK(off)", true)]
    [InlineData("INSUFFICIENT_DATA(new)", true)]
    [InlineData("INSUFFICIENT_DATA(on)", false)]
    [InlineData("NOT ALARM(off)", true)]
    [InlineData("NOT NOT ALARM(off)", false)]
    [InlineData("ALARM(on) AND ALARM(off)", false)]
    [InlineData("ALARM(on) OR ALARM(off)", true)]
    [InlineData("ALARM(on) OR ALARM(off) AND ALARM(new)", true)]
    [InlineData("(ALARM(on) OR ALARM(off)) AND ALARM(new)", false)]
    [InlineData("ALARM(off) OR NOT (ALARM(new) AND OK(off))", true)]
    [InlineData("TRUE", true)]
    [InlineData("FALSE", false)]
    [InlineData("TRUE AND NOT FALSE", true)]
    [InlineData("AT_LEAST(2, ALARM, (on, \"on too\", off))", true)]
    [InlineData("AT_LEAST(3, ALARM, (on, \"on too\", off))", false)]
    [InlineData("AT_LEAST(50%, ALARM, (on, \"on too\", off, new))", true)]
    [InlineData("AT_LEAST(51%, ALARM, (on, \"on too\", off, new))", false)]
    [InlineData("AT_LEAST(2, NOT ALARM, (on, off, new))", true)]
    [InlineData("ALARM(\"arn:aws:cloudwatch:eu-west-1:123456789012:alarm:on\")", true)]
    [InlineData("ALARM(arn:aws:cloudwatch:eu-west-1:123456789012:alarm:off)", false)]
    public void Takes_the_whole_grammar(string rule, bool isAlarm) =>
        Assert.Equal(isAlarm ? AlarmState.Alarm : AlarmState.Ok, AlarmRule.Parse(rule).Evaluate(name => States[name]));

    [Theory]
    [InlineData("", 1)]
    [InlineData("ALARM", 6)]
    [InlineData("ALARM()", 7)]
    [InlineData("ALARM(a", 8)]
    [InlineData("ALARM(\"a)", 7)]
    [InlineData("ALARM(a) XOR ALARM(b)", 10)]
    [InlineData("ALARM(a) AND", 13)]
    [InlineData("MAYBE(a)", 1)]
    [InlineData("AT_LEAST(x, ALARM, (a))", 10)]
    [InlineData("(ALARM(a)", 10)]
    public void Points_at_what_is_wrong(string rule, int column) =>
        Assert.StartsWith($"column {column} ", Assert.Throws<TemplateException>(() => AlarmRule.Parse(rule)).Message, StringComparison.Ordinal);

    [Fact]
    public void Names_the_alarms_it_looks_at_once() =>
        Assert.Equal(["a", "b c"], AlarmRule.Parse("ALARM(a) OR (ALARM(\"b c\") AND NOT OK(a))").Alarms);

    [Fact]
    public void Changes_when_one_of_its_alarms_does()
    {
        static DateTimeOffset At(int minute) => DateTimeOffset.UnixEpoch.AddMinutes(minute);
        var first = AlarmHistory.Of([new(At(1), AlarmState.Ok), new(At(10), AlarmState.Alarm), new(At(20), AlarmState.Ok)], At(60));
        var second = AlarmHistory.Of([new(At(1), AlarmState.Ok), new(At(15), AlarmState.Alarm), new(At(30), AlarmState.Ok)], At(60));
        var histories = new Dictionary<string, AlarmHistory> { ["a"] = first, ["b"] = second };
        AlarmTransition[] Run(string rule) => [.. CompositeSimulation.Run(AlarmRule.Parse(rule), histories, At(0), At(60)).Transitions];
        Assert.Equal([new(At(0), AlarmState.Ok), new(At(10), AlarmState.Alarm), new(At(30), AlarmState.Ok)], Run("ALARM(a) OR ALARM(b)"));
        Assert.Equal([new(At(0), AlarmState.Ok), new(At(15), AlarmState.Alarm), new(At(20), AlarmState.Ok)], Run("ALARM(a) AND ALARM(b)"));
        Assert.Equal([new(At(0), AlarmState.Ok), new(At(1), AlarmState.Alarm), new(At(10), AlarmState.Ok), new(At(20), AlarmState.Alarm)], Run("OK(a)"));
    }
}
