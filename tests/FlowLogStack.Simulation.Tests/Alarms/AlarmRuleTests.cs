namespace FlowLogStack.Simulation.Tests;

public sealed class AlarmRuleTests
{
    static readonly Dictionary<string, AlarmState> States = new()
    {
        ["on"] = AlarmState.Alarm,
        ["on too"] = AlarmState.Alarm,
        ["off"] = AlarmState.Ok,
        ["'quoted'"] = AlarmState.Alarm,
        ["a \"b\" \\c"] = AlarmState.Alarm,
        ["new"] = AlarmState.InsufficientData,
    };

    [Theory]
    [InlineData("ALARM(on)", true)]
    [InlineData("ALARM(\"on too\")", true)]
    [InlineData("ALARM('quoted')", true)]
    [InlineData("ALARM(\"a \\\"b\\\" \\\\c\")", true)]
    [InlineData("ALARM( on )", true)]
    [InlineData("NOT(ALARM(off))", true)]
    [InlineData("AT_LEAST(67%, ALARM, (on, \"on too\", off))", false)]
    [InlineData("AT_LEAST(66%, ALARM, (on, \"on too\", off))", true)]
    [InlineData("AT_LEAST(1%, ALARM, (on, off, new))", true)]
    [InlineData("AT_LEAST(100%, ALARM, (on, \"on too\"))", true)]
    [InlineData("AT_LEAST(2, ALARM, (on, on))", true)]
    [InlineData("AT_LEAST(2, NOT INSUFFICIENT_DATA, (on, off, new))", true)]
    [InlineData("TRUE OR FALSE AND FALSE", true)]
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
    // Keywords and functions are upper case only, and there are no other operators.
    [InlineData("alarm(a)", 1)]
    [InlineData("Alarm(a)", 1)]
    [InlineData("True", 1)]
    [InlineData("not ALARM(a)", 1)]
    [InlineData("ALARM(a) or ALARM(b)", 10)]
    [InlineData("ALARM(a) And ALARM(b)", 10)]
    [InlineData("ALARM(a) && ALARM(b)", 10)]
    [InlineData("ALARM(a) || ALARM(b)", 10)]
    [InlineData("!ALARM(a)", 1)]
    [InlineData("at_least(1, ALARM, (a))", 1)]
    [InlineData("AT_LEAST(1, alarm, (a))", 13)]
    // Names.
    [InlineData("ALARM(a b)", 9)]
    [InlineData("ALARM('a b')", 10)]
    [InlineData("ALARM(\"\")", 7)]
    [InlineData("ALARM(arn:aws:sns:us-east-1:123456789012:a)", 7)]
    // Limits of AT_LEAST.
    [InlineData("AT_LEAST(0, ALARM, (a, b))", 10)]
    [InlineData("AT_LEAST(3, ALARM, (a, b))", 10)]
    [InlineData("AT_LEAST(0%, ALARM, (a))", 10)]
    [InlineData("AT_LEAST(101%, ALARM, (a))", 10)]
    [InlineData("AT_LEAST(1.5, ALARM, (a, b))", 11)]
    [InlineData("AT_LEAST(50.5%, ALARM, (a, b))", 12)]
    [InlineData("AT_LEAST(-1, ALARM, (a))", 10)]
    [InlineData("AT_LEAST(1, ALARM, ())", 21)]
    [InlineData("AT_LEAST(1, ALARM, a)", 20)]
    [InlineData("AT_LEAST(1, NOT NOT ALARM, (a))", 17)]
    public void Points_at_what_is_wrong(string rule, int column) =>
        Assert.StartsWith($"column {column} ", Assert.Throws<TemplateException>(() => AlarmRule.Parse(rule)).Message, StringComparison.Ordinal);

    [Fact]
    public void Names_the_alarms_it_looks_at_once() =>
        Assert.Equal(["a", "b c"], AlarmRule.Parse("ALARM(a) OR (ALARM(\"b c\") AND NOT OK(a))").Alarms);

