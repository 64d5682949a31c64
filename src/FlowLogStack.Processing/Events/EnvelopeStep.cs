namespace FlowLogStack.Processing;

/// <summary>Why <see cref="EnvelopeReader"/> stopped.</summary>
enum EnvelopeStep
{
    /// <summary>What is there ends in the middle.</summary>
    NeedsMore,

    /// <summary>The events begin, and the names are known.</summary>
    Named,

    /// <summary>The block, or what is kept of malformed events, is full.</summary>
    Full,

    /// <summary>The document has ended.</summary>
    Ended,
}
