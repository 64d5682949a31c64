using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace FlowLogStack.Cli;

/// <summary>The command <c>flowlogs</c>: its verbs.</summary>
static class FlowLogs
{
    const string TraceVariable = "FLOWLOGS_TRACE";

    /// <summary>Time limit for <c>verify</c> to reset an alarm's state.</summary>
    static readonly TimeSpan AlarmReset = TimeSpan.FromSeconds(30);

    /// <summary>Time limit for other verbs to stop what they have started, such as a query.</summary>
    static readonly TimeSpan Stop = TimeSpan.FromSeconds(10);

    internal static int Run(IReadOnlyList<string> arguments, CommandStreams streams)
    {
        streams = streams with { Errors = new ErrorWriter(streams.Errors, streams.Progress.Clear) };
        if (arguments is ["help", ..])
            arguments = [.. arguments.Skip(1).Take(1), "--help"];
        var root = Verbs.RootFor(arguments, streams);
        // A file name may start with '@'.
        var parsed = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (arguments.Count == 0)
            parsed = root.Parse("--help");
        else if ((parsed.Action is not HelpAction || parsed.CommandResult.Command is RootCommand) && arguments is not ["--version"]
            && ArgumentCheck.Of(parsed, arguments) is { Count: > 0 } faults)
        {
            foreach (var fault in faults)
                streams.Errors.WriteLine($"flowlogs: {fault}");
            streams.Errors.WriteLine($"Try 'flowlogs {(parsed.CommandResult.Command is RootCommand ? "" : parsed.CommandResult.Command.Name + " ")}--help'.");
            return ExitCode.Failure;
        }

        // Help needs neither an account nor signal handlers, so they aren't loaded.
        using var termination = parsed.Action is HelpAction ? null : new Termination(GraceOf(parsed));
        try
        {
            if (termination is null)
                return Help(parsed, streams);
            AwsAccount.Use(parsed);
            using var words = new StringWriter();
            var exit = parsed.InvokeAsync(
                new InvocationConfiguration { Output = words, Error = streams.Errors, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null },
                termination.Canceled).GetAwaiter().GetResult();
            var output = new OutputBuffer(streams.Output);
            output.Write(words.ToString());
            output.Flush();
            return exit == ExitCode.Interrupted ? termination.Received ?? exit : exit;
        }
        catch (OutputException e) when (e.ReaderHasLeft)
        {
            return ExitCode.Success;
        }
        catch (OperationCanceledException) when (termination?.Received is not null)
        {
            return termination.Received.Value;
        }
        catch (Exception e) when (e is FormatException or OutputException or IOException or UnauthorizedAccessException)
        {
            streams.Errors.WriteLine($"flowlogs: {e.Message}");
            return ExitCode.Failure;
        }
        catch (Exception e) when (Environment.GetEnvironmentVariable(TraceVariable) is null)
        {
            streams.Errors.WriteLine($"flowlogs: internal error: {e.GetType().Name}: {e.Message.Split('\n')[0]} Report it with the command "
                + $"line; {TraceVariable}=1 shows where it happened.");
            return ExitCode.Failure;
        }
    }

    static int Help(ParseResult parsed, CommandStreams streams)
    {
        ((HelpAction)parsed.Action!).MaxWidth = int.MaxValue;
        using var words = new StringWriter();
        var exit = parsed.Invoke(new InvocationConfiguration { Output = words, Error = streams.Errors, EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null });
        var output = new OutputBuffer(streams.Output);
        output.Write(HelpText.Complete(words.ToString(), parsed.CommandResult.Command.Name, streams.Width()));
        output.Flush();
        return exit;
    }

    // Only asynchronous verbs start work in AWS, and stop it there first. The results of the others aren't committed yet.
    static TimeSpan GraceOf(ParseResult parsed) => parsed.Action is not AsynchronousCommandLineAction ? TimeSpan.Zero
        : parsed.CommandResult.Command.Name is "verify" ? AlarmReset : Stop;
}
