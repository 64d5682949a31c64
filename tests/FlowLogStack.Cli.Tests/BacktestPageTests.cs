namespace FlowLogStack.Cli.Tests;

public sealed class BacktestPageTests : IDisposable
{
    const long Midnight = 1_767_225_600;

    static readonly string Lab = Path.Combine(AppContext.BaseDirectory, "lab.template.json");

    readonly Samples samples = new();

    public void Dispose() => samples.Dispose();

    static string Line(int minute, int port, string action) =>
        $"2 123456789010 eni-1235b8ca123456789 203.0.113.7 172.31.16.21 20641 {port} 6 20 "
            + $"4249 {Midnight + (minute * 60)} {Midnight + (minute * 60) + 30} {action} OK";

    string AnHour() => samples.Gzip("hour.log.gz", [Samples.Header, .. Enumerable.Range(0, 60).Select(minute => Line(minute, 443, "ACCEPT")),
        Line(20, 22, "REJECT")]);

    [Fact]
    public void Writes_the_page_beside_the_table()
    {
        var page = samples.Text("result.html");

        var run = Command.Run(["backtest", "--template", Lab, "--html", page, AnHour()]);

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.StartsWith("Alarm ", run.Output, StringComparison.Ordinal);
        var html = File.ReadAllText(page);
        Assert.Contains("entered ALARM: 1 incident in 1 h 5 min.</h1>", html, StringComparison.Ordinal);
        Assert.Contains($"<code>{Line(20, 22, "REJECT")}</code>", html, StringComparison.Ordinal);
        Assert.Contains("<code>203.0.113.7</code>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Writes_the_page_when_the_alarms_fail_the_run()
    {
        var page = samples.Text("result.html");

        Assert.Equal(ExitCode.LimitReached, Command.Run(["backtest", "--template", Lab, "--html", page, "--fail-on", "1", AnHour()]).ExitCode);

        Assert.EndsWith("</html>\n", File.ReadAllText(page), StringComparison.Ordinal);
    }

    [Fact]
    public void Shows_on_the_page_what_a_change_silences()
    {
        var page = samples.Text("result.html");
        var quieter = samples.Text("quieter.template.json", File.ReadAllText(Lab).Replace("\"Threshold\": 1", "\"Threshold\": 5", StringComparison.Ordinal));

        Command.Run(["backtest", "--template", quieter, "--compare", Lab, "--html", page, AnHour()]);

        Assert.Contains("0 periods in ALARM are added, and 1 is removed.", File.ReadAllText(page), StringComparison.Ordinal);
    }

    [Fact]
    public void Writes_a_JUnit_report_and_a_summary_that_fail_where_the_run_fails()
    {
        var (junit, summary) = (samples.Text("result.xml"), samples.Text("result.md"));
        string[] run = ["backtest", "--template", Lab, "--junit", junit, "--summary", summary, AnHour()];

        Assert.Equal(0, Command.Run(run).ExitCode);
        Assert.Contains(" tests=\"1\" failures=\"0\" ", File.ReadAllText(junit), StringComparison.Ordinal);
        Assert.StartsWith("## The alarm entered ALARM: 1 incident in 1 h 5 min.\n", File.ReadAllText(summary), StringComparison.Ordinal);

        Assert.Equal(ExitCode.LimitReached, Command.Run([.. run, "--fail-on", "1"]).ExitCode);
        Assert.Contains(" tests=\"2\" failures=\"2\" ", File.ReadAllText(junit), StringComparison.Ordinal);
        Assert.Contains("**Failed:**", File.ReadAllText(summary), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--junit")]
    [InlineData("--summary")]
    public void Names_the_option_of_a_summary_that_cannot_be_written(string option)
    {
        var run = Command.Run(["backtest", "--template", Lab, option, Path.GetDirectoryName(AnHour())!, AnHour()]);

        Assert.Equal((ExitCode.Failure, ""), (run.ExitCode, run.Output));
        Assert.StartsWith($"flowlogs: {option} ", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_page_that_cannot_be_written()
    {
        var run = Command.Run(["backtest", "--template", Lab, "--html", Path.GetDirectoryName(AnHour())!, AnHour()]);

        Assert.Equal((ExitCode.Failure, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("flowlogs: --html ", run.Errors, StringComparison.Ordinal);
    }
}
