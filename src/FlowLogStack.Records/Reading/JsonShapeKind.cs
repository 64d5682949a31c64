namespace FlowLogStack.Records;

/// <summary>Whether a JSON object is a document of events, an event or something else.</summary>
enum JsonShapeKind
{
    /// <summary>The object has not ended, and nothing in it has decided yet.</summary>
    Unfinished,

    /// <summary>A document that holds events.</summary>
    Document,

    /// <summary>One event with its message.</summary>
    Event,

    /// <summary>Anything else.</summary>
    Other,
}
