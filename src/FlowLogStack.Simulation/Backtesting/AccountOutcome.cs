namespace FlowLogStack.Simulation;

/// <summary>The alarms of a backtest on the records of one account alone.</summary>
/// <param name="Account">The account, as in the field <c>account-id</c>.</param>
/// <param name="Records">Number of its records.</param>
/// <param name="Alarms">
/// The simulated alarms in the order of the template, without composite alarms and without those of metrics of other accounts only. They have neither
/// suggestions nor top contributors.
/// </param>
public sealed record AccountOutcome(string Account, long Records, IReadOnlyList<AlarmOutcome> Alarms)
{
    /// <summary>Total <c>ALARM</c> count of the alarms.</summary>
    public int TimesInAlarm => Alarms.Sum(alarm => alarm.TimesInAlarm);

    /// <summary>Total number of incidents of the alarms.</summary>
    public int Incidents => Alarms.Sum(alarm => alarm.Incidents);
}
