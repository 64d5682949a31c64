namespace FlowLogStack.Simulation;

/// <summary>The known attacks of a backtest's records, compared with the alarms.</summary>
/// <param name="attacks">The attacks; empty if they aren't known.</param>
sealed class AttackReview(IReadOnlyList<KnownAttack> attacks)
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

    /// <summary>Returns the time in <c>ALARM</c> outside of the attacks and the 30 minutes after each, or the longer time that the alarm evaluates.</summary>
    public TimeSpan TimeOutside(AlarmOutcome alarm) =>
        alarm.PeriodsInAlarm.Aggregate(TimeSpan.Zero, (total, period) => total
            + KnownAttack.TimeOutside(period, Attacks, alarm.Period * alarm.EvaluationPeriods));

    /// <summary>Returns the alarms in <c>ALARM</c> because of an attack, except composite alarms.</summary>
    public static IEnumerable<AlarmOutcome> Detecting(KnownAttack attack, BacktestResult result) =>
        result.Alarms.Where(alarm => alarm.Kind is not AlarmKind.Composite && alarm.PeriodsInAlarm.Any(attack.Explains));

    /// <summary>Returns whether a time is in an attack or the 30 minutes after it.</summary>
    public bool Covers(DateTimeOffset at) => Attacks.Any(attack => at >= attack.From && at < attack.To + KnownAttack.Afterwards);
}
