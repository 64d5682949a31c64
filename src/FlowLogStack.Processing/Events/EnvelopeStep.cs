namespace FlowLogStack.Processing;

/// <summary>The reason why <see cref="EnvelopeReader"/> stopped.</summary>
enum EnvelopeStep
{
    /// <summary>The text ends in the middle of the document.</summary>
    NeedsMore,

    /// <summary>The events begin, and the names are known.</summary>
    Named,

    /// <summary>The block or the buffer of malformed events is full.</summary>
    Full,

    /// <summary>The document has ended.</summary>
    Ended,
}
