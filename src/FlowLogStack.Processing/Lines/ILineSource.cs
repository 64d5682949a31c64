using FlowLogStack.Records;

namespace FlowLogStack.Processing;

/// <summary>A source of the lines of an event or of an object, a block at a time.</summary>
interface ILineSource
{
    /// <summary>Origin of the lines.</summary>
    LineOrigin Origin { get; }

    /// <summary>Log format of the lines in the last filled block.</summary>
    FlowLogFormat Format { get; }

    /// <summary>Adds the next lines to a block until it is full, or until the log format changes.</summary>
    /// <returns>False if no lines are left.</returns>
    /// <exception cref="EventException">The next content cannot be read.</exception>
    ValueTask<bool> FillAsync(LineBlock block, CancellationToken cancellation);
}
