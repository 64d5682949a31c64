namespace FlowLogStack.Simulation;

/// <summary>The actions that converted records have for connections that come from outside and are not completed.</summary>
public enum UnansweredTraffic
{
    /// <summary>ACCEPT: whoever captured the packet received it.</summary>
    Accept,

    /// <summary>REJECT, and no record of a refusal: as behind a security group that admits only the ports in use.</summary>
    Reject,
}
