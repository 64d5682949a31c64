namespace FlowLogStack.Records;

/// <summary>A value that a metric takes from the events that a pattern selects, such as <c>$bytes</c>; created by <see cref="LogPattern.ValueOf"/>.</summary>
public sealed class LogPatternValue
{
    readonly ValueSource source;

    internal LogPatternValue(string name, ValueSource source)
    {
        Name = name;
        this.source = source;
    }

    /// <summary>Creates a value that no event has.</summary>
    internal static LogPatternValue Missing(string name) => new(name, new ValueSource.Missing());

    /// <summary>Creates a value that is the same for every event.</summary>
    internal static LogPatternValue Constant(string name, string text) => new(name, new ValueSource.Constant(text));

    /// <summary>Name, with <c>$</c>.</summary>
    public string Name { get; }

    /// <summary>Returns the 0-based position of the value's field in events of that many fields; null if events have no fields.</summary>
    internal int? PositionIn(int fields) => source.PositionIn(fields);

    /// <inheritdoc cref="ValueSource.ColumnIn"/>
    internal EventColumn ColumnIn(EventColumns columns) => source.ColumnIn(columns);

    /// <summary>Gets the value's text in UTF-8, without its quotes or brackets.</summary>
    /// <returns>False if the event has no such value, or the value of a JSON event is neither a string nor a number.</returns>
    public bool TryGet(LogPatternMatch match, out ReadOnlySpan<byte> value) => TryGet(match.Message, out value);

    /// <summary>Gets the value as a number.</summary>
    /// <returns>False if the event has no such value, or it is not a number, such as <c>-</c>.</returns>
    public bool TryGetNumber(LogPatternMatch match, out double number) => TryGetNumber(match.Message, out number);

    /// <summary>Gets the value's text, for an event that the pattern is known to select.</summary>
    internal bool TryGet(ReadOnlySpan<byte> message, out ReadOnlySpan<byte> value) => source.TryGet(message, out value);

    /// <inheritdoc cref="TryGetNumber(LogPatternMatch, out double)"/>
    internal bool TryGetNumber(ReadOnlySpan<byte> message, out double number)
    {
        number = 0;
        return source.TryGet(message, out var text) && TryReadNumber(text, out number);
    }

    /// <summary>Gets the value as a number from an event whose fields were found by <see cref="EventBounds"/>: that many, or -1.</summary>
    internal bool TryGetNumber(ReadOnlySpan<byte> message, ReadOnlySpan<int> starts, int fields, out double number)
    {
        number = 0;
        return source.TryGet(message, starts, fields, out var text) && TryReadNumber(text, out number);
    }

    static bool TryReadNumber(ReadOnlySpan<byte> text, out double number)
    {
        number = 0;
        if (!PatternNumber.TryParse(text, out var parsed))
            return false;
        number = parsed.Real;
        return true;
    }
}
