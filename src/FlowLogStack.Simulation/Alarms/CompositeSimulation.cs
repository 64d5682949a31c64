namespace FlowLogStack.Simulation;

/// <summary>The simulation of composite alarms. They are evaluated at each state change of their alarms.</summary>
static class CompositeSimulation
{
    /// <summary>Returns the history of a composite alarm.</summary>
    /// <param name="rule">Rule of the composite alarm.</param>
    /// <param name="histories">Histories of the alarms in the rule, by name. An alarm without one stays <see cref="AlarmState.Ok"/>.</param>
    /// <param name="start">Time of the first evaluation.</param>
    /// <param name="end">End of the simulation.</param>
    internal static AlarmHistory Run(AlarmRule rule, IReadOnlyDictionary<string, AlarmHistory> histories, DateTimeOffset start, DateTimeOffset end)
    {
        var states = rule.Alarms.ToDictionary(name => name, name => histories.ContainsKey(name) ? AlarmState.InsufficientData
            : AlarmState.Ok, StringComparer.Ordinal);
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
