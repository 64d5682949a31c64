namespace FlowLogStack.Processing;

/// <summary>A filter of records by their action. Records without an action pass every filter.</summary>
enum ActionFilter
{
    /// <summary>All records.</summary>
    All,

    /// <summary>Records of accepted traffic.</summary>
    Accept,

    /// <summary>Records of rejected traffic.</summary>
    Reject,
}
