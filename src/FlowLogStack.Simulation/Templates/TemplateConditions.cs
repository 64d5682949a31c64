using System.Text.Json;

namespace FlowLogStack.Simulation;

/// <summary>The conditions of a template.</summary>
sealed class TemplateConditions(JsonElement? section, TemplateResolver resolver)
{
    /// <summary>Whether a condition holds.</summary>
    /// <exception cref="TemplateException">There is no such condition, or it is malformed.</exception>
    internal bool Holds(string name, List<string> problems) =>
        section is { } conditions && conditions.TryGetProperty(name, out var condition)
            ? Evaluate(condition, problems)
            : throw new TemplateException($"the template has no condition '{name}'");

    /// <summary>Whether an expression of conditions holds.</summary>
    /// <exception cref="TemplateException">The expression is malformed.</exception>
    internal bool Evaluate(JsonElement expression, List<string> problems)
    {
        if (expression.ValueKind is not JsonValueKind.Object || expression.EnumerateObject().ToList() is not [var only])
            return bool.TryParse(TemplateResolver.TextOf(resolver.Resolve(expression, problems)), out var literal) && literal;
        return only.Name switch
        {
            "Condition" => Holds(only.Value.ToString(), problems),
            "Fn::Not" => !Evaluate(only.Value[0], problems),
            "Fn::And" => only.Value.EnumerateArray().All(part => Evaluate(part, problems)),
            "Fn::Or" => only.Value.EnumerateArray().Any(part => Evaluate(part, problems)),
            "Fn::Equals" => TemplateResolver.TextOf(resolver.Resolve(only.Value[0], problems)) == TemplateResolver.TextOf(resolver.Resolve(only.Value[1], problems)),
            _ => throw new TemplateException($"{TemplateResolver.Shorten(expression)} is no condition"),
        };
    }
}
