using System.Text.Json;

namespace FlowLogStack.Cli.Tests;

/// <summary>The verb <c>flowlogs review</c>.</summary>
public sealed class ReviewTests : IDisposable
{
    const string Template = """{ "Resources": { "Group": { "Type": "AWS::Logs::LogGroup", "Properties": { "RetentionInDays": 30 } } } }""";

    static readonly string Lab = Path.Combine(AppContext.BaseDirectory, "lab.template.json");

    readonly Samples samples = new();
    readonly string old;
    readonly string now;

    public ReviewTests()
    {
        old = samples.Text("old.template.json", Template);
        now = samples.Text("new.template.json", Template.Replace("30", "7", StringComparison.Ordinal));
    }

    public void Dispose() => samples.Dispose();

    [Fact]
    public void Prints_a_page_of_Markdown()
    {
        var run = Command.Run(["review", old, now]);
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.StartsWith("# Review: High: 1 change would stop", run.Output, StringComparison.Ordinal);
        Assert.Contains("**high** Log events of the log group `Group` are deleted after 7 days instead of 30 days.", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("critical", 0)]
    [InlineData("high", 3)]
    [InlineData("medium", 3)]
    [InlineData("info", 3)]
    public void Ends_with_3_where_a_finding_reaches_the_severity(string severity, int code) =>
        Assert.Equal(code, Command.Run(["review", old, now, "--fail-on", severity]).ExitCode);

    [Fact]
    public void A_template_is_equal_to_itself_whatever_severity_fails()
    {
        var run = Command.Run(["review", Lab, Lab, "--fail-on", "info"]);
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.StartsWith("# Review: No effect", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Writes_each_form_and_rows()
    {
        var (json, html, sarif) = (samples.Text("r.json"), samples.Text("r.html"), samples.Text("r.sarif"));
        var run = Command.Run(["review", old, now, "--json", json, "--html", html, "--sarif", sarif, "-o", "csv"]);
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Equal("severity,rule,stack,logicalId,title", run.Lines[0]);
        Assert.StartsWith("high,retention-shortened,new,Group,", run.Lines[1], StringComparison.Ordinal);
        using var review = JsonDocument.Parse(File.ReadAllText(json));
        Assert.Equal("high", review.RootElement.GetProperty("severity").GetString());
        using var results = JsonDocument.Parse(File.ReadAllText(sarif));
        Assert.Equal("retention-shortened", results.RootElement.GetProperty("runs")[0].GetProperty("results")[0].GetProperty("ruleId").GetString());
        Assert.StartsWith("<!doctype html>", File.ReadAllText(html), StringComparison.Ordinal);
        using var printed = JsonDocument.Parse(Command.Run(["review", old, now, "--json", "-"]).Output);
        Assert.Equal(1, printed.RootElement.GetProperty("counts").GetProperty("high").GetInt32());
    }

    [Fact]
    public void Logs_add_what_traffic_costs()
    {
        var run = Command.Run(["review", Lab, Lab, samples.Text("day.log", Samples.Accepted, Samples.Rejected, "x")]);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(":3", run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("without traffic", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nowhere.json does not exist", "review", "nowhere.json", "nowhere.json")]
    [InlineData("--fail-on must be info, low, medium, high or critical, but is 'hihg'. Did you mean 'high'?", "review", "a", "b", "--fail-on", "hihg")]
    [InlineData("'lots' is not a rate", "review", "LAB", "LAB", "--rate", "lots")]
    [InlineData("has the parameter 'Nothing'", "review", "LAB", "LAB", "--parameter", "Nothing=1")]
    public void Refuses_what_makes_no_sense(string message, params string[] arguments)
    {
        var run = Command.Run([.. arguments.Select(argument => argument == "LAB" ? Lab : argument)]);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(message, run.Errors, StringComparison.Ordinal);
    }
}
