namespace FlowLogStack.Simulation;

/// <summary>What a backtest found, in a sentence or two.</summary>
static class Finding
{
    /// <summary>The finding: <c>3 of 19 alarms would have fired, 7 times in 24 h.</c></summary>
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

    /// <summary>Whether anything fired.</summary>
    public static bool HasFired(BacktestResult result) => Fired(result).Any();

    /// <summary>The alarm that fired first; null when none did.</summary>
    public static AlarmOutcome? First(BacktestResult result) => Fired(result).MinBy(alarm => alarm.FirstAlarm);

    // The minutes that the last records took to arrive are no news; the range stands beside it in full.
    static TimeSpan Rounded(TimeSpan length) => length < TimeSpan.FromHours(6) ? length : TimeSpan.FromHours(Math.Round(length.TotalHours));

    static IEnumerable<AlarmOutcome> Fired(BacktestResult result) => result.Alarms.Where(alarm => alarm.Kind is not AlarmKind.Composite && alarm.TimesInAlarm > 0);
}
