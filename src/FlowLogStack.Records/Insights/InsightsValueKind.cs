namespace FlowLogStack.Records;

/// <summary>The kind of a query's value.</summary>
public enum InsightsValueKind
{
    /// <summary>No value: the event lacks the field, or a function has no result.</summary>
    None,

    /// <summary>Text, such as the value of a log event's field.</summary>
    Text,

    /// <summary>A number: the result of arithmetic, functions and statistics. True is 1 and false is 0.</summary>
    Number,

    /// <summary>A moment, in milliseconds.</summary>
    Timestamp,
}
