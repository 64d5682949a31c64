namespace FlowLogStack.Simulation;

/// <summary>The known attacks of a backtest's records, compared with the alarms.</summary>
/// <param name="attacks">The attacks; empty if they aren't known.</param>
/// <param name="alarms">The alarms of the backtest, of which composite alarms consist. Default: none.</param>
sealed class AttackReview(IReadOnlyList<KnownAttack> attacks, IReadOnlyList<AlarmOutcome>? alarms = null)
{
    /// <summary>A review without known attacks.</summary>
    public static AttackReview None { get; } = new([]);

    /// <summary>The attacks, by start.</summary>
    public IReadOnlyList<KnownAttack> Attacks { get; } = [.. attacks.OrderBy(attack => attack.From)];

    /// <summary>Whether the attacks are known.</summary>
    public bool IsKnown => Attacks.Count > 0;

    /// <summary>Returns whether an alarm was right.</summary>
    public Judgement Of(AlarmOutcome alarm)
    {
        if (!IsKnown || alarm.TimesInAlarm == 0)
            return Judgement.None;
        if (!alarm.PeriodsInAlarm.Any(period => Explaining(period).Any()))
            return Judgement.Unexpected;
        return TimeOutside(alarm) > TimeSpan.Zero ? Judgement.Mixed : Judgement.Expected;
    }

    /// <summary>Returns the attacks that a period in <c>ALARM</c> is about.</summary>
    public IEnumerable<KnownAttack> Explaining(AlarmPeriod period) => Attacks.Where(attack => attack.Explains(period));

    /// <summary>
    /// Returns the time in <c>ALARM</c> outside of the attacks and the 30 minutes after each, or the longer time that the alarm evaluates. A composite alarm
    /// evaluates what its alarms do.
    /// </summary>
    public TimeSpan TimeOutside(AlarmOutcome alarm)
    {
        List<AlarmPeriod> expected = alarm.Kind is not AlarmKind.Composite ? []
            : [.. AlarmsOf(alarm).SelectMany(part => part.PeriodsInAlarm.Where(period => IsExpected(part, period)))];
        return alarm.PeriodsInAlarm.SelectMany(period => Without(period, expected))
            .Aggregate(TimeSpan.Zero, (total, period) => total + TimeOutside(alarm, period));
    }

    /// <summary>Returns the alarms in <c>ALARM</c> because of an attack, except composite alarms.</summary>
    public static IEnumerable<AlarmOutcome> Detecting(KnownAttack attack, BacktestResult result) =>
        result.Alarms.Where(alarm => alarm.Kind is not AlarmKind.Composite && alarm.PeriodsInAlarm.Any(attack.Explains));

    bool IsExpected(AlarmOutcome alarm, AlarmPeriod period) => Explaining(period).Any() && TimeOutside(alarm, period) == TimeSpan.Zero;

    TimeSpan TimeOutside(AlarmOutcome alarm, AlarmPeriod period) => KnownAttack.TimeOutside(period, Attacks, alarm.Period * alarm.EvaluationPeriods);

    // A rule has the names of its alarms in quotes.
    IEnumerable<AlarmOutcome> AlarmsOf(AlarmOutcome composite) => (alarms ?? [])
        .Where(alarm => alarm.Kind is not AlarmKind.Composite && composite.Metric.Contains($"\"{alarm.Name}\"", StringComparison.Ordinal));

    static IEnumerable<AlarmPeriod> Without(AlarmPeriod whole, List<AlarmPeriod> parts)
    {
        var from = whole.From;
        foreach (var part in parts.OrderBy(part => part.From).Where(part => part.To > whole.From && part.From < whole.To))
        {
            if (part.From > from)
                yield return new AlarmPeriod(from, part.From, false);
            from = part.To > from ? part.To : from;
        }

        if (from < whole.To)
            yield return new AlarmPeriod(from, whole.To, whole.IsOngoing);
    }

    /// <summary>Returns whether a time is in an attack or the 30 minutes after it.</summary>
    public bool Covers(DateTimeOffset at) => Attacks.Any(attack => at >= attack.From && at < attack.To + KnownAttack.Afterwards);
}
