using System.Globalization;

namespace FlowLogStack.Records;

/// <summary>A value that a metric takes from the events a pattern selects, such as <c>$bytes</c>; made by <see cref="LogPattern.ValueOf"/>.</summary>
public sealed class LogPatternValue
{
    readonly ValueSource source;

    internal LogPatternValue(string name, ValueSource source)
    {
        Name = name;
        this.source = source;
    }

    /// <summary>A value that no event has.</summary>
    internal static LogPatternValue Missing(string name) => new(name, new ValueSource.Missing());

    /// <summary>A value that is the same in every event.</summary>
    internal static LogPatternValue Constant(string name, string text) => new(name, new ValueSource.Constant(text));

    /// <summary>The name, with <c>$</c>.</summary>
    public string Name { get; }

    /// <summary>The 0-based position of the field it is taken from, in events of so many fields; null when there are no fields.</summary>
    internal int? PositionIn(int fields) => source.PositionIn(fields);

    /// <inheritdoc cref="ValueSource.ColumnIn"/>
    internal EventColumn ColumnIn(EventColumns columns) => source.ColumnIn(columns);

    /// <summary>The value's text in UTF-8, without quotes or brackets around it.</summary>
    /// <returns>False when the event has no such value, or a JSON event one that is neither a string nor a number.</returns>
    public bool TryGet(LogPatternMatch match, out ReadOnlySpan<byte> value) => TryGet(match.Message, out value);

    /// <summary>The value as a number.</summary>
    /// <returns>False when the event has no such value, or it is no number, as <c>-</c>.</returns>
    public bool TryGetNumber(LogPatternMatch match, out double number) => TryGetNumber(match.Message, out number);

    /// <summary>As above, of an event that the pattern is known to select.</summary>
    internal bool TryGet(ReadOnlySpan<byte> message, out ReadOnlySpan<byte> value) => source.TryGet(message, out value);

    /// <inheritdoc cref="TryGetNumber(LogPatternMatch, out double)"/>
    internal bool TryGetNumber(ReadOnlySpan<byte> message, out double number)
    {
        if (source.TryGet(message, out var text) && PatternNumber.IsNumber(text))
            return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);
        number = 0;
        return false;
    }
}
