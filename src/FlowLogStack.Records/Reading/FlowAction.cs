namespace FlowLogStack.Records;

/// <summary>What the security group or network ACL did with the flow: the value of <c>action</c>.</summary>
public enum FlowAction
{
    /// <summary><c>-</c>: the record describes no traffic.</summary>
    Absent,

    /// <summary><c>ACCEPT</c>.</summary>
    Accept,

    /// <summary><c>REJECT</c>; also a packet that came after its connection had closed.</summary>
    Reject,
}
