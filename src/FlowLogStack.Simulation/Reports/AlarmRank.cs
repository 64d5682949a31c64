namespace FlowLogStack.Simulation;

/// <summary>The order of alarms in a report, most important first.</summary>
enum AlarmRank
{
    /// <summary>The alarm entered <c>ALARM</c>.</summary>
    Fired,

    /// <summary>The alarm had no data points, so its state isn't meaningful.</summary>
    NoData,

    /// <summary>The alarm stayed in <c>OK</c>.</summary>
    Quiet,
}
