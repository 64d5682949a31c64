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
        Assert.Equal(["log-status", "Text", "2", "both", "log_status", "string"],
            run.Lines.Single(line => line.StartsWith("log-status", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(6));
        Assert.All(FlowField.Catalogue, field => Assert.Contains(run.Lines, line => line.StartsWith(field.Name + " ", StringComparison.Ordinal)
            && line.EndsWith(field.Meaning, StringComparison.Ordinal)));
    }

    [Fact]
    public void Fields_are_listed_for_programs_too()
    {
        using var document = JsonDocument.Parse(Command.Run(["fields", "--output", "json"]).Output);
        var bytes = document.RootElement.EnumerateArray().Single(field => field.GetProperty("name").GetString() == "bytes");
        Assert.Equal(("Counter", 2, "bigint"), (bytes.GetProperty("kind").GetString(), bytes.GetProperty("since").GetInt32(), bytes.GetProperty("type")
            .GetString()));
    }

    [Theory]
    [InlineData("log-format", "${version} ${log-status}")]
    [InlineData("header", "version log-status")]
    [InlineData("filter-pattern", "[version, log_status]")]
    [InlineData("glue", "version int\nlog_status string")]
    [InlineData("insights", "parse @message \"* *\" as version, log_status")]
    [InlineData("grok", "^(?:-|%{NONNEGINT:version:int}) (?:-|%{NOTSPACE:log_status})$")]
    [InlineData("vrl", ". |= parse_aws_vpc_flow_log!(.message, format: \"version log_status\")")]
    [InlineData("otel", "operators:\n  - type: filter\n    expr: 'body == \"version log-status\"'\n  - type: regex_parser\n    regex: '^(?P<version>\\S+) "
        + "(?P<log_status>\\S+)$'")]
    public void Format_prints_what_each_tool_wants(string rendering, string expected) =>
        Assert.Equal(expected + "\n", Command.Run(["format", "${version} ${log-status}", "--as", rendering]).Output);

    [Theory]
    [InlineData("sumo", "| parse field=msg")]
    [InlineData("coralogix", "# 1. Block")]
    [InlineData("ddl", "CREATE EXTERNAL TABLE")]
    public void Format_prints_rules_and_statements_of_several_lines(string rendering, string start) =>
        Assert.Contains(Command.Run(["format", "v5", "--as", rendering]).Lines, line => line.StartsWith(start, StringComparison.Ordinal));

    [Theory]
    [InlineData("format", "${version} ${packet-loss}")]
    [InlineData("format", "packet-loss")]
    [InlineData("parse", "--count-by", "packet-loss")]
    [InlineData("parse", "--where", "packet-loss=1")]
    public void A_field_that_no_flow_log_has_is_named_with_the_nearest(params string[] words)
    {
        var run = Command.Run(words);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains("VPC flow logs don't record packet loss. Transit gateway records have 'packets-lost-no-route'", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_field_that_is_like_no_other_is_taken_for_a_newer_one_and_a_note_says_so()
    {
        var run = Command.Run(["format", "${version} ${quantum-state}"]);
        Assert.Equal((0, "${version} ${quantum-state}\n"), (run.ExitCode, run.Output));
        Assert.Contains($"'quantum-state' is not one of the {FlowField.Catalogue.Count} known fields, and is taken for a newer one.", run.Errors,
            StringComparison.Ordinal);
    }

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
