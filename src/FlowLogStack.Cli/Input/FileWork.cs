namespace FlowLogStack.Cli;

/// <summary>Work on files in a verb that can also call AWS.</summary>
static class FileWork
{
    /// <summary>Runs work that reads files. A read can't be canceled, so the work goes on after a cancellation and ends with the process.</summary>
    /// <param name="work">The work; returns an exit code.</param>
    /// <param name="cancellation">Canceled by Ctrl-C and SIGTERM.</param>
    /// <param name="cleanup">Time limit for the work to end by itself after a cancellation. Default: zero, for work that needs no cleanup.</param>
    /// <exception cref="OperationCanceledException">Ctrl-C or SIGTERM was received.</exception>
    internal static async Task<int> RunAsync(Func<int> work, CancellationToken cancellation, TimeSpan cleanup = default)
    {
        var running = Task.Run(work, CancellationToken.None);
        try
        {
            return await running.WaitAsync(cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested && cleanup > TimeSpan.Zero)
        {
            await Task.WhenAny(running, Task.Delay(cleanup, CancellationToken.None)).ConfigureAwait(false);
            throw;
        }
    }
}
