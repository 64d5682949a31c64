using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>An input of a processor: a subscription filter or a bucket notification.</summary>
/// <param name="LogicalId">Logical id of the resource.</param>
/// <param name="Pattern">Filter pattern; null for lines of objects, which contain their log format.</param>
/// <param name="Processor">The processor.</param>
sealed record Forwarding(string LogicalId, LogPattern? Pattern, ProcessorFeed Processor)
{
    readonly bool selectsAll = string.IsNullOrWhiteSpace(Pattern?.Text);

    /// <summary>Passes an event to the processor if the pattern matches.</summary>
    internal void Take(ReadOnlySpan<byte> message, in EventMinute time, FlowLogFormat? format)
    {
        if (selectsAll || Pattern!.IsMatch(message))
            Processor.Take(message, time, Pattern is null ? format : null);
    }
}
