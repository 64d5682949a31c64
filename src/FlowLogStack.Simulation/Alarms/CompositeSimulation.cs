namespace FlowLogStack.Simulation;

/// <summary>Composite alarms, which change whenever an alarm they look at does.</summary>
static class CompositeSimulation
{
    /// <summary>What a composite alarm does.</summary>
    /// <param name="rule">Its rule.</param>
    /// <param name="histories">The alarms it looks at, by name; those not in it stay <see cref="AlarmState.Ok"/>.</param>
    /// <param name="start">When it is first evaluated.</param>
    /// <param name="end">When the simulation ends.</param>
    internal static AlarmHistory Run(AlarmRule rule, IReadOnlyDictionary<string, AlarmHistory> histories, DateTimeOffset start, DateTimeOffset end)
    {
        var states = rule.Alarms.ToDictionary(name => name, name => histories.ContainsKey(name) ? AlarmState.InsufficientData : AlarmState.Ok, StringComparer.Ordinal);
        var changes = rule.Alarms.Where(histories.ContainsKey)
            .SelectMany(name => histories[name].Transitions.Select(transition => (transition.At, Name: name, transition.State)))
            .GroupBy(change => change.At)
            .OrderBy(changesAtOnce => changesAtOnce.Key)
            .Select(changesAtOnce => (At: changesAtOnce.Key, All: changesAtOnce.ToList()));
        var transitions = new List<AlarmTransition>();
        var current = AlarmState.InsufficientData;
        foreach (var (at, all) in changes.Prepend((start, [])))
        {
            foreach (var change in all)
                states[change.Name] = change.State;
            var next = rule.Evaluate(name => states[name]);
            if (next == current)
                continue;
            current = next;
            transitions.Add(new AlarmTransition(at, next));
        }

        return AlarmHistory.Of(transitions, end);
    }
}
