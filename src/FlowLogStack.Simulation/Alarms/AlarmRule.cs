namespace FlowLogStack.Simulation;

/// <summary>What a composite alarm makes of the states of other alarms; immutable.</summary>
/// <remarks>
/// The whole grammar, in upper case as CloudWatch requires: <c>ALARM OK INSUFFICIENT_DATA</c> of an alarm's name or ARN, <c>AND OR NOT</c>,
/// parentheses, <c>TRUE FALSE</c>, <c>AT_LEAST</c> of a number from 1 to that of its alarms, or of 1% to 100% of them, rounded up.
/// </remarks>
public sealed class AlarmRule
{
    readonly Func<Func<string, AlarmState>, bool> holds;

    internal AlarmRule(string text, IReadOnlyList<string> alarms, IReadOnlyList<string> arns, Func<Func<string, AlarmState>, bool> holds)
    {
        Text = text;
        Alarms = alarms;
        Arns = arns;
        this.holds = holds;
    }

    /// <summary>The rule as it was written.</summary>
    public string Text { get; }

    /// <summary>The names of the alarms it looks at.</summary>
    public IReadOnlyList<string> Alarms { get; }

    /// <summary>The ARNs among the names it has, as they were written.</summary>
    internal IReadOnlyList<string> Arns { get; }

    /// <summary>Reads a rule.</summary>
    /// <exception cref="TemplateException">The text is no rule; the message names the column.</exception>
    public static AlarmRule Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new AlarmRuleParser(text).Parse();
    }

    /// <summary>The state the composite alarm has.</summary>
    /// <param name="stateOf">The state of the alarm of a name.</param>
    public AlarmState Evaluate(Func<string, AlarmState> stateOf) => holds(stateOf) ? AlarmState.Alarm : AlarmState.Ok;

    /// <summary>The rule as it was written.</summary>
    public override string ToString() => Text;
}
