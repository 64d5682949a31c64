namespace FlowLogStack.Processing;

/// <summary>Somewhere that records go.</summary>
interface IOutput
{
    /// <summary>Whether it writes what EC2 knows of an interface; nobody asks EC2 for outputs that do not.</summary>
    bool UsesFacts { get; }

    /// <summary>Begins to take the lines of one origin.</summary>
    OutputSession Open(LineOrigin origin, Run run);
}

/// <summary>The lines of one origin on their way to one output.</summary>
abstract class OutputSession
{
    /// <summary>Takes a line; never waits.</summary>
    public abstract void Write(in ProcessedLine line);

    /// <summary>Lets go of what is ready, waiting while too much is under way. Called after each block.</summary>
    public abstract ValueTask FlushAsync();

    /// <summary>Ends when every line is delivered or parked.</summary>
    /// <exception cref="DeliveryException">Some line is neither.</exception>
    public abstract Task CompleteAsync();
}
