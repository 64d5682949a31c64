namespace FlowLogStack.Processing;

/// <summary>What a dead letter's body is.</summary>
enum DeadLetterKind
{
    /// <summary>Lines for the endpoint, as it wants them.</summary>
    Batch,

    /// <summary>An object for the destination bucket, compressed once more.</summary>
    Object,

    /// <summary>An event that could not be read, as it came.</summary>
    Event,
}
