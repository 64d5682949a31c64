namespace FlowLogStack.Simulation;

/// <summary>How CloudWatch decides an alarm's state from the periods of its evaluation range, as its guide documents.</summary>
/// <remarks>
/// The guide has the outcome of twenty ranges; those that it leaves open are as CloudWatch was recorded to decide. When data are
/// missing and everything that is there breaches, but is too few or too recent to enter ALARM, the alarm keeps its state. An alarm
/// that ignores missing data enters ALARM as soon as M datapoints breach.
/// </remarks>
public static class AlarmEvaluation
{
    const int FurtherShortPeriods = 6;

    /// <summary>The periods CloudWatch looks at, which are more than the alarm asks for, so that late data count.</summary>
    /// <remarks>
    /// For periods of a minute and more it is documented only as 5 where the alarm asks for 3, and N + max(N / 3, 2) is taken. For
    /// periods of 10 seconds CloudWatch was recorded to look at N + 6, which is taken for 20 and 30 seconds as well.
    /// </remarks>
    /// <param name="evaluationPeriods">N: the periods the alarm asks for.</param>
    /// <param name="period">The length of a period. Default: a minute or more.</param>
    public static int RangeOf(int evaluationPeriods, TimeSpan? period = null) =>
        evaluationPeriods + (period < TimeSpan.FromMinutes(1) ? FurtherShortPeriods : Math.Max(evaluationPeriods / 3, 2));

    /// <summary>The state after an evaluation.</summary>
    /// <param name="range">The periods looked at, the oldest first; at least N.</param>
    /// <param name="evaluationPeriods">N: the periods the alarm asks for.</param>
    /// <param name="datapointsToAlarm">M: how many of them must breach.</param>
    /// <param name="missingData">What is made of periods without data.</param>
    /// <param name="current">The state before.</param>
    public static AlarmState Next(ReadOnlySpan<DatapointState> range, int evaluationPeriods, int datapointsToAlarm, MissingDataTreatment missingData, AlarmState current)
    {
        int real = 0, breaching = 0, oldestBreach = 0;
        for (var age = 1; age <= range.Length && real < evaluationPeriods; age++)
        {
            var state = range[^age];
            if (state is DatapointState.Missing)
                continue;
            real++;
            if (state is not DatapointState.Breaching)
                continue;
            breaching++;
            oldestBreach = age;
        }

        if (real >= evaluationPeriods)
            return breaching >= datapointsToAlarm ? AlarmState.Alarm : AlarmState.Ok;
        if (missingData is MissingDataTreatment.Breaching)
            return breaching + evaluationPeriods - real >= datapointsToAlarm ? AlarmState.Alarm : AlarmState.Ok;
        if (missingData is MissingDataTreatment.NotBreaching)
            return breaching >= datapointsToAlarm ? AlarmState.Alarm : AlarmState.Ok;
        if (real == 0)
            return missingData is MissingDataTreatment.Missing ? AlarmState.InsufficientData : current;
        if (breaching < real)
            return breaching >= datapointsToAlarm ? AlarmState.Alarm : AlarmState.Ok;
        return breaching >= datapointsToAlarm || (missingData is MissingDataTreatment.Missing && oldestBreach >= datapointsToAlarm) ? AlarmState.Alarm : current;
    }
}
