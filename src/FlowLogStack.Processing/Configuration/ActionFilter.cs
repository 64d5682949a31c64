namespace FlowLogStack.Processing;

/// <summary>Which actions pass.</summary>
enum ActionFilter
{
    /// <summary>Both, and records without an action.</summary>
    All,

    /// <summary>What security groups and network ACLs let through, and records without an action.</summary>
    Accept,

    /// <summary>What they did not, and records without an action.</summary>
    Reject,
}
