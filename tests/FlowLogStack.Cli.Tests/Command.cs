using System.Diagnostics;
using System.Text;

namespace FlowLogStack.Cli.Tests;

/// <summary>A run of the command: output, messages and exit code.</summary>
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

    /// <summary>Starts the command as a separate process with environment variables.</summary>
    public static Process Start(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "flowlogs.dll"), .. arguments]) { RedirectStandardOutput = true,
            RedirectStandardError = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>Runs the command as a separate process to its end.</summary>
    public static async Task<Command> RunProcessAsync(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        using var process = Start(environment, arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = await process.StandardError.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(60));
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        return new Command(process.ExitCode, await output, errors);
    }
}
