using System.CommandLine;
using System.Text;
using FlowLogStack.Testing;

namespace FlowLogStack.Cli.Tests.Documentation;

/// <summary>The command reference, generated from the definitions of the command line.</summary>
public sealed class CommandPageTests
{
    static readonly CommandStreams Streams = new(Stream.Null, Stream.Null, TextWriter.Null);

    [Fact]
    public void The_command_reference_has_every_verb_with_its_options_and_examples() =>
        Snapshot.MatchesFile(Repository.PathOf("docs", "commands.md"), Page());

    [Fact]
    public void The_page_of_the_command_line_has_the_exit_codes_of_help()
    {
        var help = HelpText.ExitCodes.Split('\n').Skip(1).Select(line => line.Trim())
            .Select(line => (Code: line.Split(' ')[0], Meaning: line[line.IndexOf(' ', StringComparison.Ordinal)..].Trim()));
        Assert.Equal(help, ExitCodesOf("docs/cli.md").Select(row => (row.Code, row.Meaning.Replace("`", "", StringComparison.Ordinal))));
    }

    [Fact]
    public void Every_exit_code_of_a_page_is_one_of_help()
    {
        var known = ExitCodesOf("docs/cli.md").Select(row => row.Code).ToList();
        var pages = MarkdownPage.All.Select(page => page.Name).Where(page => ExitCodesOf(page).Count > 0).ToList();
        Assert.Contains("docs/backtesting.md", pages);
        Assert.Contains("docs/verifying.md", pages);
        Assert.All(pages, page => Assert.Empty(ExitCodesOf(page).Select(row => row.Code).Except(known)));
    }

    static List<(string Code, string Meaning)> ExitCodesOf(string page) =>
    [
        .. File.ReadAllLines(Repository.PathOf(page.Split('/'))).SkipWhile(line => !line.StartsWith("| exit code |", StringComparison.Ordinal)).Skip(2)
            .TakeWhile(line => line.StartsWith('|')).Select(line => line.Split('|')).Select(cells => (cells[1].Trim(), cells[2].Trim())),
    ];

    static string Page()
    {
        var page = new StringBuilder("""
            # Commands

            Every verb of `flowlogs` with its options. [The command line](cli.md) describes inputs, outputs, credentials and progress, which are the same
            for all verbs. This page is written by a test from the definitions of the command line; `flowlogs help VERB` prints the same.

            | verb | purpose |
            |---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var (name, summary) in Verbs.All)
            page.Append($"| [`{name}`](#flowlogs-{name}) | {Cell(summary)} |\n");
        page.Append("\nOptions of every verb:\n\n");
        Append(Verbs.RootFor([], Streams).Options.Where(option => option.Recursive && !option.Hidden), page);
        foreach (var (name, _) in Verbs.All)
            Append(Verbs.RootFor([name], Streams).Subcommands.Single(command => command.Name == name), page);
        page.Append("\n## Exit codes of the verbs\n\n```\n").Append(HelpText.ExitCodes[(HelpText.ExitCodes.IndexOf('\n', StringComparison.Ordinal) + 1)..])
            .Append("\n```\n");
        return page.ToString();
    }

    static void Append(System.CommandLine.Command command, StringBuilder page)
    {
        page.Append($"\n## `flowlogs {command.Name}`\n\n{Cell(command.Description!)}\n");
        var arguments = command.Arguments.Where(argument => !argument.Hidden).ToList();
        if (arguments.Count > 0)
        {
            page.Append("\n| argument | meaning |\n|---|---|\n");
            foreach (var argument in arguments)
                page.Append($"| `{argument.HelpName ?? argument.Name}`{(argument.Arity.MaximumNumberOfValues > 1 ? ", repeatable" : "")} | "
                    + $"{Cell(argument.Description ?? "")} |\n");
        }

        if (command.Options.Any(option => !option.Hidden && option.Name != "--help"))
        {
            page.Append('\n');
            Append(command.Options.Where(option => !option.Hidden && option.Name != "--help"), page);
        }

        page.Append("\n```\n").AppendJoin('\n', HelpText.Examples[command.Name]).Append("\n```\n");
    }

    static void Append(IEnumerable<Option> options, StringBuilder page)
    {
        page.Append("| option | meaning |\n|---|---|\n");
        foreach (var option in options)
        {
            var names = string.Join(", ", option.Aliases.Append(option.Name).Distinct().OrderBy(name => name.Length)
                .ThenBy(name => name, StringComparer.Ordinal).Select(name => $"`{name}`"));
            var value = option.Arity.MaximumNumberOfValues == 0 || option.ValueType == typeof(bool) ? "" : $" `{Cell(option.HelpName ?? "VALUE")}`";
            page.Append($"| {names}{value}{(option.Required ? " (required)" : "")} | {Cell(option.Description ?? "")} |\n");
        }
    }

    static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)
        .ReplaceLineEndings(" ");
}
