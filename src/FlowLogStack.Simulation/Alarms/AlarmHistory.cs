namespace FlowLogStack.Simulation;

/// <summary>The history of a simulated alarm.</summary>
/// <param name="Transitions">The state changes.</param>
/// <param name="PeriodsInAlarm">The periods in <c>ALARM</c>.</param>
sealed record AlarmHistory(IReadOnlyList<AlarmTransition> Transitions, IReadOnlyList<AlarmPeriod> PeriodsInAlarm)
{
    /// <summary>Returns the history of a list of transitions.</summary>
    /// <param name="transitions">The state changes, oldest first.</param>
    /// <param name="end">End of the simulation.</param>
    internal static AlarmHistory Of(IReadOnlyList<AlarmTransition> transitions, DateTimeOffset end)
    {
        var periods = new List<AlarmPeriod>();
        for (var i = 0; i < transitions.Count; i++)
        {
            if (transitions[i].State is not AlarmState.Alarm)
                continue;
            var isOngoing = i + 1 == transitions.Count;
            periods.Add(new AlarmPeriod(transitions[i].At, isOngoing ? end : transitions[i + 1].At, isOngoing));
        }

        return new AlarmHistory(transitions, periods);
    }
}
