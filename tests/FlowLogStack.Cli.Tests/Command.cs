using System.Diagnostics;
using System.Globalization;
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
        var (program, options) = Interruptible("dotnet");
        var start = new ProcessStartInfo(program, [.. options, Path.Combine(AppContext.BaseDirectory, "flowlogs.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    // A test run in the background of a shell ignores SIGINT, and a program that it starts inherits that. The program that resets it becomes the other one.
    static (string Program, string[] Options) Interruptible(string program) =>
        IgnoresInterrupts() ? ("env", ["--default-signal=INT", program]) : (program, []);

    static bool IgnoresInterrupts()
    {
        const string Ignored = "SigIgn:";
        const ulong Interrupt = 1 << (2 - 1);
        var mask = OperatingSystem.IsLinux() ? File.ReadLines("/proc/self/status").FirstOrDefault(line => line.StartsWith(Ignored, StringComparison.Ordinal))
            : null;
        return mask is not null && (ulong.Parse(mask.AsSpan(Ignored.Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) & Interrupt) != 0;
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
