namespace FlowLogStack.Processing;

/// <summary>A session that writes the lines of one origin to one output.</summary>
abstract class OutputSession
{
    /// <summary>Writes a line; never waits.</summary>
    public abstract void Write(in ProcessedLine line);

    /// <summary>Sends complete batches, and waits while too many requests are under way. Called after each block.</summary>
    public abstract ValueTask FlushAsync();

    /// <summary>Completes when every line is delivered or saved as a dead letter.</summary>
    /// <exception cref="DeliveryException">At least one line is neither.</exception>
    public abstract Task CompleteAsync();
}
