namespace FlowLogStack.Simulation;

/// <summary>The results of a template's composite alarms, computed from those of the other alarms.</summary>
sealed class CompositeOutcomes
{
    readonly DateTimeOffset start;
    readonly DateTimeOffset end;
    readonly Dictionary<string, AlarmHistory> histories;

    internal CompositeOutcomes(AlarmTemplate template, IReadOnlyList<AlarmOutcome> outcomes, DateTimeOffset start, DateTimeOffset end)
    {
        this.start = start;
        this.end = end;
        histories = outcomes.GroupBy(outcome => outcome.Name).ToDictionary(named => named.Key, named =>
            new AlarmHistory(named.First().Transitions, named.First().PeriodsInAlarm), StringComparer.Ordinal);
        var waiting = template.CompositeAlarms.ToList();
        // A composite alarm is evaluated after the composite alarms in its rule.
        while (waiting.Find(composite => !composite.Rule.Alarms.Any(name => waiting.Exists(other => other.Name == name))) is { } next)
        {
            waiting.Remove(next);
            Simulate(next);
        }

        NotSimulated.AddRange(waiting.Select(composite => new UnsimulatedAlarm(composite.LogicalId,
            composite.Name, $"it and {string.Join(", ", composite.Rule.Alarms.Where(name => waiting.Exists(other => other.Name == name)))} contain each "
                + "other, which CloudWatch does not evaluate")));
    }

    internal List<AlarmOutcome> Simulated { get; } = [];

    internal List<UnsimulatedAlarm> NotSimulated { get; } = [];

    void Simulate(CompositeAlarmDefinition composite)
    {
        var missing = composite.Rule.Alarms.Where(name => !histories.ContainsKey(name)).ToList();
        if (missing.Count > 0 && missing.Count == composite.Rule.Alarms.Count)
        {
            NotSimulated.Add(new UnsimulatedAlarm(composite.LogicalId,
                composite.Name, $"none of the alarms in its rule was simulated: {string.Join(", ", missing)}"));
            return;
        }

        var history = CompositeSimulation.Run(composite.Rule, histories, start, end);
        histories[composite.Name] = history;
        var notes = new List<string>();
        if (missing.Count > 0)
            notes.Add($"{string.Join(", ", missing)} {(missing.Count == 1 ? "was" : "were")} not simulated, and the state OK is assumed all the time.");
        if (composite.Suppressor is not null)
            notes.Add($"While {composite.Suppressor} is in ALARM, this alarm changes its state but sends nothing.");
        Simulated.Add(new AlarmOutcome
        {
            LogicalId = composite.LogicalId,
            Name = composite.Name,
            Description = composite.Description,
            Severity = composite.Severity,
            Kind = AlarmKind.Composite,
            Metric = composite.Rule.Text,
            Transitions = history.Transitions,
            PeriodsInAlarm = history.PeriodsInAlarm,
            Notes = notes,
        });
    }
}
