using System.Text.RegularExpressions;
using FlowLogStack.Testing;

namespace FlowLogStack.Cli.Tests.Documentation;

/// <summary>Commands that pages have, against the definitions of the command line.</summary>
public sealed partial class DocumentedCommandTests
{
    static readonly CommandStreams Streams = new(Stream.Null, Stream.Null, TextWriter.Null);

    [Fact]
    public void Every_command_in_a_block_parses()
    {
        var commands = MarkdownPage.All
            .SelectMany(page => page.Blocks.Where(block => block.Language is "" or "sh" or "bash" or "yaml")
            .SelectMany(block => DocumentedCommands.In(block.Text).Select(command => (Place: $"{page}:{block.Line}", command))))
            .ToList();
        Assert.True(commands.Count > 60);
        var faults = commands.SelectMany(entry => FaultsOf(entry.command).Select(fault => $"{entry.Place}: flowlogs {entry.command}\n  {fault}")).ToList();
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    // Within a sentence a command need not be complete, but what it has must exist.
    [Fact]
    public void Every_command_within_a_sentence_has_verbs_and_options_that_exist()
    {
        var commands = MarkdownPage.All
            .Where(page => page.Name != "CHANGELOG.md")
            .SelectMany(page => page.InlineCode.SelectMany(code => DocumentedCommands.In(code.Text).Select(command => (Place: $"{page}:{code.Line}", command))))
            .ToList();
        Assert.True(commands.Count > 60);
        var faults = commands
            .SelectMany(entry => FaultsOf(entry.command).Where(fault => fault.StartsWith("Unknown", StringComparison.Ordinal))
            .Select(fault => $"{entry.Place}: flowlogs {entry.command}\n  {fault}"))
            .ToList();
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Fact]
    public void Every_page_and_every_command_line_names_the_same_CDK_CLI()
    {
        var folder = Directory.CreateTempSubdirectory();
        var printed = Command.Run(["init", "--output-file", Path.Combine(folder.FullName, "flowlogs.json")]).Output;
        folder.Delete(recursive: true);
        Assert.Single(CdkCli().Matches(printed));
        var texts = MarkdownPage.All.Select(page => (Place: page.Name, Text: File.ReadAllText(page.Path))).Append((Place: "init", Text: printed)).ToList();
        Assert.Contains(texts, text => text.Place == "docs/commands.md" && CdkCli().Count(text.Text) > 2);
        var commands = texts.SelectMany(text => CdkCli().Matches(text.Text).Select(match => (text.Place, match.Value))).ToList();
        Assert.True(commands.Count > 20);
        Assert.DoesNotContain(commands, command => command.Value != $"npx --yes {HelpText.CdkCli}");
    }

    [Theory]
    [InlineData("npx aws-cdk deploy")]
    [InlineData("npx cdk synth")]
    [InlineData("npx --yes aws-cdk@2.1.0 diff")]
    [InlineData("npx -y aws-cdk@latest diff")]
    public void A_CDK_CLI_of_another_version_is_found(string command) => Assert.NotEqual($"npx --yes {HelpText.CdkCli}", CdkCli().Match(command).Value);

    [Theory]
    [InlineData("flowlogs parse day.log | head", "parse day.log")]
    [InlineData("npx cdk synth --app \"flowlogs app\"", "app")]
    [InlineData("dotnet run --project src/FlowLogStack.Cli -- fields", "fields")]
    [InlineData("zcat day.gz | flowlogs parse", "parse")]
    public void Commands_are_found_in_lines(string line, string command) => Assert.Equal([command], DocumentedCommands.In(line));

    [Theory]
    [InlineData("prase day.log")]
    [InlineData("parse --no-such-option day.log")]
    [InlineData("backtest day.log")]
    public void Commands_that_cannot_run_have_faults(string command) => Assert.NotEmpty(FaultsOf(command));

    static IReadOnlyList<string> FaultsOf(string command)
    {
        var words = DocumentedCommands.WordsOf(command);
        if (words is ["help", var verb])
            return verb == "VERB" || Verbs.All.Any(known => known.Name == verb) ? [] : [$"Unknown verb '{verb}'."];
        if (words is [] or ["help"] or ["--help"] or ["--version"] or ["VERB"])
            return [];
        var parsed = Verbs.RootFor(words, Streams).Parse(words);
        return ArgumentCheck.Of(parsed, words);
    }

    [GeneratedRegex(@"\bnpx (?:-\S+ )*(?:aws-cdk|cdk)(?:@[\w.]+\w)?")]
    private static partial Regex CdkCli();
}
