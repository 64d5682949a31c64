using System.CommandLine;
using FlowLogStack.Records;

namespace FlowLogStack.Cli;

/// <summary>Options with a few valid values.</summary>
static class ChoiceOption
{
    /// <summary>Restricts an option to the given values.</summary>
    internal static T Among<T>(this T option, params string[] words)
        where T : Option
    {
        option.HelpName ??= string.Join('|', words);
        option.CompletionSources.Add(words);
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => !words.Contains(token.Value, StringComparer.Ordinal)))
                result.AddError($"{option.Name} must be {Listed(words)}, but is "
                    + $"'{token.Value}'.{(Nearest.To(token.Value, words) is { } nearest ? $" Did you mean '{nearest}'?" : "")}");
        });
        return option;
    }

    /// <summary>Returns values as a list, such as <c>table, csv or json</c>.</summary>
    internal static string Listed(IReadOnlyList<string> words) =>
        words.Count < 2 ? string.Concat(words) : $"{string.Join(", ", words.Take(words.Count - 1))} or {words[^1]}";
}