    [Fact]
    public void Takes_a_hundred_alarms_and_refuses_one_more()
    {
        static string Rule(int alarms) => string.Join(" OR ", Enumerable.Range(0, alarms).Select(number => $"ALARM(a{number})"));
        Assert.Equal(100, AlarmRule.Parse(Rule(100)).Alarms.Count);
        Assert.Contains("has 101 alarms, and CloudWatch allows 100", Assert.Throws<TemplateException>(() => AlarmRule.Parse(Rule(101))).Message,
            StringComparison.Ordinal);
    }

    static AlarmTemplate Template(string rule) => Templates.Of(
        Templates.Filter("Ssh", "[...]"),
        Templates.Alarm("A", "Ssh", 5),
        $$"""
            "C": { "Type": "AWS::CloudWatch::CompositeAlarm",
              "Properties": { "AlarmName": "all", "AlarmRule": {{System.Text.Json.JsonSerializer.Serialize(rule)}} } }
            """);

    [Theory]
    [InlineData("ALARM(\"A alarm\")")]
    [InlineData("ALARM(\"arn:aws:cloudwatch:us-east-1:123456789012:alarm:A alarm\")")]
    public void Takes_alarms_of_the_template_by_name_or_ARN(string rule) => Assert.Single(Template(rule).CompositeAlarms);

    [Theory]
    [InlineData("alarm(\"A alarm\")", "column 1 of its AlarmRule")]
    [InlineData("AT_LEAST(2, ALARM, (\"A alarm\"))", "AT_LEAST needs 1 to 1, the number of its alarms, but has 2")]
    [InlineData("ALARM(all)", "contains the alarm itself, 'all', which CloudWatch does not accept")]
    [InlineData("ALARM(\"arn:aws:cloudwatch:us-east-1:111122223333:alarm:A alarm\")", "of the account 111122223333, and the stack is in 123456789012. "
        + "CloudWatch does not accept alarms of another account")]
    [InlineData("ALARM(\"arn:aws:cloudwatch:eu-west-1:123456789012:alarm:A alarm\")", "of the Region eu-west-1, and the stack is in us-east-1. CloudWatch "
        + "does not accept alarms of another Region")]
    public void Refuses_alarms_that_CloudWatch_refuses(string rule, string reason)
    {
        var template = Template(rule);

        Assert.Empty(template.CompositeAlarms);
        Assert.Contains(reason, Assert.Single(template.Unusable).Reason, StringComparison.Ordinal);
        Assert.Contains(reason, Assert.Single(template.Refusals), StringComparison.Ordinal);
        Assert.StartsWith("C isn't valid, and PutCompositeAlarm returns an error: ", template.Refusals[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ALARM(other)", "contains the alarm 'other', which the template does not have. CloudWatch does not accept a composite alarm of an alarm that "
        + "does not exist")]
    [InlineData("ALARM(\"A alarm\") OR ALARM(other)", "contains the alarm 'other', which the template does not have")]
    [InlineData("ALARM(\"a alarm\")", "contains the alarm 'a alarm', which the template does not have")]
    public void Leaves_out_what_contains_alarms_that_the_template_lacks(string rule, string reason)
    {
        var template = Template(rule);

        Assert.Empty(template.CompositeAlarms);
        Assert.Contains(reason, Assert.Single(template.Unusable).Reason, StringComparison.Ordinal);
        Assert.Equal([], template.Refusals);
    }

    [Fact]
    public void Does_not_take_what_is_unknown_for_refused()
    {
        var template = Templates.Of("""
            "C": { "Type": "AWS::CloudWatch::CompositeAlarm",
              "Properties": { "AlarmRule": { "Fn::Join": ["", ["ALARM(", { "Fn::ImportValue": "alarm" }, ")"]] } } }
            """);

        Assert.Single(template.Unusable);
        Assert.Equal([], template.Refusals);
    }

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
