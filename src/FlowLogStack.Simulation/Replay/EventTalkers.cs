using System.Diagnostics.CodeAnalysis;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>The talkers of an event, read from its record once and only if a filter or rule counts the event.</summary>
/// <param name="record">The record. An event that is not a record, the default, has no talkers.</param>
ref struct EventTalkers(FlowRecord record)
{
    readonly FlowRecord record = record;
    readonly bool isRecord = true;
    TalkerKeys? keys;

    /// <summary>Gets the known rows of which an event is the current one, and the starts of its fields.</summary>
    /// <param name="message">The event. If it isn't the line of the record, nothing is known of it.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="starts">Starts of the fields, and the start that a field after the last one would have.</param>
    internal readonly bool TryGetRow(scoped ReadOnlySpan<byte> message, [NotNullWhen(true)] out KnownRows? rows, out ReadOnlySpan<int> starts)
    {
        rows = isRecord ? record.Known : null;
        if (rows is null || message != record.Line)
        {
            starts = default;
            return false;
        }

        starts = record.Starts;
        return true;
    }

    /// <summary>The source, destination and service.</summary>
    internal TalkerKeys Keys => keys ??= isRecord ? TalkerKeys.Of(record) : default;
}
