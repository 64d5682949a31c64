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

    static string Page()
    {
        var page = new StringBuilder("""
            # Commands

            Every verb of `flowlogs` with its options. [The command line](cli.md) describes inputs, outputs, credentials and progress, which are the same for all verbs. This page is written
            by a test from the definitions of the command line; `flowlogs help VERB` prints the same.

            | verb | purpose |
            |---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var (name, summary) in Verbs.All)
            page.Append($"| [`{name}`](#flowlogs-{name}) | {Cell(summary)} |\n");
        page.Append("\nOptions of every verb:\n\n");
        Append(Verbs.RootFor([], Streams).Options.Where(option => option.Recursive && !option.Hidden), page);
        foreach (var (name, _) in Verbs.All)
            Append(Verbs.RootFor([name], Streams).Subcommands.Single(command => command.Name == name), page);
        page.Append("\n## Exit codes of the verbs\n\n```\n").Append(HelpText.ExitCodes[(HelpText.ExitCodes.IndexOf('\n', StringComparison.Ordinal) + 1)..]).Append("\n```\n");
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
                page.Append($"| `{argument.HelpName ?? argument.Name}`{(argument.Arity.MaximumNumberOfValues > 1 ? ", repeatable" : "")} | {Cell(argument.Description ?? "")} |\n");
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
            var names = string.Join(", ", option.Aliases.Append(option.Name).Distinct().OrderBy(name => name.Length).ThenBy(name => name, StringComparer.Ordinal).Select(name => $"`{name}`"));
            var value = option.Arity.MaximumNumberOfValues == 0 || option.ValueType == typeof(bool) ? "" : $" `{Cell(option.HelpName ?? "VALUE")}`";
            page.Append($"| {names}{value}{(option.Required ? " (required)" : "")} | {Cell(option.Description ?? "")} |\n");
        }
    }

    static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).ReplaceLineEndings(" ");
}
