namespace FlowLogStack.Cli.Tests;

public sealed class DemoTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    string Page => Path.Combine(folder, "demo.html");

    [Fact]
    public void Shows_what_the_labs_alarm_makes_of_a_day_with_an_attack_in_it()
    {
        var run = Command.Run(["demo", "--html", Page]);
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Contains("  03:10  ssh-brute-force        20 min", run.Output, StringComparison.Ordinal);
        var alarm = run.Lines.Single(line => line.StartsWith("SSH rejects ", StringComparison.Ordinal));
        Assert.Contains("2026-01-05T0", alarm, StringComparison.Ordinal);
        Assert.DoesNotContain("  00:00  internet-noise", run.Output, StringComparison.Ordinal);
        Assert.Matches("because of ordinary traffic: SSH rejects for 1[0-9]h", run.Output);
        Assert.Contains("'flowlogs init' writes settings with a threshold of 20.", run.Output, StringComparison.Ordinal);
        Assert.Contains($"Report: {Page}", run.Lines);
        Assert.Contains(run.Lines, line => line.StartsWith("The traffic is generated, so the attacks are known: during ", StringComparison.Ordinal));
        Assert.Contains("A day is too short to suggest thresholds for one alarm a week; the highest value is shown instead.", run.Lines);
        Assert.StartsWith("<!doctype html>", File.ReadAllText(Page), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Shows_every_detection_on_request()
    {
        var run = Command.Run(["demo", "--all", "--html", Page]);
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        string[] expected = ["SSH rejects", "Remote access from outside", "Horizontal port scan", "Vertical port scan", "DNS over TCP",
            "Large transfer to the outside", "Surge of rejected traffic", "Excessive inbound ICMP", "Flow log records lost"];
        Assert.DoesNotContain("because of ordinary traffic: Network: SSH rejects", run.Output, StringComparison.Ordinal);
        Assert.All(expected, name => Assert.Contains(run.Lines, line => line.StartsWith($"Network: {name} ", StringComparison.Ordinal)
            && line.Contains("2026-01-05T", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task States_what_it_does_before_it_begins()
    {
        using var process = Command.Start(new Dictionary<string, string>(), "demo", "--html", Page);
        var first = await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60));
        Assert.StartsWith("Generates a day of traffic with attacks, and runs the alarm of the default stack on it.", first, StringComparison.Ordinal);
        Assert.False(File.Exists(Page));
        process.Kill();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public void Shows_its_progress_step_by_step()
    {
        using var terminal = new StringWriter();
        var clock = new SteppingClock();
        using var streams = new CommandStreams(Stream.Null, Stream.Null, TextWriter.Null) { Progress = new Progress(terminal, isShown: true, clock) };
        Assert.Equal(0, FlowLogs.Run(["demo", "--html", Page], streams));
        Assert.Contains("Generating traffic: ", terminal.ToString(), StringComparison.Ordinal);
        Assert.Contains("Running the alarms: ", terminal.ToString(), StringComparison.Ordinal);
    }

    // Each look at the clock is a fifth of a second later.
    sealed class SteppingClock : TimeProvider
    {
        long ticks;

        public override long TimestampFrequency => 10;

        public override long GetTimestamp() => ticks += 2;
    }

    [Fact]
    public void Fails_with_the_cure_when_the_report_cannot_be_written()
    {
        var run = Command.Run(["demo", "--html", Path.Combine(folder, "missing", "demo.html")]);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains("Use a file that can be written", run.Errors, StringComparison.Ordinal);
    }
}
