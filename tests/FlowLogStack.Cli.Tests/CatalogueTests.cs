using System.Text.Json;
using FlowLogStack.Records;

namespace FlowLogStack.Cli.Tests;

public sealed class CatalogueTests
{
    [Fact]
    public void Fields_lists_the_whole_catalogue()
    {
        var run = Command.Run(["fields"]);
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Equal(FlowField.Catalogue.Select(field => field.Name), run.Lines.Skip(1).Select(line => line.Split(' ')[0]));
        Assert.Equal(["log-status", "Text", "2", "both", "log_status", "string"], run.Lines.Single(line => line.StartsWith("log-status", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void Fields_are_listed_for_programs_too()
    {
        using var document = JsonDocument.Parse(Command.Run(["fields", "--output", "json"]).Output);
        var bytes = document.RootElement.EnumerateArray().Single(field => field.GetProperty("name").GetString() == "bytes");
        Assert.Equal(("Counter", 2, "bigint"), (bytes.GetProperty("kind").GetString(), bytes.GetProperty("since").GetInt32(), bytes.GetProperty("type").GetString()));
    }

    [Theory]
    [InlineData("log-format", "${version} ${log-status}")]
    [InlineData("header", "version log-status")]
    [InlineData("filter-pattern", "[version, log_status]")]
    [InlineData("glue", "version int\nlog_status string")]
    [InlineData("insights", "parse @message \"* *\" as version, log_status")]
    public void Format_prints_what_each_tool_wants(string rendering, string expected) =>
        Assert.Equal(expected + "\n", Command.Run(["format", "${version} ${log-status}", "--as", rendering]).Output);

    [Fact]
    public void Format_prints_the_default_as_an_ec2_log_format() =>
        Assert.Equal(FlowLogFormat.Default + "\n", Command.Run(["format"]).Output);

    [Fact]
    public void Fails_when_the_format_is_unknown()
    {
        var run = Command.Run(["format", "v99"]);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains("Presets: default", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Fails_when_the_verb_is_unknown() => Assert.Equal(2, Command.Run(["prase"]).ExitCode);

    [Fact]
    public void Help_goes_to_the_output_and_is_no_error()
    {
        var run = Command.Run(["parse", "--help"]);
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Contains("--count-by", run.Output, StringComparison.Ordinal);
    }
}
