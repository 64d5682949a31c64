namespace FlowLogStack.Processing;

/// <summary>The kind of a dead letter's body.</summary>
enum DeadLetterKind
{
    /// <summary>Lines for the endpoint, in its output format.</summary>
    Batch,

    /// <summary>An object for the destination bucket, compressed a second time.</summary>
    Object,

    /// <summary>An event that could not be read, unchanged.</summary>
    Event,
}
