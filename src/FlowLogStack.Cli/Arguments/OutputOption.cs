using System.CommandLine;

namespace FlowLogStack.Cli;

/// <summary>The option for the <see cref="OutputFormat"/>, the same for every verb.</summary>
static class OutputOption
{
    /// <summary>The values of the option.</summary>
    internal static readonly string[] Names = ["table", "csv", "json", "ndjson"];

    /// <summary>Creates the option with the default of a verb.</summary>
    internal static Option<string> Of(OutputFormat usual)
    {
        var name = usual.ToString().ToLowerInvariant();
        return new Option<string>("--output", "-o") { Description = $"Output format. Default: {name}.", DefaultValueFactory = _ => name }.Among(Names);
    }

    /// <summary>The value for Parquet, which only rows of queries can have.</summary>
    internal const string Parquet = "parquet";

    /// <summary>Creates the option of a verb that can also write Parquet.</summary>
    internal static Option<string> WithParquet(OutputFormat usual)
    {
        var name = usual.ToString().ToLowerInvariant();
        return new Option<string>("--output", "-o") { Description = $"Output format; parquet only with files. Default: {name}.", DefaultValueFactory = _ =>
            name }
            .Among([.. Names, Parquet]);
    }

    /// <summary>Creates the option for a verb whose default output is plain text.</summary>
    /// <param name="usual">Description of the default output.</param>
    internal static Option<string?> Optional(string usual) =>
        new Option<string?>("--output", "-o") { Description = $"Output format. Default: {usual}." }.Among(Names);

    /// <summary>Returns the selected format, or null if the option isn't set.</summary>
    internal static OutputFormat? GetOptional(this ParseResult parsed, Option<string?> option) =>
        parsed.GetValue(option) is { } name ? Enum.Parse<OutputFormat>(name, ignoreCase: true) : null;

    /// <summary>Returns the selected format.</summary>
    internal static OutputFormat Get(this ParseResult parsed, Option<string> option) => Enum.Parse<OutputFormat>(parsed.GetValue(option)!, ignoreCase: true);
}
