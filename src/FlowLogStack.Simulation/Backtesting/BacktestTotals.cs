namespace FlowLogStack.Simulation;

/// <summary>Totals over the alarms of a backtest, except composite alarms.</summary>
/// <param name="Alarms">Number of simulated alarms.</param>
/// <param name="AlarmsInAlarm">Number of alarms that entered <c>ALARM</c>.</param>
/// <param name="Incidents">Number of incidents.</param>
/// <param name="TimesInAlarm">The <c>ALARM</c> count: how often alarms entered <c>ALARM</c>.</param>
/// <param name="TimeInAlarm">Total time in <c>ALARM</c>.</param>
public readonly record struct BacktestTotals(int Alarms, int AlarmsInAlarm, int Incidents, int TimesInAlarm, TimeSpan TimeInAlarm)
{
    /// <summary>Returns the totals of a backtest.</summary>
    public static BacktestTotals Of(BacktestResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var alarms = result.Alarms.Where(alarm => alarm.Kind is not AlarmKind.Composite).ToList();
        return new BacktestTotals(
            alarms.Count,
            alarms.Count(alarm => alarm.TimesInAlarm > 0),
            result.Incidents,
            result.TimesInAlarm,
            TimeSpan.FromTicks(alarms.Sum(alarm => alarm.TimeInAlarm.Ticks)));
    }
}
