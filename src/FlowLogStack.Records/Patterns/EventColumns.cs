using System.Globalization;

namespace FlowLogStack.Records;

/// <summary>Where the fields of log events stand in a table of records: by their place in the event, by their name in the table.</summary>
/// <param name="events">The fields of the events.</param>
/// <param name="table">The fields of the table, which may be others and in another order.</param>
sealed class EventColumns(FlowLogFormat events, FlowLogFormat table)
{
    /// <summary>The fields of an event.</summary>
    internal int Count => events.Fields.Length;

    /// <summary>The whole event: its fields with one space between.</summary>
    /// <exception cref="FlowLogFormatException">The table lacks a field; the first one is named.</exception>
    internal EventColumn Message => From(0);

    /// <summary>The characters of an event, which are its bytes, as a number; where the table lacks a field, <c>-</c> stands for it.</summary>
    internal string Length =>
        string.Join(" + ", events.Fields.Select(LengthOf).Append((Count - 1).ToString(CultureInfo.InvariantCulture)));

    /// <summary>The field at a 0-based position of an event.</summary>
    /// <exception cref="FlowLogFormatException">The table lacks it.</exception>
    internal EventColumn this[int position] =>
        Find(events.Fields[position]) is { } column
            ? EventColumn.Of(column)
            : throw new FlowLogFormatException(events.Fields[position].Name, position + 1, $"it needs '{events.Fields[position]}', which the table lacks");

    /// <summary>All of an event from a field on, with one space between; the column itself of the last field.</summary>
    /// <param name="position">The field's 0-based position.</param>
    /// <exception cref="FlowLogFormatException">The table lacks a field; the first one is named.</exception>
    internal EventColumn From(int position) => position > 0 && position == Count - 1
        ? this[position]
        : EventColumn.OfText(string.Join(" || ' ' || ", Enumerable.Range(position, Count - position).Select(at => this[at].Text)));

    string LengthOf(FlowField field) => Find(field) is { } column ? $"length({EventColumn.Of(column).Text})" : "1";

    // A field newer than the catalogue may have been given another kind in either place.
    FlowField? Find(FlowField field) => table.Fields.FirstOrDefault(known => known.Name == field.Name);
}
