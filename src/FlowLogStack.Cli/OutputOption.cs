using System.CommandLine;

namespace FlowLogStack.Cli;

/// <summary>The option that chooses an <see cref="OutputFormat"/>, the same for every verb.</summary>
static class OutputOption
{
    /// <summary>The option with the default of a verb.</summary>
    internal static Option<string> Of(OutputFormat usual)
    {
        var name = usual.ToString().ToLowerInvariant();
        return new Option<string>("--output", "-o") { Description = $"Output format. Default: {name}.", DefaultValueFactory = _ => name }.Among("table", "csv", "json", "ndjson");
    }

    /// <summary>The chosen format.</summary>
    internal static OutputFormat Get(this ParseResult parsed, Option<string> option) => Enum.Parse<OutputFormat>(parsed.GetValue(option)!, ignoreCase: true);
}
