namespace FlowLogStack.Records;

/// <summary>A pattern of one of the grammars, prepared for matching; immutable.</summary>
abstract class PatternBody
{
    internal abstract LogPatternKind Kind { get; }

    internal abstract bool IsMatch(ReadOnlySpan<byte> message);

    /// <summary>Returns whether the pattern selects an event whose fields were found by <see cref="EventBounds"/>: that many, or -1.</summary>
    internal virtual bool IsMatch(ReadOnlySpan<byte> message, ReadOnlySpan<int> starts, int fields) => IsMatch(message);

    /// <summary>Returns the source of a value, such as <c>$bytes</c>, in matching events; null if they have none.</summary>
    /// <param name="name">Name, with <c>$</c>.</param>
    /// <param name="whyNot">Reason why matching events have no such value, if the result is null.</param>
    internal abstract ValueSource? FindSource(string name, out string whyNot);

    /// <summary>Returns SQL for the condition that the pattern selects the event of a row.</summary>
    /// <exception cref="FormatException">SQL cannot express the condition for these columns; the message contains the reason.</exception>
    internal abstract string ToSql(EventColumns columns);
}
