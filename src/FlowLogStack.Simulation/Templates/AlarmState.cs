namespace FlowLogStack.Simulation;

/// <summary>The state of a CloudWatch alarm.</summary>
public enum AlarmState
{
    /// <summary>The alarm has too little data. Initial state of every alarm. <c>INSUFFICIENT_DATA</c> in AWS.</summary>
    InsufficientData,

    /// <summary>The metric is within the threshold. <c>OK</c> in AWS.</summary>
    Ok,

    /// <summary>The metric has breached the threshold, and the alarm's actions have run. <c>ALARM</c> in AWS.</summary>
    Alarm,
}
