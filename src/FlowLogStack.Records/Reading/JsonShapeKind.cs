namespace FlowLogStack.Records;

/// <summary>The kind of a JSON object: a document of events, an event or another object.</summary>
enum JsonShapeKind
{
    /// <summary>The object is incomplete, and its kind is not certain yet.</summary>
    Unfinished,

    /// <summary>A document that contains events.</summary>
    Document,

    /// <summary>One event with its message.</summary>
    Event,

    /// <summary>Another object.</summary>
    Other,
}
