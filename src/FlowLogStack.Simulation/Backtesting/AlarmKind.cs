namespace FlowLogStack.Simulation;

/// <summary>The kind of an alarm.</summary>
public enum AlarmKind
{
    /// <summary>Compares a metric, a metric math expression or a Contributor Insights rule with a threshold.</summary>
    Threshold,

    /// <summary>Compares a metric with an anomaly detection band.</summary>
    Anomaly,

    /// <summary>Evaluates the states of other alarms.</summary>
    Composite,
}
