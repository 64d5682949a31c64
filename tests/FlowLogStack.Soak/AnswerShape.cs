namespace FlowLogStack.Soak;

/// <summary>What a response says of the parts of an event.</summary>
enum AnswerShape
{
    /// <summary>Nothing: the event is accepted as a whole.</summary>
    None,

    /// <summary>The messages that failed.</summary>
    Failures,

    /// <summary>The first record of a stream that failed.</summary>
    Checkpoint,

    /// <summary>Each Firehose record's data or failure.</summary>
    Records,
}
