using FlowLogStack.Records;

namespace FlowLogStack.Processor;

/// <summary>Lines of an event or of an object it names, a block at a time.</summary>
interface ILineSource
{
    /// <summary>Where the lines come from.</summary>
    LineOrigin Origin { get; }

    /// <summary>The format of the lines that the last filled block holds.</summary>
    FlowLogFormat Format { get; }

    /// <summary>Fills an empty block with the next lines; leaves it empty at the end.</summary>
    /// <exception cref="EventException">What follows cannot be read.</exception>
    ValueTask FillAsync(LineBlock block, CancellationToken cancellation);
}
