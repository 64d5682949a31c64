namespace FlowLogStack.Simulation;

/// <summary>The order of alarms in a report.</summary>
static class AlarmRanking
{
    /// <summary>Returns the rank of an outcome.</summary>
    public static AlarmRank Of(AlarmOutcome alarm)
    {
        if (alarm.TimesInAlarm > 0)
            return AlarmRank.Fired;
        return alarm.Kind is not AlarmKind.Composite && alarm.Datapoints.Count == 0 ? AlarmRank.NoData : AlarmRank.Quiet;
    }

    /// <summary>
    /// Sorts alarms: those that entered <c>ALARM</c>, longest first; those without data; the others, nearest to the threshold first. Composite
    /// alarms, which repeat others, are last.
    /// </summary>
    public static IReadOnlyList<AlarmView> Sort(IEnumerable<AlarmView> alarms) =>
    [
        .. alarms
            .OrderBy(view => view.Rank)
            .ThenBy(view => view.Alarm.Kind is AlarmKind.Composite)
            .ThenByDescending(view => view.Alarm.TimeInAlarm)
            .ThenByDescending(view => Nearness(view.Alarm) ?? -1)
            .ThenBy(view => view.Alarm.Name, StringComparer.Ordinal)
            .ThenBy(view => view.Alarm.LogicalId, StringComparer.Ordinal),
    ];

    /// <summary>Returns the peak as a share of the threshold, or null if low values breach or there is no threshold above zero.</summary>
    public static double? Nearness(AlarmOutcome alarm) =>
        alarm is { Threshold: > 0, Peak: >= 0 } && !Threshold.Of(alarm).IsBelow ? alarm.Peak / alarm.Threshold : null;
}
