namespace FlowLogStack.Query;

/// <summary>The flow logs of an earlier generation of an archive, after the next generation has started.</summary>
public enum EarlierFlowLogs
{
    /// <summary>The flow logs of the next generation replace them in one deployment. For some minutes both deliver.</summary>
    Replaced,

    /// <summary>They deliver beside those of the next generation, until they are <see cref="Removed"/> in a later deployment.</summary>
    Kept,

    /// <summary>They were <see cref="Kept"/> in an earlier deployment and are deleted.</summary>
    Removed,
}
