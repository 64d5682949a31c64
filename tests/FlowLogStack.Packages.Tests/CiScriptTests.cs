namespace FlowLogStack.Packages.Tests;

/// <summary>The script of CI, with programs in place of <c>dotnet</c> and <c>npx</c> that print what a test of this class sets.</summary>
public sealed class CiScriptTests : IDisposable
{
    const string Synth = "echo '  \"Type\": \"AWS::EC2::FlowLog\"'";
    const string Passes = "echo 'Passed!  - Failed:     0, Passed:    40, Skipped:     2, Total:    42, Duration: 1 s - x.dll (net10.0)'\n";
    const string Fails = "echo 'Failed!  - Failed:     1, Passed:    39, Skipped:     0, Total:    40, Duration: 1 s - x.dll (net10.0)'\n";
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

    [ToolFact("bash", "awk")]
    public void The_last_line_has_the_counts_of_all_projects()
    {
        var result = Run(Synth, Passes + Passes + Passes);
        Assert.Equal((0, "120 passed, 0 failed"), (result.ExitCode, Lines(result)[^1]));
    }

    [ToolFact("bash", "awk")]
    public void A_failed_test_fails_the_run()
    {
        var result = Run(Synth, Passes + Fails + Passes + "exit 1");
        Assert.Equal((1, "119 passed, 1 failed"), (result.ExitCode, Lines(result)[^1]));
    }

    [ToolTheory("bash", "awk")]
    [InlineData("echo 'The active test run was aborted.'; exit 1")]
    [InlineData("exit 0")]
    public void A_project_without_counts_fails_the_run(string rest)
    {
        var result = Run(Synth, Passes + Passes + rest);
        Assert.Equal((1, "80 passed, 0 failed"), (result.ExitCode, Lines(result)[^1]));
        Assert.Contains("2 of 3 test projects reported counts.", result.Errors, StringComparison.Ordinal);
    }

    [ToolFact("bash", "awk")]
    public void Projects_that_pass_and_exit_with_an_error_fail_the_run()
    {
        var result = Run(Synth, Passes + Passes + Passes + "exit 3");
        Assert.Equal("120 passed, 0 failed", Lines(result)[^1]);
        Assert.NotEqual(0, result.ExitCode);
    }

    [ToolFact("bash", "awk")]
    public void No_test_runs_after_a_failed_build()
    {
        var result = Run(Synth, Passes + Passes + Passes, build: "echo error; exit 1");
        Assert.Equal((1, "0 passed, 0 failed"), (result.ExitCode, Lines(result)[^1]));
    }

    [ToolTheory("bash", "awk")]
    [InlineData("exit 0")]
    [InlineData("exit 1")]
    public void One_process_compiles_all_projects_and_ends_before_the_tests_and_after_a_failed_build(string build)
    {
        Run(Remember("synth") + Synth, Remember("test") + Passes, Remember("build") + build, shutdown: Remember("shutdown"));
        string[] compiled = ["synth true", "build true", "shutdown true"];
        Assert.Equal(build == "exit 0" ? [.. compiled, "test false"] : compiled, File.ReadAllLines(Remembered));
    }

    [ToolTheory("bash", "awk")]
    [InlineData("exit 1")]
    [InlineData("echo nothing")]
    public void No_test_runs_after_a_synthesis_without_a_flow_log(string synth)
    {
        var result = Run(synth, Passes + Passes + Passes);
        Assert.Equal(1, result.ExitCode);
        Assert.DoesNotContain("passed", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_solution_lists_the_longest_test_projects_first() =>
        Assert.StartsWith("FlowLogStack.App.Tests FlowLogStack.Constructs.Tests FlowLogStack.Compositions.Tests ",
            string.Join(' ', File.ReadLines(Repository.PathOf("FlowLogStack.sln")).Where(line => line.StartsWith("Project(", StringComparison.Ordinal))
                .Select(line => line.Split('"')[3])), StringComparison.Ordinal);

    string Remembered => Path.Combine(folder.FullName, "calls");

    string Remember(string call) => $"echo \"{call} $UseSharedCompilation\" >> '{Remembered}'\n";

    static string[] Lines(ToolResult result) => result.Output.TrimEnd().Split('\n');

    ToolResult Run(string synth, string tests, string build = "exit 0", string shutdown = "")
    {
        var programs = folder.CreateSubdirectory("programs").FullName;
        Write(programs, "dotnet", $"""
            case "$1 $2" in
              'build FlowLogStack.sln') {build} ;;
              'build-server shutdown') {shutdown} ;;
              'test FlowLogStack.sln') {tests} ;;
              *) exit 9 ;;
            esac
            """);
        Write(programs, "npx", synth);
        // Both are found, so that the script installs nothing.
        Write(programs, "chromium", "exit 1");
        Write(programs, "zsh", "exit 1");
        var path = programs + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH");
        return Tool.Run("bash", [Path.Combine(folder.FullName, ".ci", "run")],
            new Dictionary<string, string> { ["PATH"] = path, ["UseSharedCompilation"] = "false" }, folder.FullName);
    }

    static void Write(string folder, string program, string body)
    {
        var path = Path.Combine(folder, program);
        File.WriteAllText(path, $"#!/usr/bin/env bash\n{body}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
