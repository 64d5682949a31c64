using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace FlowLogStack.Testing;

/// <summary>The AWS CLI in one process that stays: loading it takes longer than most of its commands.</summary>
/// <remarks>Not for several threads. It needs version 1, which is a Python package; version 2 brings a Python of its own.</remarks>
sealed class AwsCli : IDisposable
{
    static readonly Lazy<string?> Python = new(() =>
        Tool.Find("python3") is { } python && Tool.Run(python, ["-c", "import awscli.clidriver"]).ExitCode == 0 ? python : null);

    readonly Process process;

    AwsCli(Process process) => this.process = process;

    /// <summary>The Python that has the AWS CLI as a package; null where there is none, and each command is a process.</summary>
    public static string? Interpreter => Python.Value;

    /// <summary>Starts it.</summary>
    /// <param name="environment">Variables beside those of this process.</param>
    public static AwsCli Start(IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(Interpreter!, [Repository.PathOf("tests", "FlowLogStack.Testing", "aws-cli.py")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = Encoding.UTF8,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return new AwsCli(Process.Start(start) ?? throw new InvalidOperationException("python3 did not start."));
    }

    /// <summary>Runs one command.</summary>
    /// <param name="arguments">What follows <c>aws</c>, unquoted.</param>
    public ToolResult Run(IEnumerable<string> arguments)
    {
        process.StandardInput.WriteLine(JsonSerializer.Serialize(arguments));
        process.StandardInput.Flush();
        var result = JsonDocument.Parse(process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The AWS CLI ended.")).RootElement;
        return new ToolResult(result.GetProperty("code").GetInt32(), result.GetProperty("output").GetString()!, result.GetProperty("errors").GetString()!);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        process.StandardInput.Close();
        if (!process.WaitForExit(5000))
            process.Kill(entireProcessTree: true);
        process.Dispose();
    }
}
