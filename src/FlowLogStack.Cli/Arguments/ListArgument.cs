using FlowLogStack.Records;

namespace FlowLogStack.Cli;

/// <summary>Values that are separated by commas.</summary>
static class ListArgument
{
    /// <summary>Returns the values in a text, without blanks around them.</summary>
    internal static string[] Words(string text) => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Returns the different values of an option that selects; empty, which selects all, only if the option is absent.</summary>
    /// <exception cref="FormatException">The option has no values, as from a variable that is not set.</exception>
    internal static string[] Selection(string option, string? text) => text is null ? []
        : Words(text) is { Length: > 0 } words ? [.. words.Distinct(StringComparer.Ordinal)]
        : throw new FormatException($"{option} '{text}' has no values. Use values separated by commas, or remove the option.");

    /// <summary>Returns the accounts and Regions of <c>--accounts</c> and <c>--regions</c>.</summary>
    /// <exception cref="FormatException">An option has no values.</exception>
    internal static ArchiveScope Scope(string? accounts, string? regions) =>
        new() { Accounts = [.. Selection("--accounts", accounts)], Regions = [.. Selection("--regions", regions)] };
}
