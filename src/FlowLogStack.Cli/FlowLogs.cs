using System.CommandLine;

namespace FlowLogStack.Cli;

/// <summary>The command <c>flowlogs</c>: its verbs, and what its exit code means.</summary>
static class FlowLogs
{
    /// <summary>Everything was read.</summary>
    internal const int Success = 0;

    /// <summary>Some lines were no records; the others were printed.</summary>
    internal const int SomeRejected = 1;

    /// <summary>A verification could not be made: nobody is signed in, or AWS cannot be reached.</summary>
    internal const int CouldNotRun = 1;

    /// <summary>The command was not understood, or a file could not be read.</summary>
    internal const int Failure = 2;

    /// <summary>A backtest's alarms went off as often as <c>--fail-on</c> says, or more.</summary>
    internal const int AlarmsFired = 3;

    /// <summary>A check of a verification failed.</summary>
    internal const int ChecksFailed = 4;

    /// <summary>Somebody pressed Ctrl-C, and what was under way was stopped.</summary>
    internal const int Interrupted = 130;

    /// <summary>How long what was interrupted may take to put things right, such as an alarm's state.</summary>
    static readonly TimeSpan Aftermath = TimeSpan.FromSeconds(30);

    internal static int Run(IReadOnlyList<string> arguments, CommandStreams streams)
    {
        var root = new RootCommand("Reads and generates VPC and transit gateway flow logs.")
        {
            DemoCommand.Create(streams),
            ParseCommand.Create(streams),
            MatchCommand.Create(streams),
            GenerateCommand.Create(streams),
            BacktestCommand.Create(streams),
            PreviewCommand.Create(streams),
            CostCommand.Create(streams),
            VerifyCommand.Create(streams),
            InsightsCommand.Create(streams),
            QueryCommand.Create(streams),
            FieldsCommand.Create(streams),
            FormatCommand.Create(streams),
            DetectionsCommand.Create(streams),
            AppCommand.Create(streams),
            SchemaCommand.Create(streams),
        };
        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
                streams.Errors.WriteLine($"flowlogs: {error.Message}");
            streams.Errors.WriteLine($"Try 'flowlogs {(parsed.CommandResult.Command is RootCommand ? "" : parsed.CommandResult.Command.Name + " ")}--help'.");
            return Failure;
        }

        try
        {
            using var termination = new Termination(GraceOf(parsed.CommandResult.Command.Name));
            using var words = new StringWriter();
            var exit = parsed.Invoke(new InvocationConfiguration { Output = words, Error = streams.Errors, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = Aftermath });
            var output = new OutputBuffer(streams.Output);
            output.Write(words.ToString());
            output.Flush();
            return exit;
        }
        catch (OutputException e) when (e.ReaderHasLeft)
        {
            return Success;
        }
        catch (Exception e) when (e is FormatException or OutputException)
        {
            streams.Errors.WriteLine($"flowlogs: {e.Message}");
            return Failure;
        }
    }

    // What AWS does for a command is stopped there first; all else has nothing to put right.
    static TimeSpan GraceOf(string command) => command switch
    {
        "verify" => Aftermath,
        "backtest" or "query" => TimeSpan.FromSeconds(10),
        _ => TimeSpan.Zero,
    };
}
