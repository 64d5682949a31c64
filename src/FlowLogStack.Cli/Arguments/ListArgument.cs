using System.Text.RegularExpressions;
using FlowLogStack.Records;

namespace FlowLogStack.Cli;

/// <summary>Values that are separated by commas.</summary>
static partial class ListArgument
{
    /// <summary>Returns the values in a text, without blanks around them.</summary>
    internal static string[] Words(string text) => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Returns the different values of an option that selects; empty, which selects all, only if the option is absent.</summary>
    /// <exception cref="FormatException">The option has no values, as from a variable that is not set.</exception>
    internal static string[] Selection(string option, string? text) => text is null ? []
        : Words(text) is { Length: > 0 } words ? [.. words.Distinct(StringComparer.Ordinal)]
        : throw new FormatException($"{option} '{text}' has no values. Use values separated by commas, or remove the option.");

    /// <summary>Returns the accounts and Regions of <c>--accounts</c> and <c>--regions</c>.</summary>
    /// <exception cref="FormatException">An option has no values, or one that isn't valid.</exception>
    internal static ArchiveScope Scope(string? accounts, string? regions) => new() { Accounts = [.. Accounts(accounts)], Regions = [.. Regions(regions)] };

    /// <summary>Returns the accounts of <c>--accounts</c>; empty if it is absent.</summary>
    /// <exception cref="FormatException">The option has no values, or one that isn't the id of an account.</exception>
    internal static string[] Accounts(string? text)
    {
        var accounts = Selection("--accounts", text);
        return Array.Find(accounts, account => !AccountIdText.IsValid(account)) is { } bad
            ? throw new FormatException($"--accounts '{bad}' is not the id of an account. Use ids of 12 digits, separated by commas.")
            : accounts;
    }

    /// <summary>Returns the Regions of <c>--regions</c>; empty if it is absent.</summary>
    /// <exception cref="FormatException">The option has no values, or one that isn't a Region.</exception>
    internal static string[] Regions(string? text)
    {
        var regions = Selection("--regions", text);
        return Array.Find(regions, region => !RegionName().IsMatch(region)) is { } bad
            ? throw new FormatException($"--regions '{bad}' is not a Region. Use codes such as eu-central-1, separated by commas.")
            : [.. regions.Select(region => RegionArgument.Parse("--regions", region))];
    }

    [GeneratedRegex(@"^[a-z]{2,4}(-[a-z]+)+-\d{1,2}\z")]
    private static partial Regex RegionName();
}
