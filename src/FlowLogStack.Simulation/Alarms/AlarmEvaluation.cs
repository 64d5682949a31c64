namespace FlowLogStack.Simulation;

/// <summary>CloudWatch's documented rules for an alarm's state, given the periods of its evaluation range.</summary>
/// <remarks>
/// The CloudWatch guide contains the results for twenty ranges. The results for other ranges are as recorded from CloudWatch. If data are missing
/// and all existing data points breach, but are too few or too recent for ALARM, the alarm keeps its state. An alarm that ignores missing data
/// enters ALARM as soon as M data points breach.
/// </remarks>
static class AlarmEvaluation
{
    const int FurtherShortPeriods = 6;

    /// <summary>Returns the number of periods that CloudWatch evaluates. It is greater than the alarm's own number, because data can arrive late.</summary>
    /// <remarks>
    /// For periods of one minute and longer, AWS documents only the value 5 for an alarm with 3 periods; N + max(N / 3, 2) is assumed. For periods of
    /// 10 seconds, recordings show N + 6, which is also assumed for 20 and 30 seconds.
    /// </remarks>
    /// <param name="evaluationPeriods">N: the evaluation periods of the alarm.</param>
    /// <param name="period">Length of a period. Default: null (one minute or longer).</param>
    public static int RangeOf(int evaluationPeriods, TimeSpan? period = null) =>
        evaluationPeriods + (period < TimeSpan.FromMinutes(1) ? FurtherShortPeriods : Math.Max(evaluationPeriods / 3, 2));

    /// <summary>Returns the state after an evaluation.</summary>
    /// <param name="range">The periods of the evaluation range, oldest first; at least N.</param>
    /// <param name="evaluationPeriods">N: the evaluation periods of the alarm.</param>
    /// <param name="datapointsToAlarm">M: the number of periods that must breach.</param>
    /// <param name="missingData">Treatment of periods without data.</param>
    /// <param name="current">The state before the evaluation.</param>
    public static AlarmState Next(ReadOnlySpan<DatapointState> range, int evaluationPeriods, int datapointsToAlarm, MissingDataTreatment missingData,
        AlarmState current)
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
        return breaching >= datapointsToAlarm || (missingData is MissingDataTreatment.Missing && oldestBreach >= datapointsToAlarm)
            ? AlarmState.Alarm : current;
    }
}
