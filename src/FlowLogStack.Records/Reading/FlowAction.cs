namespace FlowLogStack.Records;

/// <summary>The action of a security group or network ACL on the flow: the value of <c>action</c>.</summary>
public enum FlowAction
{
    /// <summary><c>-</c>: the record describes no traffic.</summary>
    Absent,

    /// <summary><c>ACCEPT</c>: accepted traffic.</summary>
    Accept,

    /// <summary><c>REJECT</c>: rejected traffic, or a packet that arrived after its connection had closed.</summary>
    Reject,
}
