namespace FlowLogStack.Simulation;

/// <summary>The rule of a composite alarm, as a function of the states of other alarms. Immutable.</summary>
/// <remarks>
/// Supports the whole grammar, in upper case as CloudWatch requires: <c>ALARM OK INSUFFICIENT_DATA</c> of an alarm's name or ARN, <c>AND OR NOT</c>,
/// parentheses, <c>TRUE FALSE</c>, and <c>AT_LEAST</c> of a number of its alarms, or of 1% to 100% of them, rounded up.
/// </remarks>
sealed class AlarmRule
{
    readonly Func<Func<string, AlarmState>, bool> holds;

    internal AlarmRule(string text, IReadOnlyList<string> alarms, IReadOnlyList<string> arns, Func<Func<string, AlarmState>, bool> holds)
    {
        Text = text;
        Alarms = alarms;
        Arns = arns;
        this.holds = holds;
    }

    /// <summary>The text of the rule.</summary>
    public string Text { get; }

    /// <summary>The names of the alarms in the rule.</summary>
    public IReadOnlyList<string> Alarms { get; }

    /// <summary>The ARNs of alarms in the text of the rule.</summary>
    internal IReadOnlyList<string> Arns { get; }

    /// <summary>Parses a rule.</summary>
    /// <exception cref="TemplateException">The text isn't a valid rule. The message contains the column.</exception>
    public static AlarmRule Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new AlarmRuleParser(text).Parse();
    }

    /// <summary>Returns the state of the composite alarm.</summary>
    /// <param name="stateOf">Function that returns the state of an alarm by name.</param>
    public AlarmState Evaluate(Func<string, AlarmState> stateOf) => holds(stateOf) ? AlarmState.Alarm : AlarmState.Ok;

    /// <summary>Returns the text of the rule.</summary>
    public override string ToString() => Text;
}
