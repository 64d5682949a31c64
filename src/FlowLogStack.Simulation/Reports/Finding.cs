namespace FlowLogStack.Simulation;

/// <summary>The main finding of a backtest in one or two sentences.</summary>
static class Finding
{
    /// <summary>Returns the headline: how many alarms enter <c>ALARM</c>, and how often.</summary>
    public static string Headline(BacktestResult result)
    {
        var alarms = result.Alarms.Count(alarm => alarm.Kind is not AlarmKind.Composite);
        if (alarms == 0)
            return "No alarm could be tried on these logs.";
        if (result is not { From: { } from, To: { } to })
            return $"There are no records to try {NumberText.Plural(alarms, "alarm")} on.";
        var fired = Fired(result).Count();
        var length = TimeText.Length(Rounded(to - from));
        if (fired == 0)
            return alarms == 1 ? $"The alarm would have stayed quiet for {length}." : $"All {NumberText.Count(alarms)} alarms would have stayed quiet for {length}.";
        return alarms == 1
            ? $"The alarm would have fired {AlarmSentences.Times(result.TimesInAlarm)} in {length}."
            : $"{NumberText.Count(fired)} of {NumberText.Count(alarms)} alarms would have fired, {AlarmSentences.Times(result.TimesInAlarm)} in {length}.";
    }

    /// <summary>Returns whether any alarm entered <c>ALARM</c>.</summary>
    public static bool HasFired(BacktestResult result) => Fired(result).Any();

    /// <summary>Returns the alarm that first entered <c>ALARM</c>, or null if none did.</summary>
    public static AlarmOutcome? First(BacktestResult result) => Fired(result).MinBy(alarm => alarm.FirstAlarm);

    // Rounded, because the minutes of the last arrivals aren't relevant here. The full range is shown beside it.
    static TimeSpan Rounded(TimeSpan length) => length < TimeSpan.FromHours(6) ? length : TimeSpan.FromHours(Math.Round(length.TotalHours));

    static IEnumerable<AlarmOutcome> Fired(BacktestResult result) => result.Alarms.Where(alarm => alarm.Kind is not AlarmKind.Composite && alarm.TimesInAlarm > 0);
}
