namespace FlowLogStack.Simulation;

/// <summary>Reads one composite alarm; what CloudWatch refuses is an exception with the reason.</summary>
/// <param name="properties">The alarm's properties.</param>
/// <param name="name">The alarm's name.</param>
/// <param name="pseudoParameter">The value of a pseudo parameter; empty when it is not known.</param>
sealed class CompositeAlarmReader(ResourceProperties properties, string name, Func<string, string> pseudoParameter)
{
    const int RegionPart = 3;
    const int AccountPart = 4;

    internal CompositeAlarmDefinition Read()
    {
        var rule = AlarmRule.Parse(properties.Text("AlarmRule") ?? throw new TemplateException("it has no AlarmRule"));
        if (rule.Alarms.Contains(name, StringComparer.Ordinal))
            throw new TemplateException($"its AlarmRule '{rule}' contains the alarm itself, '{name}', which CloudWatch refuses: remove it") { IsRefused = true };
        foreach (var arn in rule.Arns)
        {
            var parts = arn.Split(':');
            EnsureSame(arn, "Region", "AWS::Region", parts[RegionPart]);
            EnsureSame(arn, "account", "AWS::AccountId", parts[AccountPart]);
        }

        return new CompositeAlarmDefinition(properties.LogicalId, name, properties.Text("AlarmDescription") ?? "", rule, properties.Text("ActionsSuppressor"));
    }

    /// <summary>Why a composite alarm cannot be simulated for the alarms there are; null when it can.</summary>
    /// <param name="composite">The composite alarm.</param>
    /// <param name="all">The names of all alarms of the template.</param>
    internal static string? WhyNot(CompositeAlarmDefinition composite, IReadOnlySet<string> all)
    {
        var missing = composite.Rule.Alarms.Where(alarm => !all.Contains(alarm)).ToList();
        if (missing.Count == 0)
            return null;
        var names = string.Join(", ", missing.Select(alarm => $"'{alarm}'"));
        return missing.Count == 1
            ? $"its AlarmRule contains the alarm {names}, which the template does not have. CloudWatch refuses a composite alarm of an alarm that does not exist, and the state of one that does is not known here: add the alarm to the template"
            : $"its AlarmRule contains the alarms {names}, which the template does not have. CloudWatch refuses a composite alarm of alarms that do not exist, and the states of those that do are not known here: add the alarms to the template";
    }

    void EnsureSame(string arn, string what, string parameter, string value)
    {
        var own = pseudoParameter(parameter);
        if (own.Length > 0 && value != own)
        {
            throw new TemplateException(
                $"its AlarmRule contains '{arn}' of the {what} {value}, and the stack is in {own}. CloudWatch refuses alarms of another {what}: use an alarm of the stack's own, or set --parameter {parameter}={value} if that is the stack's") { IsRefused = true };
        }
    }
}
