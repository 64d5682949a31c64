namespace FlowLogStack.Simulation;

/// <summary>The history of a simulated alarm.</summary>
/// <param name="Transitions">The state changes.</param>
/// <param name="PeriodsInAlarm">The periods in <c>ALARM</c>.</param>
sealed record AlarmHistory(IReadOnlyList<AlarmTransition> Transitions, IReadOnlyList<AlarmPeriod> PeriodsInAlarm)
{
    /// <summary>Reason of each change of state, in CloudWatch's words; null if unknown, and empty if not requested.</summary>
    internal IReadOnlyList<string?> Reasons { get; init; } = [];

    /// <summary>The history of the given transitions.</summary>
    /// <param name="transitions">The changes of state, oldest first.</param>
    /// <param name="end">When the simulation ended.</param>
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
