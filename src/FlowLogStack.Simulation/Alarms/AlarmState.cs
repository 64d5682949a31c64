namespace FlowLogStack.Simulation;

/// <summary>The state of a CloudWatch alarm.</summary>
public enum AlarmState
{
    /// <summary>Not enough data to tell: every alarm's first state. AWS writes <c>INSUFFICIENT_DATA</c>.</summary>
    InsufficientData,

    /// <summary>The metric is within its threshold. AWS writes <c>OK</c>.</summary>
    Ok,

    /// <summary>The metric has crossed its threshold, and the alarm's actions were run. AWS writes <c>ALARM</c>.</summary>
    Alarm,
}
