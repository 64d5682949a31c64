using System.Diagnostics;
using Xunit;

namespace FlowLogStack.Testing;

/// <summary>A program that a test drives and that not every machine has.</summary>
public static class Tool
{
    // Windows runs "npm" as npm.cmd, and only a shell finds that.
    static readonly string[] Endings = OperatingSystem.IsWindows() ? [".exe", ".cmd", ".bat"] : [""];

    /// <summary>The program's path, or null when it is not on the PATH.</summary>
    public static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .SelectMany(folder => Endings.Select(ending => Path.Combine(folder, program + ending)))
            .FirstOrDefault(File.Exists);

    /// <summary>Why a test that needs programs is skipped; null when all are on the PATH.</summary>
    public static string? Absent(IEnumerable<string> programs)
    {
        var absent = programs.Where(program => Find(program) is null).ToList();
        return absent.Count > 0 ? $"needs {string.Join(", ", absent)} on the PATH" : null;
    }

    /// <summary>Runs a program to its end.</summary>
    /// <param name="program">A program on the PATH.</param>
    /// <param name="arguments">Its arguments, unquoted.</param>
    /// <param name="environment">Variables beside those of this process.</param>
    /// <param name="folder">The folder to run in. Default: the checkout's root.</param>
    /// <returns>The exit code and what was printed.</returns>
    public static ToolResult Run(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, string? folder = null)
    {
        var start = new ProcessStartInfo(Find(program) ?? program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? Repository.Root,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new ToolResult(process.ExitCode, output, errors.Result);
    }
}

/// <summary>How a program ended.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What it printed to standard output.</param>
/// <param name="Errors">What it printed to standard error.</param>
public sealed record ToolResult(int ExitCode, string Output, string Errors);

/// <summary>A test that needs programs: skipped with the reason where one is absent, but never when <c>CI=true</c>, where it fails.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ToolFactAttribute : FactAttribute
{
    readonly string[] programs;

    /// <summary>Names the programs.</summary>
    public ToolFactAttribute(params string[] programs) => this.programs = programs;

    /// <summary>A module that <c>python3</c> must have. Default: none.</summary>
    public string? PythonModule { get; set; }

    /// <inheritdoc/>
    public override string? Skip
    {
        get => Environment.GetEnvironmentVariable("CI") == "true" ? null : Absent();
        set => throw new NotSupportedException("What is absent decides.");
    }

    string? Absent()
    {
        if (Tool.Absent(programs) is { } absent)
            return absent;
        return PythonModule is not null && Tool.Run("python3", ["-c", $"import {PythonModule}"]).ExitCode != 0
            ? $"needs python3 with {PythonModule}"
            : null;
    }
}

/// <summary>A theory that needs programs, skipped and failing as a <see cref="ToolFactAttribute"/> does.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ToolTheoryAttribute : TheoryAttribute
{
    readonly string[] programs;

    /// <summary>Names the programs.</summary>
    public ToolTheoryAttribute(params string[] programs) => this.programs = programs;

    /// <inheritdoc/>
    public override string? Skip
    {
        get => Environment.GetEnvironmentVariable("CI") == "true" ? null : Tool.Absent(programs);
        set => throw new NotSupportedException("What is absent decides.");
    }
}
