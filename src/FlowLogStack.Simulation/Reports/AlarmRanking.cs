namespace FlowLogStack.Simulation;

/// <summary>Puts what deserves attention first.</summary>
static class AlarmRanking
{
    /// <summary>The rank of an outcome.</summary>
    public static AlarmRank Of(AlarmOutcome alarm)
    {
        if (alarm.TimesInAlarm > 0)
            return AlarmRank.Fired;
        return alarm.Kind is not AlarmKind.Composite && alarm.Datapoints.Count == 0 ? AlarmRank.NoData : AlarmRank.Quiet;
    }

    /// <summary>The alarms that went off, the longest first; those without data; the quiet ones, the nearest to going off first. Composite alarms, which repeat others, come after these.</summary>
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

    /// <summary>The peak as a share of the threshold; null where that says nothing: low values breach, or there is no threshold above zero.</summary>
    public static double? Nearness(AlarmOutcome alarm) =>
        alarm is { Threshold: > 0, Peak: >= 0 } && !Threshold.Of(alarm).IsBelow ? alarm.Peak / alarm.Threshold : null;
}
