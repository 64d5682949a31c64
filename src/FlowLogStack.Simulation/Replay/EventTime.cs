namespace FlowLogStack.Simulation;

/// <summary>The time of a record that is its log event's timestamp.</summary>
public enum EventTime
{
    /// <summary>Time of the first packet, as in AWS.</summary>
    Start,

    /// <summary>Time of the last packet.</summary>
    End,
}
