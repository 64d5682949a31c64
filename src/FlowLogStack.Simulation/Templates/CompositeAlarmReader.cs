namespace FlowLogStack.Simulation;

/// <summary>A reader of one composite alarm. It throws an exception with the reason if CloudWatch doesn't accept the alarm.</summary>
/// <param name="properties">Properties of the alarm.</param>
/// <param name="name">Name of the alarm.</param>
/// <param name="pseudoParameter">Function that returns the value of a pseudo parameter; empty if it isn't known.</param>
sealed class CompositeAlarmReader(ResourceProperties properties, string name, Func<string, string> pseudoParameter)
{
    const int RegionPart = 3;
    const int AccountPart = 4;

    internal CompositeAlarmDefinition Read()
    {
        var rule = AlarmRule.Parse(properties.Text("AlarmRule") ?? throw new TemplateException("it has no AlarmRule"));
        if (rule.Alarms.Contains(name, StringComparer.Ordinal))
            throw new TemplateException($"its AlarmRule '{rule}' contains the alarm itself, '{name}', which CloudWatch does not "
                + "accept. Remove it") { IsRefused = true };
        foreach (var arn in rule.Arns)
        {
            var parts = arn.Split(':');
            EnsureSame(arn, "Region", "AWS::Region", parts[RegionPart]);
            EnsureSame(arn, "account", "AWS::AccountId", parts[AccountPart]);
        }

        return new CompositeAlarmDefinition(properties.LogicalId, name, properties.Text("AlarmDescription") ?? "", rule,
            properties.Text("ActionsSuppressor")) { Severity = AlarmSeverity.Of(properties) };
    }

    /// <summary>Returns why a composite alarm can't be simulated with the alarms of the template, or null if it can.</summary>
    /// <param name="composite">The composite alarm.</param>
    /// <param name="all">Names of all alarms of the template.</param>
    internal static string? WhyNot(CompositeAlarmDefinition composite, IReadOnlySet<string> all)
    {
        var missing = composite.Rule.Alarms.Where(alarm => !all.Contains(alarm)).ToList();
        if (missing.Count == 0)
            return null;
        var names = string.Join(", ", missing.Select(alarm => $"'{alarm}'"));
        return missing.Count == 1
            ? $"its AlarmRule contains the alarm {names}, which the template does not have. CloudWatch does not accept a composite alarm of an alarm that "
            + "does not exist, and the state of one that does is not known here. Add the alarm to the template"
            : $"its AlarmRule contains the alarms {names}, which the template does not have. CloudWatch does not accept a composite alarm of alarms that do "
            + "not exist, and the states of those that do are not known here. Add the alarms to the template";
    }

    void EnsureSame(string arn, string what, string parameter, string value)
    {
        var own = pseudoParameter(parameter);
        if (own.Length > 0 && value != own)
        {
            throw new TemplateException(
                $"its AlarmRule contains '{arn}' of the {what} {value}, and the stack is in {own}. CloudWatch does not accept alarms of another {what}. Use "
                    + $"an alarm of the stack's own, or set --parameter {parameter}={value} if that is the stack's") { IsRefused = true };
        }
    }
}
