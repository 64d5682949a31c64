namespace FlowLogStack.Simulation;

/// <summary>The main finding of a backtest in one or two sentences.</summary>
static class Finding
{
    /// <summary>
    /// Returns the headline: how many attacks were detected where they are known, otherwise how many alarms enter <c>ALARM</c>, in how many incidents.
    /// </summary>
    public static string Headline(BacktestResult result, AttackReview review)
    {
        if (review.IsKnown)
            return OfAttacks(result, review);
        var alarms = result.Alarms.Count(alarm => alarm.Kind is not AlarmKind.Composite);
        if (alarms == 0)
            return "No alarm could be tried on these logs.";
        if (result is not { From: { } from, To: { } to })
            return $"The input contains no record for {NumberText.Plural(alarms, "alarm")}.";
        var inAlarm = Fired(result).Count();
        var length = TimeText.Length(Rounded(to - from));
        if (inAlarm == 0)
            return alarms == 1 ? $"The alarm stayed in OK for {length}." : $"All {NumberText.Count(alarms)} alarms stayed in OK for {length}.";
        return alarms == 1
            ? $"The alarm entered ALARM: {NumberText.Plural(result.Incidents, "incident")} in {length}."
            : $"{NumberText.Count(inAlarm)} of {NumberText.Count(alarms)} alarms entered ALARM: {NumberText.Plural(result.Incidents, "incident")} in {length}.";
    }

    /// <summary>Returns the time outside of the attacks, by alarm, for alarms that were in <c>ALARM</c> then.</summary>
    public static IReadOnlyList<(AlarmOutcome Alarm, TimeSpan Outside)> Unexpected(BacktestResult result, AttackReview review) =>
    [
        .. Fired(result).Select(alarm => (Alarm: alarm, Outside: review.TimeOutside(alarm)))
            .Where(entry => entry.Outside > TimeSpan.Zero)
            .OrderByDescending(entry => entry.Outside),
    ];

    static string OfAttacks(BacktestResult result, AttackReview review)
    {
        var detected = review.Attacks.Count(attack => AttackReview.Detecting(attack, result).Any());
        var unexpected = Unexpected(result, review).Count;
        return $"{NumberText.Count(detected)} of {NumberText.Plural(review.Attacks.Count, "attack")} had an alarm; "
            + (unexpected == 0
                ? "no alarm was in ALARM without an attack."
                : $"{NumberText.Plural(unexpected, "alarm")} {(unexpected == 1 ? "was" : "were")} in ALARM without an attack.");
    }

    /// <summary>Returns whether any alarm entered <c>ALARM</c>.</summary>
    public static bool HasFired(BacktestResult result) => Fired(result).Any();

    /// <summary>Returns the alarm that first entered <c>ALARM</c>, or null if none did.</summary>
    public static AlarmOutcome? First(BacktestResult result) => Fired(result).MinBy(alarm => alarm.FirstAlarm);

    // Rounded, because the minutes of the last arrivals aren't relevant here. The full range is shown beside it.
    static TimeSpan Rounded(TimeSpan length) => length < TimeSpan.FromHours(6) ? length : TimeSpan.FromHours(Math.Round(length.TotalHours));

    static IEnumerable<AlarmOutcome> Fired(BacktestResult result) =>
        result.Alarms.Where(alarm => alarm.Kind is not AlarmKind.Composite && alarm.TimesInAlarm > 0);
}
