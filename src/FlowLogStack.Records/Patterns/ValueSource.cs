namespace FlowLogStack.Records;

/// <summary>Takes one value from events that match.</summary>
abstract class ValueSource
{
    /// <summary>The 0-based position of the field it is taken from, in events of so many fields; null when there are no fields.</summary>
    internal virtual int? PositionIn(int fields) => null;

    /// <summary>The column that has the value.</summary>
    /// <exception cref="FormatException">No single column has it; the message says why.</exception>
    internal virtual EventColumn ColumnIn(EventColumns columns) => throw new FormatException("it takes a value out of JSON, and a table of records has none");

    internal abstract bool TryGet(ReadOnlySpan<byte> message, out ReadOnlySpan<byte> value);
}
