using System.Text.Json;

namespace FlowLogStack.Simulation;

/// <summary>The conditions of a template. Each is evaluated once.</summary>
sealed class TemplateConditions
{
    const string Reference = "Condition";

    readonly TemplateResolver resolver;
    readonly Dictionary<string, JsonElement> conditions;
    readonly List<string> order;
    readonly HashSet<string> underway = new(StringComparer.Ordinal);
    readonly Dictionary<string, (bool Holds, TemplateException? Error, List<string> Problems)> known = new(StringComparer.Ordinal);
    int next;

    /// <summary>Determines the order of evaluation.</summary>
    /// <param name="conditions">Definitions of the conditions, by name.</param>
    /// <param name="resolver">Resolves the values that they compare.</param>
    /// <param name="template">Name of the template in messages.</param>
    /// <exception cref="TemplateException">A condition refers to itself, directly or through others. The message contains the cycle.</exception>
    internal TemplateConditions(Dictionary<string, JsonElement> conditions, TemplateResolver resolver, string template)
    {
        this.conditions = conditions;
        this.resolver = resolver;
        order = OrderOf(template);
    }

    /// <summary>Returns whether a condition is true.</summary>
    /// <exception cref="TemplateException">The condition is unknown or malformed.</exception>
    internal bool Holds(string name, List<string> problems)
    {
        if (!conditions.ContainsKey(name))
            throw new TemplateException($"the template has no condition '{name}'");
        // Referenced conditions come first, so no evaluation depends on a long chain of others.
        while (underway.Count == 0 && next < order.Count && !known.ContainsKey(name))
            EnsureKnown(order[next++]);
        EnsureKnown(name);
        var result = known[name];
        problems.AddRange(result.Problems);
        return result.Error is null ? result.Holds : throw result.Error;
    }

    /// <summary>Returns whether a condition expression is true.</summary>
    /// <exception cref="TemplateException">The expression is malformed.</exception>
    internal bool Evaluate(JsonElement expression, List<string> problems)
    {
        resolver.Budget.Step();
        if (expression.ValueKind is not JsonValueKind.Object || expression.EnumerateObject().ToList() is not [var only])
            return bool.TryParse(TemplateResolver.TextOf(resolver.Resolve(expression, problems)), out var literal) && literal;
        return only.Name switch
        {
            Reference => Holds(only.Value.ToString(), problems),
            "Fn::Not" => !Evaluate(only.Value[0], problems),
            "Fn::And" => only.Value.EnumerateArray().All(part => Evaluate(part, problems)),
            "Fn::Or" => only.Value.EnumerateArray().Any(part => Evaluate(part, problems)),
            "Fn::Equals" => TemplateResolver.TextOf(resolver.Resolve(only.Value[0],
                problems)) == TemplateResolver.TextOf(resolver.Resolve(only.Value[1], problems)),
            _ => throw new TemplateException($"{TemplateResolver.Shorten(expression)} is not a condition"),
        };
    }

    // Values can also refer to a condition, which no order can prevent.
    void EnsureKnown(string name)
    {
        if (known.ContainsKey(name))
            return;
        if (!underway.Add(name))
            throw new TemplateException($"the condition '{name}' refers to itself");
        known[name] = WorkOut(conditions[name]);
        underway.Remove(name);
    }

    (bool, TemplateException?, List<string>) WorkOut(JsonElement condition)
    {
        var problems = new List<string>();
        try
        {
            return (Evaluate(condition, problems), null, problems);
        }
        catch (TemplateException e)
        {
            return (false, e, problems);
        }
        catch (Exception e) when (TemplateResolver.IsMalformed(e))
        {
            return (false, new TemplateException($"{TemplateResolver.Shorten(condition)} is not a condition", e), problems);
        }
    }

    // Depth first without recursion, because a chain can be as long as the template.
    List<string> OrderOf(string template)
    {
        var done = new List<string>();
        var states = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (var first in conditions.Keys)
        {
            if (states.ContainsKey(first))
                continue;
            var path = new Stack<(string Name, IEnumerator<string> Ahead)>();
            Enter(first, path, states);
            while (path.TryPeek(out var at))
            {
                if (!at.Ahead.MoveNext())
                {
                    states[at.Name] = true;
                    done.Add(at.Name);
                    path.Pop();
                    continue;
                }

                var next = at.Ahead.Current;
                if (!states.TryGetValue(next, out var isDone))
                    Enter(next, path, states);
                else if (!isDone)
                    throw Cycle(template, [.. path.Reverse().Select(entry => entry.Name).SkipWhile(name => name != next), next]);
            }
        }

        return done;
    }

    void Enter(string name, Stack<(string, IEnumerator<string>)> path, Dictionary<string, bool> states)
    {
        states.Add(name, false);
        path.Push((name, ReferencesOf(conditions[name]).Where(conditions.ContainsKey).Distinct(StringComparer.Ordinal).ToList().GetEnumerator()));
    }

    static IEnumerable<string> ReferencesOf(JsonElement expression)
    {
        switch (expression.ValueKind)
        {
            case JsonValueKind.Object:
                return expression.EnumerateObject().SelectMany(member =>
                    member is { Name: Reference, Value.ValueKind: JsonValueKind.String } ? [member.Value.GetString()!]
                    : member is { Name: "Fn::If", Value.ValueKind: JsonValueKind.Array } && member.Value.EnumerateArray()
                    .FirstOrDefault() is { ValueKind: JsonValueKind.String } name ? ReferencesOf(member.Value).Prepend(name.GetString()!)
                    : ReferencesOf(member.Value));
            case JsonValueKind.Array:
                return expression.EnumerateArray().SelectMany(ReferencesOf);
            default:
                return [];
        }
    }

    static TemplateException Cycle(string template, List<string> cycle)
    {
        const int most = 12;
        var shown = cycle.Count <= most ? cycle : [.. cycle.Take(most - 2), "…", cycle[^1]];
        return new TemplateException($"{template}: the condition '{cycle[0]}' refers to itself: {string.Join(" → ", shown)}. CloudFormation does not accept "
            + "such a template; remove one of these references.");
    }
}
