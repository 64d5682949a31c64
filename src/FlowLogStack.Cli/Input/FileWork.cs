namespace FlowLogStack.Cli;

/// <summary>Work on files in a verb that can also call AWS.</summary>
static class FileWork
{
    /// <summary>
    /// Runs work that reads files. Ctrl-C cancels an action only after it has returned its task; the work needs no cleanup and ends with the process.
    /// </summary>
    /// <exception cref="OperationCanceledException">Ctrl-C or SIGTERM was received.</exception>
    internal static Task<int> RunAsync(Func<int> work, CancellationToken cancellation) => Task.Run(work, CancellationToken.None).WaitAsync(cancellation);
}
