namespace FlowLogStack.App;

/// <summary>The removal policy of stored data when the stack is deleted.</summary>
public enum Removal
{
    /// <summary>Records, results and keys are kept.</summary>
    Retain,

    /// <summary>Everything is deleted, but the deletion fails for a bucket that contains objects.</summary>
    Destroy,

    /// <summary>Everything is deleted: the buckets are emptied first, and late deliveries are denied.</summary>
    DestroyWithContents,
}
