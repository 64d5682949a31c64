using System.Text;

namespace FlowLogStack.Cli.Tests;

/// <summary>The whole command over streams: what it printed, what it said and how it ended.</summary>
sealed record Command(int ExitCode, string Output, string Errors)
{
    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public static Command Run(string[] arguments, string input = "", bool isTerminal = false)
    {
        using var output = new MemoryStream();
        using var errors = new StringWriter();
        using var streams = new CommandStreams(new MemoryStream(Encoding.UTF8.GetBytes(input)), output, errors) { InputIsTerminal = isTerminal };
        var exitCode = FlowLogs.Run(arguments, streams);
        return new Command(exitCode, Encoding.UTF8.GetString(output.ToArray()), errors.ToString());
    }
}
