using System.CommandLine;

namespace FlowLogStack.Cli;

/// <summary>The option that chooses an <see cref="OutputFormat"/>, the same for every verb.</summary>
static class OutputOption
{
    /// <summary>The words that choose a format.</summary>
    internal static readonly string[] Names = ["table", "csv", "json", "ndjson"];

    /// <summary>The option with the default of a verb.</summary>
    internal static Option<string> Of(OutputFormat usual)
    {
        var name = usual.ToString().ToLowerInvariant();
        return new Option<string>("--output", "-o") { Description = $"Output format. Default: {name}.", DefaultValueFactory = _ => name }.Among(Names);
    }

    /// <summary>The option of a verb whose usual output is text in none of the formats.</summary>
    /// <param name="usual">What is printed without it, in words.</param>
    internal static Option<string?> Optional(string usual) =>
        new Option<string?>("--output", "-o") { Description = $"Output format. Default: {usual}." }.Among(Names);

    /// <summary>The chosen format, or null where none is.</summary>
    internal static OutputFormat? GetOptional(this ParseResult parsed, Option<string?> option) =>
        parsed.GetValue(option) is { } name ? Enum.Parse<OutputFormat>(name, ignoreCase: true) : null;

    /// <summary>The chosen format.</summary>
    internal static OutputFormat Get(this ParseResult parsed, Option<string> option) => Enum.Parse<OutputFormat>(parsed.GetValue(option)!, ignoreCase: true);
}
