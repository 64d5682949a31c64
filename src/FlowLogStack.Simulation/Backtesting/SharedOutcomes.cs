namespace FlowLogStack.Simulation;

/// <summary>The outcomes that two backtests with common counts have in common, so that each of their equal alarms is simulated once.</summary>
sealed class SharedOutcomes
{
    readonly List<(PlannedAlarm Alarm, MetricLibrary Library, SimulatedTime Time, Lazy<AlarmOutcome> Outcome)> outcomes = [];

    /// <summary>
    /// Returns the outcome of an alarm after all records were read. It is simulated once for two equal alarms with the same counts and time.
    /// </summary>
    /// <param name="alarm">The alarm. Its contributors aren't kept.</param>
    /// <param name="library">Its metrics.</param>
    /// <param name="time">Time of the simulation.</param>
    /// <param name="simulate">The simulation.</param>
    internal AlarmOutcome Of(PlannedAlarm alarm, MetricLibrary library, SimulatedTime time, Func<AlarmOutcome> simulate)
    {
        Lazy<AlarmOutcome>? outcome;
        lock (outcomes)
        {
            outcome = outcomes.Find(known => known.Time == time && known.Alarm.IsSameAs(alarm)
                && HaveSameCounts(AlarmPlan.Of(alarm.Definition), known.Library, library)).Outcome;
            if (outcome is null)
                outcomes.Add((alarm, library, time, outcome = new Lazy<AlarmOutcome>(simulate)));
        }

        return outcome.Value;
    }

    static bool HaveSameCounts(AlarmPlan alarm, MetricLibrary one, MetricLibrary other) =>
        alarm.Metrics.All(query => one.TryGet(query.Metric!, out var metric) && other.TryGet(query.Metric!, out var same)
            && (ReferenceEquals(metric, same) || (metric is FilterMetric filters && same is FilterMetric others && filters.IsOfSameCounts(others))))
        && alarm.Rules.All(rule => one.TryGet(rule.Rule, out var series) && other.TryGet(rule.Rule, out var same) && ReferenceEquals(series, same));
}
