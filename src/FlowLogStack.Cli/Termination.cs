using System.Runtime.InteropServices;

namespace FlowLogStack.Cli;

/// <summary>Ends the process when it is asked to end, whatever it is doing.</summary>
/// <remarks>
/// Commands that are under way get a while to put things right. Without this, what computes without a pause would never see that it was
/// asked, since the handler of the command line library takes the signal away from the runtime.
/// </remarks>
sealed class Termination : IDisposable
{
    /// <summary>The exit code of a process that SIGTERM ends, as shells count it.</summary>
    internal const int ExitCode = 143;

    readonly PosixSignalRegistration registration;
    readonly TimeSpan grace;
    Timer? timer;

    /// <summary>Listens to SIGTERM.</summary>
    /// <param name="grace">How long what is under way may take to end by itself.</param>
    internal Termination(TimeSpan grace)
    {
        this.grace = grace;
        registration = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Take);
    }

    public void Dispose()
    {
        registration.Dispose();
        timer?.Dispose();
    }

    void Take(PosixSignalContext context)
    {
        context.Cancel = true;
        timer ??= new Timer(_ => Environment.Exit(ExitCode), null, grace, Timeout.InfiniteTimeSpan);
    }
}
