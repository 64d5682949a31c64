namespace FlowLogStack.Simulation;

/// <summary>What an alarm watches.</summary>
public enum AlarmKind
{
    /// <summary>A metric, a metric math expression or a Contributor Insights rule against a threshold.</summary>
    Threshold,

    /// <summary>A metric against an anomaly detection band.</summary>
    Anomaly,

    /// <summary>The states of other alarms.</summary>
    Composite,
}
