namespace FlowLogStack.Packages.Tests;

/// <summary>The script of CI, with programs in place of <c>dotnet</c> and <c>npx</c> that print what a test of this class sets.</summary>
public sealed class CiScriptTests : IDisposable
{
    const string Synth = "echo '  \"Type\": \"AWS::EC2::FlowLog\"'";
    const string Passes = "echo 'Passed!  - Failed:     0, Passed:    40, Skipped:     2, Total:    42, Duration: 1 s - x.dll (net10.0)'";
    const string Fails = "echo 'Failed!  - Failed:     1, Passed:    39, Skipped:     0, Total:    40, Duration: 1 s - x.dll (net10.0)'; exit 1";
    static readonly string[] Projects = ["FlowLogStack.App", "FlowLogStack.Records", "FlowLogStack.Unlisted"];

    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("ci-");

    public CiScriptTests()
    {
        Directory.CreateDirectory(Path.Combine(folder.FullName, ".ci"));
        File.Copy(Repository.PathOf(".ci", "run"), Path.Combine(folder.FullName, ".ci", "run"));
        foreach (var project in Projects)
            File.WriteAllText(Path.Combine(folder.CreateSubdirectory($"tests/{project}.Tests").FullName, $"{project}.Tests.csproj"), "");
    }

    public void Dispose() => folder.Delete(recursive: true);

    [ToolFact("bash", "flock", "xargs", "awk")]
    public void Every_test_project_runs_once_and_the_last_line_has_the_counts_of_all()
    {
        var result = Run("exit 0", Synth, Passes, Passes, Passes);
        Assert.Equal((0, "120 passed, 0 failed"), (result.ExitCode, Lines(result)[^1]));
        var started = Lines(result).Where(line => line.StartsWith("== dotnet test", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        Assert.Equal(Projects.Select(project => $"== dotnet test tests/{project}.Tests/{project}.Tests.csproj"), started);
    }

    [ToolFact("bash", "flock", "xargs", "awk")]
    public void A_failed_test_fails_the_run_after_all_projects_ran()
    {
        var result = Run("exit 0", Synth, Passes, Fails, Passes);
        Assert.Equal((1, "119 passed, 1 failed"), (result.ExitCode, Lines(result)[^1]));
    }

    [ToolTheory("bash", "flock", "xargs", "awk")]
    [InlineData("echo 'The active test run was aborted.'; exit 1")]
    [InlineData("exit 0")]
    public void A_project_without_counts_fails_the_run(string test)
    {
        var result = Run("exit 0", Synth, Passes, Passes, test);
        Assert.Equal((1, "80 passed, 0 failed"), (result.ExitCode, Lines(result)[^1]));
        Assert.Contains("2 of 3 test projects reported counts.", result.Errors, StringComparison.Ordinal);
    }

    [ToolFact("bash", "flock", "xargs", "awk")]
    public void A_project_that_passes_its_tests_and_exits_with_an_error_fails_the_run()
    {
        var result = Run("exit 0", Synth, Passes, Passes, Passes + "; exit 3");
        Assert.Equal((1, "120 passed, 0 failed"), (result.ExitCode, Lines(result)[^1]));
    }

    [ToolTheory("bash", "flock", "xargs", "awk")]
    [InlineData("exit 1", Synth)]
    [InlineData("exit 0", "exit 1")]
    [InlineData("exit 0", "echo nothing")]
    public void No_test_runs_after_a_build_that_failed_or_a_synthesis_without_a_flow_log(string build, string synth)
    {
        var result = Run(build, synth, Passes, Passes, Passes);
        Assert.Equal(1, result.ExitCode);
        Assert.DoesNotContain("passed", result.Output, StringComparison.Ordinal);
    }

    static string[] Lines(ToolResult result) => result.Output.TrimEnd().Split('\n');

    ToolResult Run(string build, string synth, params string[] tests)
    {
        var programs = folder.CreateSubdirectory("programs").FullName;
        var cases = string.Join('\n', Projects.Select((project, i) => $"  *{project}.Tests.dll) {tests[i]} ;;"));
        Write(programs, "dotnet", $"if [ \"$1\" = build ]; then {build}; fi\ncase $2 in\n{cases}\n  *) echo \"$2 has no tests.\" >&2; exit 1 ;;\nesac");
        Write(programs, "npx", synth);
        // Both are found, so that the script installs nothing.
        Write(programs, "chromium", "exit 1");
        Write(programs, "zsh", "exit 1");
        var path = programs + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH");
        return Tool.Run("bash", [Path.Combine(folder.FullName, ".ci", "run")], new Dictionary<string, string> { ["PATH"] = path }, folder.FullName);
    }

    static void Write(string folder, string program, string body)
    {
        var path = Path.Combine(folder, program);
        File.WriteAllText(path, $"#!/usr/bin/env bash\n{body}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
