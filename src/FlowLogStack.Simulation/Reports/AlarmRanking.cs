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
    /// Sorts alarms: those that entered <c>ALARM</c>, those without data, the others. Within each of these by severity, then by time in <c>ALARM</c>, then
    /// nearest to the threshold first. Composite alarms, which repeat others, are last.
    /// </summary>
    public static IReadOnlyList<AlarmView> Sort(IEnumerable<AlarmView> alarms) => [.. Sorted(alarms, view => view.Alarm)];

    /// <summary>Sorts outcomes in the same order.</summary>
    public static IReadOnlyList<AlarmOutcome> Sort(IEnumerable<AlarmOutcome> alarms) => [.. Sorted(alarms, alarm => alarm)];

    static IOrderedEnumerable<T> Sorted<T>(IEnumerable<T> items, Func<T, AlarmOutcome> alarm) =>
        items.OrderBy(item => Of(alarm(item)))
            .ThenBy(item => alarm(item).Kind is AlarmKind.Composite)
            .ThenByDescending(item => alarm(item).Severity is { } severity ? (int)severity : -1)
            .ThenByDescending(item => alarm(item).TimeInAlarm)
            .ThenByDescending(item => Nearness(alarm(item)) ?? -1)
            .ThenBy(item => alarm(item).Name, StringComparer.Ordinal)
            .ThenBy(item => alarm(item).LogicalId, StringComparer.Ordinal);

    /// <summary>Returns the peak as a share of the threshold, or null if low values breach or there isn't a threshold above zero.</summary>
    public static double? Nearness(AlarmOutcome alarm) =>
        alarm is { Threshold: > 0, Peak: >= 0 } && !Threshold.Of(alarm).IsBelow ? alarm.Peak / alarm.Threshold : null;
}
