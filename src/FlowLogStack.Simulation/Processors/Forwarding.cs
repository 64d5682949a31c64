using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>What hands events to a processor.</summary>
/// <param name="LogicalId">The resource that does.</param>
/// <param name="Pattern">Which events it selects; null where they are lines of objects, which bring their format along.</param>
/// <param name="Processor">The processor.</param>
sealed record Forwarding(string LogicalId, LogPattern? Pattern, ProcessorFeed Processor)
{
    readonly bool selectsAll = string.IsNullOrWhiteSpace(Pattern?.Text);

    /// <summary>Hands an event over, if it is selected.</summary>
    internal void Take(ReadOnlySpan<byte> message, in EventMinute time, FlowLogFormat? format)
    {
        if (selectsAll || Pattern!.IsMatch(message))
            Processor.Take(message, time, Pattern is null ? format : null);
    }
}
