using System.Runtime.InteropServices;

namespace FlowLogStack.Cli;

/// <summary>Ends the process on SIGTERM, whatever it is doing.</summary>
/// <remarks>
/// Running commands have a grace period for cleanup. Without this class, a long computation would never see the signal, because the command-line
/// library handles it instead of the runtime.
/// </remarks>
sealed class Termination : IDisposable
{
    /// <summary>Exit code after SIGTERM, as shells report it.</summary>
    internal const int ExitCode = 143;

    static readonly TimeSpan HandlerDelay = TimeSpan.FromMilliseconds(250);

    readonly PosixSignalRegistration registration;
    readonly TimeSpan grace;
    Timer? timer;
    volatile bool isRequested;

    /// <summary>Registers a handler of SIGTERM.</summary>
    /// <param name="grace">Time limit for running commands to end by themselves.</param>
    internal Termination(TimeSpan grace)
    {
        this.grace = grace;
        registration = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Take);
    }

    /// <summary>
    /// Returns whether SIGTERM has canceled a command. The command-line library may take the signal first, so the handler here gets a moment.
    /// </summary>
    internal bool HasCanceled() => SpinWait.SpinUntil(() => isRequested, HandlerDelay);

    public void Dispose()
    {
        registration.Dispose();
        timer?.Dispose();
    }

    void Take(PosixSignalContext context)
    {
        context.Cancel = true;
        isRequested = true;
        timer ??= new Timer(_ => Environment.Exit(ExitCode), null, grace, Timeout.InfiniteTimeSpan);
    }
}
