namespace FlowLogStack.Simulation;

/// <summary>How CloudWatch decides an alarm's state from the periods of its evaluation range, as its guide documents.</summary>
/// <remarks>
/// The guide tells the outcome of twenty ranges and leaves some others open. There the alarm stays as it is: when data
/// are missing, all that is there breaches, and it is too few or too recent to go into alarm.
/// </remarks>
public static class AlarmEvaluation
{
    /// <summary>The periods CloudWatch looks at, which are more than the alarm asks for, so that late data count.</summary>
    /// <remarks>Documented only as 5 where the alarm asks for 3; for other numbers this is a guess that fits.</remarks>
    /// <param name="evaluationPeriods">N: the periods the alarm asks for.</param>
    public static int RangeOf(int evaluationPeriods) => evaluationPeriods + Math.Max(evaluationPeriods / 3, 2);

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
        return missingData is MissingDataTreatment.Missing && oldestBreach >= datapointsToAlarm ? AlarmState.Alarm : current;
    }
}
