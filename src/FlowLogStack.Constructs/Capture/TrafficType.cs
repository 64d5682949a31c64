namespace FlowLogStack.Capture;

/// <summary>Which traffic a flow log records.</summary>
public enum TrafficType
{
    /// <summary>Accepted and rejected traffic.</summary>
    All,

    /// <summary>Traffic that security groups and network ACLs let through.</summary>
    Accept,

    /// <summary>Traffic that security groups or network ACLs turned away.</summary>
    Reject,
}
