using System.Runtime.InteropServices;

namespace FlowLogStack.Cli;

/// <summary>Ends a command on Ctrl-C and SIGTERM: cancels it, and ends the process when its time limit is over, whatever it is doing.</summary>
/// <remarks>
/// The handlers of the command-line library aren't used. They exist only after a command has returned its task, run before older ones, and wait for the
/// command.
/// </remarks>
sealed class Termination : IDisposable
{
    /// <summary>Exit code after SIGTERM, as shells report it.</summary>
    internal const int ExitCode = 143;

    readonly CancellationTokenSource source = new();
    readonly PosixSignalRegistration[] registrations;
    readonly TimeSpan grace;
    Timer? timer;
    int received;

    /// <summary>Registers handlers of both signals.</summary>
    /// <param name="grace">Time limit for the command to end by itself; zero for commands that can't be canceled and need no cleanup.</param>
    internal Termination(TimeSpan grace)
    {
        this.grace = grace;
        Canceled = source.Token;
        registrations = [PosixSignalRegistration.Create(PosixSignal.SIGINT, Take), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Take)];
    }

    /// <summary>Token that is canceled by the first signal.</summary>
    internal CancellationToken Canceled { get; }

    /// <summary>Exit code of the first signal that was received; null if none was.</summary>
    internal int? Received => Volatile.Read(ref received) is not 0 and var code ? code : null;

    public void Dispose()
    {
        foreach (var registration in registrations)
            registration.Dispose();
        timer?.Dispose();
        source.Dispose();
    }

    void Take(PosixSignalContext context)
    {
        context.Cancel = true;
        var code = context.Signal is PosixSignal.SIGTERM ? ExitCode : Cli.ExitCode.Interrupted;
        // Further signals change nothing, because a command that cleans up needs its time.
        if (Interlocked.CompareExchange(ref received, code, 0) != 0)
            return;
        if (grace == TimeSpan.Zero)
            Environment.Exit(code);
        timer = new Timer(_ => Environment.Exit(code), null, grace, Timeout.InfiniteTimeSpan);
        try
        {
            source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The command has just ended.
        }
    }
}
