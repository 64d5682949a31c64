namespace FlowLogStack.Capture;

/// <summary>The traffic that a flow log records.</summary>
public enum TrafficType
{
    /// <summary>Accepted and rejected traffic.</summary>
    All,

    /// <summary>Traffic that security groups and network ACLs accept.</summary>
    Accept,

    /// <summary>Traffic that security groups or network ACLs reject.</summary>
    Reject,
}
