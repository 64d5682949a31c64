using System.Text;

namespace FlowLogStack.Records;

/// <summary>The source of one value in matching events.</summary>
abstract class ValueSource
{
    /// <summary>Returns the 0-based position of the value's field in events of that many fields; null if events have no fields.</summary>
    internal virtual int? PositionIn(int fields) => null;

    /// <summary>Returns the column that contains the value.</summary>
    /// <exception cref="FormatException">No single column contains it; the message contains the reason.</exception>
    internal virtual EventColumn ColumnIn(EventColumns columns) => throw new FormatException("it uses a value of JSON, but a table of records has no JSON");

    internal abstract bool TryGet(ReadOnlySpan<byte> message, out ReadOnlySpan<byte> value);

    /// <summary>Gets the value of an event whose fields were found by <see cref="EventBounds"/>: that many, or -1.</summary>
    internal virtual bool TryGet(ReadOnlySpan<byte> message, scoped ReadOnlySpan<int> starts, int fields, out ReadOnlySpan<byte> value) =>
        TryGet(message, out value);

    /// <summary>A value that is the same for every event.</summary>
    internal sealed class Constant(string text) : ValueSource
    {
        readonly byte[] bytes = Encoding.UTF8.GetBytes(text);

        internal override EventColumn ColumnIn(EventColumns columns) => EventColumn.OfText(SqlConditions.Quote(text));

        internal override bool TryGet(ReadOnlySpan<byte> message, out ReadOnlySpan<byte> value)
        {
            value = bytes;
            return true;
        }
    }

    /// <summary>A value that no event has.</summary>
    internal sealed class Missing : ValueSource
    {
        internal override EventColumn ColumnIn(EventColumns columns) => EventColumn.OfText("CAST(NULL AS varchar)");

        internal override bool TryGet(ReadOnlySpan<byte> message, out ReadOnlySpan<byte> value)
        {
            value = default;
            return false;
        }
    }
}
