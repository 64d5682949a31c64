using System.CommandLine;
using System.CommandLine.Parsing;
using FlowLogStack.Records;

namespace FlowLogStack.Cli;

/// <summary>Validation of the command line: finds unknown verbs and options, which the parser treats as files or values.</summary>
static class ArgumentCheck
{
    const string Terminator = "--";

    /// <summary>Returns the errors of a command line, one sentence for each.</summary>
    internal static IReadOnlyList<string> Of(ParseResult parsed, IReadOnlyList<string> arguments)
    {
        var command = parsed.CommandResult.Command;
        if (command is RootCommand root && arguments.FirstOrDefault(argument => !IsOption(argument)) is { } verb)
            return [UnknownVerb(verb, root)];
        if (command is RootCommand && parsed.Action is System.CommandLine.Help.HelpAction)
            return [];
        var stray = Stray(parsed, arguments).Distinct().ToList();
        if (stray.Count > 0)
            return stray;
        return [.. parsed.Errors.Select(error => Message(error, parsed, command)).Distinct()];
    }

    /// <summary>Returns whether a word has the form of an option.</summary>
    internal static bool IsOption(string word) =>
        word.Length > 1 && word[0] == '-' && (word[1] == '-' ? word.Length > 2 && char.IsAsciiLetter(word[2]) : char.IsAsciiLetter(word[1]));

    /// <summary>Returns whether an option of a command has a name.</summary>
    internal static bool Has(Option option, string name) => option.Name == name || option.Aliases.Contains(name);

    /// <summary>Returns the options of a command, also those of every verb.</summary>
    internal static IEnumerable<Option> OptionsOf(Command command) =>
        command.Options.Concat(command.Parents.OfType<Command>().SelectMany(parent => parent.Options.Where(option => option.Recursive)));

    static string UnknownOption(string word, Command command)
    {
        var name = NameOf(word);
        var known = OptionsOf(command).Where(option => !option.Hidden).SelectMany(option => option.Aliases.Prepend(option.Name))
            .Where(alias => alias.StartsWith(Terminator, StringComparison.Ordinal)).ToList();
        var nearest = Nearest.To(name, known) ?? known.FirstOrDefault(option => option.StartsWith(name, StringComparison.Ordinal) && name.Length > 3);
        return $"Unknown option '{name}' for '{command.Name}'.{(nearest is null ? "" : $" Did you mean '{nearest}'?")} For a file of that name, write "
            + $"'./{name}'.";
    }

    static string UnknownVerb(string verb, RootCommand root)
    {
        var verbs = root.Subcommands.Where(command => !command.Hidden).Select(command => command.Name).ToList();
        return $"Unknown verb '{verb}'.{(Nearest.To(verb, verbs) is { } nearest ? $" Did you mean '{nearest}'?" : "")} Use one of {string.Join(", ", verbs)}.";
    }

    // The parser treats an unknown option as a file or as the value of the option before it, and any option as a value that is missing.
    static IEnumerable<string> Stray(ParseResult parsed, IReadOnlyList<string> arguments)
    {
        string[] words = [.. arguments.TakeWhile(argument => argument != Terminator)];
        var result = parsed.CommandResult;
        foreach (var word in parsed.UnmatchedTokens.Concat(result.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens)
            .Select(token => token.Value)).Where(word => IsOption(word) && words.Contains(word)))
            yield return UnknownOption(word, result.Command);
        foreach (var option in result.Children.OfType<OptionResult>())
        {
            foreach (var word in option.Tokens.Select(token => token.Value).Where(word => word.StartsWith('-') && words.Contains(word)))
            {
                // A statement may start with a comment, and a pattern with an exclusion; such values require the form with '='.
                if (OptionsOf(result.Command).Any(other => Has(other, NameOf(word))))
                {
                    if (words.Zip(words.Skip(1)).Any(pair => pair.Second == word && Has(option.Option, pair.First)))
                        yield return $"{NeedsValue(option.Option)} For the value '{word}', write '{option.Option.Name}={word}'.";
                }
                else if (word.StartsWith(Terminator, StringComparison.Ordinal) && IsOption(word) && !NameOf(word).Contains(' ', StringComparison.Ordinal))
                {
                    yield return UnknownOption(word, result.Command);
                }
            }
        }
    }

    static string NeedsValue(Option option) => $"{option.Name} needs a value: {option.Name} {option.HelpName ?? "VALUE"}.";

    static string NameOf(string word) => word.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals ? word[..equals] : word;

    static string Message(ParseError error, ParseResult parsed, Command command)
    {
        if (error.SymbolResult is OptionResult { IdentifierTokenCount: > 0, Option: { Arity.MinimumNumberOfValues: > 0 } option } result
            && result.Tokens.Count == 0)
            return NeedsValue(option);
        if (command.Options.FirstOrDefault(option => option.Required && parsed.GetResult(option) is not { IdentifierTokenCount: > 0 }
            && error.Message.Contains($"'{option.Name}'", StringComparison.Ordinal)) is { } missing)
            return $"{missing.Name} is missing. Add {missing.Name} {missing.HelpName ?? "VALUE"}.";
        if (error.SymbolResult is OptionResult { Option: { Arity.MaximumNumberOfValues: 1 } single, IdentifierTokenCount: > 1 })
            return $"{single.Name} occurs more than once. Use it once.";
        if (error.SymbolResult is ArgumentResult { Tokens.Count: 0, Argument: { Arity.MinimumNumberOfValues: > 0 } argument })
            return $"{argument.HelpName ?? argument.Name} is missing. Add it after '{command.Name}'.";
        return parsed.UnmatchedTokens.FirstOrDefault(word => error.Message.Contains($"'{word}'", StringComparison.Ordinal)) is { } word
            ? $"Unexpected argument '{word}' for '{command.Name}'. Remove it."
            : error.Message;
    }
}
