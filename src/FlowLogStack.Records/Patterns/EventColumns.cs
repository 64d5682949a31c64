using System.Globalization;

namespace FlowLogStack.Records;

/// <summary>The columns of log events' fields in a table of records: by position in the event, by name in the table.</summary>
/// <param name="events">Fields of the events.</param>
/// <param name="table">Fields of the table, which may differ and have another order.</param>
sealed class EventColumns(FlowLogFormat events, FlowLogFormat table)
{
    /// <summary>Number of fields of an event.</summary>
    internal int Count => events.Fields.Length;

    /// <summary>Whole event: its fields separated by spaces.</summary>
    /// <exception cref="FlowLogFormatException">The table lacks a field; the message contains the first one.</exception>
    internal EventColumn Message => From(0);

    /// <summary>SQL for the number of characters of an event, which equals its bytes; a field that the table lacks counts as <c>-</c>.</summary>
    internal string Length =>
        string.Join(" + ", events.Fields.Select(LengthOf).Append((Count - 1).ToString(CultureInfo.InvariantCulture)));

    /// <summary>Returns the column of the field at a 0-based position of an event.</summary>
    /// <exception cref="FlowLogFormatException">The table lacks the field.</exception>
    internal EventColumn this[int position] =>
        Find(events.Fields[position]) is { } column
            ? EventColumn.Of(column)
            : throw new FlowLogFormatException(events.Fields[position].Name, position + 1, $"it needs '{events.Fields[position]}', which the table lacks");

    /// <summary>Returns the rest of an event from a field on, separated by spaces; for the last field its column.</summary>
    /// <param name="position">0-based position of the field.</param>
    /// <exception cref="FlowLogFormatException">The table lacks a field; the message contains the first one.</exception>
    internal EventColumn From(int position) => position > 0 && position == Count - 1
        ? this[position]
        : EventColumn.OfText(string.Join(" || ' ' || ", Enumerable.Range(position, Count - position).Select(at => this[at].Text)));

    string LengthOf(FlowField field) => Find(field) is { } column ? $"length({EventColumn.Of(column).Text})" : "1";

    // A field newer than the catalog may have different kinds in both places.
    FlowField? Find(FlowField field) => table.Fields.FirstOrDefault(known => known.Name == field.Name);
}
