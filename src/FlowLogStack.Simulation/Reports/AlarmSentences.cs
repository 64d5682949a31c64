namespace FlowLogStack.Simulation;

/// <summary>The configuration and outcome of an alarm as sentences.</summary>
static class AlarmSentences
{
    /// <summary>Returns when the alarm enters <c>ALARM</c>.</summary>
    public static string Evaluation(AlarmOutcome alarm)
    {
        if (alarm.Kind is AlarmKind.Composite)
            return "Enters ALARM when its rule over the states of other alarms holds.";
        var periods = alarm.EvaluationPeriods <= 1
            ? $"one {PeriodAdjective(alarm.Period)} period is"
            : alarm.DatapointsToAlarm == alarm.EvaluationPeriods
                ? $"{alarm.EvaluationPeriods} {PeriodAdjective(alarm.Period)} periods in a row are"
                : $"{alarm.DatapointsToAlarm} of {alarm.EvaluationPeriods} {PeriodAdjective(alarm.Period)} periods "
                    + $"{(alarm.DatapointsToAlarm == 1 ? "is" : "are")}";
        return $"Enters ALARM when {periods} {Threshold.Of(alarm).Text}; {Missing(alarm.MissingData)}.";
    }

    /// <summary>Returns the outcome: <c>5 incidents · 42 min</c>.</summary>
    public static string Outcome(AlarmOutcome alarm) => AlarmRanking.Of(alarm) switch
    {
        AlarmRank.Fired => $"{NumberText.Plural(alarm.Incidents, "incident")} · "
            + $"{TimeText.Length(alarm.TimeInAlarm)}{(alarm.PeriodsInAlarm[^1].IsOngoing ? ", still in ALARM" : "")}",
        AlarmRank.NoData => "no data",
        _ => Nearness(alarm),
    };

    /// <summary>Returns the outcome as a sentence.</summary>
    public static string Result(AlarmOutcome alarm) => AlarmRanking.Of(alarm) switch
    {
        AlarmRank.Fired => $"It entered ALARM {Times(alarm.TimesInAlarm)}, in {NumberText.Plural(alarm.Incidents, "incident")}, "
            + $"for {TimeText.Length(alarm.TimeInAlarm)} in all.",
        AlarmRank.NoData => "It had no data.",
        _ => "It stayed in OK.",
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
        AlarmRanking.Nearness(alarm) is { } nearness ? $"OK · peak at {Nearness(nearness)}" : "OK";

    /// <summary>Returns a peak as a share of the threshold: <c>80 % of the threshold</c>, <c>41 × the threshold</c>.</summary>
    public static string Nearness(double share) => share >= 10 ? $"{NumberText.Short(share)} × the threshold"
        : $"{NumberText.Share(share, 1)} of the threshold";

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
        _ => "without data the state is INSUFFICIENT_DATA (missing data is missing)",
    };
}
