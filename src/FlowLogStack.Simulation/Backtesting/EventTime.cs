namespace FlowLogStack.Simulation;

/// <summary>Which time of a record becomes the time of its log event.</summary>
public enum EventTime
{
    /// <summary>When its first packet went by; what AWS uses.</summary>
    Start,

    /// <summary>When its last packet went by.</summary>
    End,
}
