namespace FlowLogStack.Verification;

/// <summary>A step of a rehearsal.</summary>
public enum RehearsalStepKind
{
    /// <summary>A connection from this machine to the target.</summary>
    Knock,

    /// <summary>The record of the connection in the log group.</summary>
    Record,

    /// <summary>The datapoint of the metric filter.</summary>
    Datapoint,

    /// <summary>The alarm enters <c>ALARM</c>.</summary>
    Alarm,

    /// <summary>A message of the alarm, published to a topic.</summary>
    Message,
}
