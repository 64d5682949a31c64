using System.Diagnostics;
using System.Text;

namespace FlowLogStack.Cli.Tests;

/// <summary>The program as a separate process with real pipes.</summary>
public sealed class ProcessTests : IDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    readonly Samples samples = new();

    public void Dispose() => samples.Dispose();

    static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8 };
        foreach (var argument in arguments.Prepend(Path.Combine(AppContext.BaseDirectory, "flowlogs.dll")))
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }

    [Theory]
    [InlineData(0, Samples.Accepted)]
    [InlineData(1, Samples.Accepted + "\nbad")]
    public async Task The_exit_code_says_whether_lines_were_rejected(int expected, string input)
    {
        using var process = Start("parse");
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var output = await process.StandardOutput.ReadToEndAsync().WaitAsync(Patience);
        await process.WaitForExitAsync().WaitAsync(Patience);
        Assert.Equal(expected, process.ExitCode);
        Assert.StartsWith("{\"version\":2,", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_exit_code_says_that_a_file_is_missing()
    {
        using var process = Start("parse", "no-such-file.log");
        process.StandardInput.Close();
        var errors = await process.StandardError.ReadToEndAsync().WaitAsync(Patience);
        await process.WaitForExitAsync().WaitAsync(Patience);
        Assert.Equal(2, process.ExitCode);
        Assert.StartsWith("no-such-file.log: ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ends_quietly_when_whoever_reads_its_output_has_enough()
    {
        // More than the capacity of a pipe, so the program is still writing when its reader ends.
        var file = samples.Text("long.log", [.. Enumerable.Repeat(Samples.Accepted, 200_000)]);
        using var process = Start("parse", file);
        process.StandardInput.Close();
        Assert.StartsWith("{\"version\":2,", await process.StandardOutput.ReadLineAsync().WaitAsync(Patience), StringComparison.Ordinal);
        process.StandardOutput.Close();
        var errors = await process.StandardError.ReadToEndAsync().WaitAsync(Patience);
        await process.WaitForExitAsync().WaitAsync(Patience);
        Assert.Equal((0, ""), (process.ExitCode, errors));
    }

    [Fact]
    public async Task Ends_quietly_when_nobody_reads_its_help()
    {
        using var process = Start("backtest", "--help");
        process.StandardOutput.Close();
        process.StandardInput.Close();
        var errors = await process.StandardError.ReadToEndAsync().WaitAsync(Patience);
        await process.WaitForExitAsync().WaitAsync(Patience);
        Assert.Equal((0, ""), (process.ExitCode, errors));
    }

    [Fact]
    public async Task Prints_what_is_piped_in_without_waiting_for_more()
    {
        using var process = Start("parse");
        for (var i = 0; i < 3; i++)
        {
            await process.StandardInput.WriteLineAsync(Samples.Accepted);
            await process.StandardInput.FlushAsync();
            Assert.StartsWith("{\"version\":2,", await process.StandardOutput.ReadLineAsync().WaitAsync(Patience), StringComparison.Ordinal);
        }

        process.StandardInput.Close();
        await process.WaitForExitAsync().WaitAsync(Patience);
        Assert.Equal(0, process.ExitCode);
    }

    [Fact]
    public async Task Text_is_parsed_without_the_libraries_of_SQL_Parquet_AWS_and_address_files()
    {
        if (!OperatingSystem.IsLinux())
            return;
        using var process = Start("parse");
        await process.StandardInput.WriteLineAsync(Samples.Accepted);
        await process.StandardInput.FlushAsync();
        Assert.StartsWith("{\"version\":2,", await process.StandardOutput.ReadLineAsync().WaitAsync(Patience), StringComparison.Ordinal);
        string[] loaded = [.. (await File.ReadAllLinesAsync($"/proc/{process.Id}/maps")).Select(line => Path.GetFileName(line.Split(' ')[^1])).Distinct()];
        process.StandardInput.Close();
        await process.WaitForExitAsync().WaitAsync(Patience);
        Assert.Contains("FlowLogStack.Records.dll", loaded);
        Assert.DoesNotContain(loaded, name => name.Contains("duckdb", StringComparison.OrdinalIgnoreCase) || name.StartsWith("AWSSDK", StringComparison.Ordinal)
            || name is "Parquet.dll" or "ZstdSharp.dll" or "FlowLogStack.Sql.dll" or "FlowLogStack.Parquet.dll"
                or "MaxMind.Db.dll" or "FlowLogStack.Networks.dll");
    }

    [Theory]
    [InlineData("cost")]
    [InlineData("backtest")]
    [InlineData("parse")]
    public async Task Ends_on_SIGTERM_whatever_it_waits_for(string command)
    {
        if (OperatingSystem.IsWindows())
            return;
        // The standard input stays open, so nothing else ends the process.
        string[] arguments = command == "parse" ? [command] : [command, "--template", samples.Text("t.template.json", "{ \"Resources\": {} }")];
        using var process = Start(arguments);
        await process.StandardInput.WriteLineAsync(Samples.Accepted);
        await process.StandardInput.FlushAsync();
        await Task.Delay(TimeSpan.FromSeconds(2));
        using (var kill = Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
            await kill.WaitForExitAsync();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(15));
        Assert.Equal(Termination.ExitCode, process.ExitCode);
    }
}
