using FlowLogStack.Records;

namespace FlowLogStack.Processing;

/// <summary>Lines of an event or of an object it names, a block at a time.</summary>
interface ILineSource
{
    /// <summary>Where the lines come from.</summary>
    LineOrigin Origin { get; }

    /// <summary>The format of the lines that the last filled block holds.</summary>
    FlowLogFormat Format { get; }

    /// <summary>Adds the next lines to a block until it is full, or until lines of another format follow those it has.</summary>
    /// <returns>False once no lines are left.</returns>
    /// <exception cref="EventException">What follows cannot be read.</exception>
    ValueTask<bool> FillAsync(LineBlock block, CancellationToken cancellation);
}
