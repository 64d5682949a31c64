namespace FlowLogStack.Processing;

/// <summary>The direction of traffic, as seen from the network interface.</summary>
enum Direction
{
    /// <summary>Unknown, or a record without traffic.</summary>
    Unknown,

    /// <summary>To the interface.</summary>
    Inbound,

    /// <summary>From the interface.</summary>
    Outbound,

    /// <summary>Between the interface and another of its subnet.</summary>
    Internal,
}
