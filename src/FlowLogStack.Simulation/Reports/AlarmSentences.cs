namespace FlowLogStack.Simulation;

/// <summary>The configuration and outcome of an alarm as sentences.</summary>
static class AlarmSentences
{
    /// <summary>Returns when the alarm enters <c>ALARM</c>.</summary>
    public static string Evaluation(AlarmOutcome alarm)
    {
        if (alarm.Kind is AlarmKind.Composite)
            return "Goes off when its rule over the states of other alarms holds.";
        var periods = alarm.EvaluationPeriods <= 1
            ? $"one {PeriodAdjective(alarm.Period)} period is"
            : alarm.DatapointsToAlarm == alarm.EvaluationPeriods
                ? $"{alarm.EvaluationPeriods} {PeriodAdjective(alarm.Period)} periods in a row are"
                : $"{alarm.DatapointsToAlarm} of {alarm.EvaluationPeriods} {PeriodAdjective(alarm.Period)} periods {(alarm.DatapointsToAlarm == 1 ? "is" : "are")}";
        return $"Goes off when {periods} {Threshold.Of(alarm).Text}; {Missing(alarm.MissingData)}.";
    }

    /// <summary>Returns the outcome: <c>5 times, 42 min in all</c>.</summary>
    public static string Outcome(AlarmOutcome alarm) => AlarmRanking.Of(alarm) switch
    {
        AlarmRank.Fired => $"{Times(alarm.TimesInAlarm)} · {TimeText.Length(alarm.TimeInAlarm)}{(alarm.PeriodsInAlarm[^1].IsOngoing ? ", still on" : "")}",
        AlarmRank.NoData => "no data",
        _ => Nearness(alarm),
    };

    /// <summary>Returns AWS's name of a state.</summary>
    public static string State(AlarmState state) => state switch
    {
        AlarmState.Alarm => "ALARM",
        AlarmState.Ok => "OK",
        _ => "INSUFFICIENT_DATA",
    };

    /// <summary>Returns a number of times: <c>once</c>, <c>twice</c>, <c>3 times</c>.</summary>
    public static string Times(long times) => times switch
    {
        1 => "once",
        2 => "twice",
        _ => $"{NumberText.Count(times)} times",
    };

    static string Nearness(AlarmOutcome alarm) =>
        AlarmRanking.Nearness(alarm) is { } nearness ? $"quiet · peak at {Nearness(nearness)}" : "quiet";

    /// <summary>Returns a peak as a share of the threshold: <c>80 % of the threshold</c>, <c>41 × the threshold</c>.</summary>
    public static string Nearness(double share) => share >= 10 ? $"{NumberText.Short(share)} × the threshold" : $"{NumberText.Share(share, 1)} of the threshold";

    static string PeriodAdjective(TimeSpan period)
    {
        var (count, unit) = period switch
        {
            _ when period.Ticks % TimeSpan.TicksPerDay == 0 => (period.Days, "day"),
            _ when period.Ticks % TimeSpan.TicksPerHour == 0 => ((int)period.TotalHours, "hour"),
            _ when period.Ticks % TimeSpan.TicksPerMinute == 0 => ((int)period.TotalMinutes, "minute"),
            _ => ((int)period.TotalSeconds, "second"),
        };
        var number = count switch { 1 => "one", 2 => "two", 3 => "three", 5 => "five", 6 => "six", 10 => "ten", _ => NumberText.Count(count) };
        return $"{number}-{unit}";
    }

    static string Missing(MissingDataTreatment? treatment) => treatment switch
    {
        MissingDataTreatment.Breaching => "a period without data counts as one (missing data is breaching)",
        MissingDataTreatment.NotBreaching => "periods without data are harmless (missing data is not breaching)",
        MissingDataTreatment.Ignore => "without data it stays as it is (missing data is ignored)",
        _ => "without data it knows nothing (missing data is missing)",
    };
}
