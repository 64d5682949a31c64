using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>The talkers of an event, read from its record once and only if a filter or rule counts the event.</summary>
/// <param name="record">The record. An event that is not a record, the default, has no talkers.</param>
ref struct EventTalkers(FlowRecord record)
{
    readonly FlowRecord record = record;
    readonly bool isRecord = true;
    TalkerKeys? keys;

    /// <summary>The source, destination and service.</summary>
    internal TalkerKeys Keys => keys ??= isRecord ? TalkerKeys.Of(record) : default;
}
