namespace FlowLogStack.Processing;

/// <summary>Which way traffic went, seen from the interface.</summary>
enum Direction
{
    /// <summary>Not known, or no traffic to speak of.</summary>
    Unknown,

    /// <summary>To the interface.</summary>
    Inbound,

    /// <summary>From the interface.</summary>
    Outbound,

    /// <summary>Between the interface and another of its subnet.</summary>
    Internal,
}
