using System.Text;
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
            .SelectMany(page => page.Blocks.Where(block => block.Language is "" or "sh" or "bash" or "yaml").SelectMany(block => CommandsIn(block.Text).Select(command => (Place: $"{page}:{block.Line}", command))))
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
            .SelectMany(page => page.InlineCode.SelectMany(code => CommandsIn(code.Text).Select(command => (Place: $"{page}:{code.Line}", command))))
            .ToList();
        Assert.True(commands.Count > 60);
        var faults = commands
            .SelectMany(entry => FaultsOf(entry.command).Where(fault => fault.StartsWith("Unknown", StringComparison.Ordinal)).Select(fault => $"{entry.Place}: flowlogs {entry.command}\n  {fault}"))
            .ToList();
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Fact]
    public void Every_page_and_every_command_line_names_the_same_CDK_CLI()
    {
        var folder = Directory.CreateTempSubdirectory();
        var printed = Command.Run(["init", "--output-file", Path.Combine(folder.FullName, "flowlogs.json")]).Output;
        folder.Delete(recursive: true);
        var versions = MarkdownPage.All.Select(page => File.ReadAllText(page.Path)).Append(printed).SelectMany(text => CdkCli().Matches(text).Select(match => match.Value)).ToList();
        Assert.True(versions.Count > 15);
        Assert.Single(versions.Distinct());
        Assert.Contains(CdkCli().Match(printed).Value, versions);
    }

    [Theory]
    [InlineData("flowlogs parse day.log | head", "parse day.log")]
    [InlineData("npx cdk synth --app \"flowlogs app\"", "app")]
    [InlineData("dotnet run --project src/FlowLogStack.Cli -- fields", "fields")]
    [InlineData("zcat day.gz | flowlogs parse", "parse")]
    public void Commands_are_found_in_lines(string line, string command) => Assert.Equal([command], CommandsIn(line));

    [Theory]
    [InlineData("prase day.log")]
    [InlineData("parse --no-such-option day.log")]
    [InlineData("backtest day.log")]
    public void Commands_that_cannot_run_have_faults(string command) => Assert.NotEmpty(FaultsOf(command));

    static IEnumerable<string> CommandsIn(string text)
    {
        foreach (var line in Continued().Replace(text, " ").Split('\n'))
        {
            foreach (Match match in Invocation().Matches(line))
            {
                var rest = line[(match.Index + match.Length)..];
                var quote = match.Groups["quote"].Value;
                if (quote.Length > 0 && rest.Contains(quote[0], StringComparison.Ordinal))
                    rest = rest[..rest.IndexOf(quote[0], StringComparison.Ordinal)];
                yield return string.Join(' ', WordsOf(rest).Select(word => word.Contains(' ', StringComparison.Ordinal) || word.Length == 0 ? $"'{word}'" : word));
            }
        }
    }

    static IReadOnlyList<string> FaultsOf(string command)
    {
        var words = WordsOf(command);
        if (words is ["help", var verb])
            return verb == "VERB" || Verbs.All.Any(known => known.Name == verb) ? [] : [$"Unknown verb '{verb}'."];
        if (words is [] or ["help"] or ["--help"] or ["--version"] or ["VERB"])
            return [];
        var parsed = Verbs.RootFor(words, Streams).Parse(words);
        return ArgumentCheck.Of(parsed, words);
    }

    // The words of a command as a shell splits them, up to a pipe, a redirection or the next command.
    static List<string> WordsOf(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var (isWord, quote) = (false, '\0');
        foreach (var letter in text)
        {
            if (quote != '\0')
            {
                if (letter == quote)
                    quote = '\0';
                else
                    word.Append(letter);
            }
            else if (letter is '\'' or '"')
            {
                (quote, isWord) = (letter, true);
            }
            else if (letter is '|' or '>' or ';' or ')' or '&')
            {
                break;
            }
            else if (letter == ' ')
            {
                End();
            }
            else
            {
                word.Append(letter);
                isWord = true;
            }
        }

        End();
        return words;

        void End()
        {
            if (isWord)
                words.Add(word.ToString());
            word.Clear();
            isWord = false;
        }
    }

    [GeneratedRegex(@"aws-cdk@[\d.]+")]
    private static partial Regex CdkCli();

    [GeneratedRegex(@"\\\n\s*")]
    private static partial Regex Continued();

    [GeneratedRegex(@"(?:(?<=^|[\s(|;])(?<quote>[""']?)flowlogs|src/FlowLogStack\.Cli --)(?=\s|$)\s*")]
    private static partial Regex Invocation();
}
