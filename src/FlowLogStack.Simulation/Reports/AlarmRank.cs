namespace FlowLogStack.Simulation;

/// <summary>How much attention an alarm's outcome deserves, most first.</summary>
enum AlarmRank
{
    /// <summary>It went off.</summary>
    Fired,

    /// <summary>It never had a datapoint, so its silence means nothing.</summary>
    NoData,

    /// <summary>It stayed quiet.</summary>
    Quiet,
}
