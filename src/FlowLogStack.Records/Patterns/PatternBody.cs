namespace FlowLogStack.Records;

/// <summary>A pattern of one of the grammars, prepared for matching; immutable.</summary>
abstract class PatternBody
{
    internal abstract LogPatternKind Kind { get; }

    internal abstract bool IsMatch(ReadOnlySpan<byte> message);

    /// <summary>As above, of an event whose fields <see cref="EventBounds"/> found before: so many, or -1.</summary>
    internal virtual bool IsMatch(ReadOnlySpan<byte> message, ReadOnlySpan<int> starts, int fields) => IsMatch(message);

    /// <summary>How to take a value of that name, such as <c>$bytes</c>, from matching events.</summary>
    /// <param name="name">The name, with <c>$</c>.</param>
    /// <param name="whyNot">Why matching events have no such value, when the result is null.</param>
    internal abstract ValueSource? FindSource(string name, out string whyNot);

    /// <summary>Whether the pattern selects the event of a row, as SQL.</summary>
    /// <exception cref="FormatException">SQL cannot say it of these columns; the message says why.</exception>
    internal abstract string ToSql(EventColumns columns);
}
