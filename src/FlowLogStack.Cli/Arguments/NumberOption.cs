using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace FlowLogStack.Cli;

/// <summary>Options with a number within limits as their value.</summary>
static class NumberOption
{
    /// <summary>Creates an option for a whole number.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="least">Minimum value.</param>
    /// <param name="most">Maximum value.</param>
    internal static Option<long?> Whole(string name, long least, long most) => new(name)
    {
        HelpName = "N",
        CustomParser = result => Only(result) is { } text && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most
            ? number
            : Refuse<long>(result, string.Create(CultureInfo.InvariantCulture, $"{name} must be a whole number from {least:N0} to {most:N0}")),
    };

    /// <summary>Creates the option <c>--top</c>, or <c>-n</c>, for a number of rows.</summary>
    /// <param name="most">Maximum value.</param>
    internal static Option<long?> Top(long most)
    {
        var top = Whole("--top", 1, most);
        top.Aliases.Add("-n");
        return top;
    }

    /// <summary>Creates an option for a whole number from 0 to the maximum of an unsigned 64-bit integer.</summary>
    internal static Option<ulong?> Seed(string name) => new(name)
    {
        HelpName = "N",
        CustomParser = result => Only(result) is { } text && ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : Refuse<ulong>(result, string.Create(CultureInfo.InvariantCulture, $"{name} must be a whole number from 0 to {ulong.MaxValue:N0}")),
    };

    /// <summary>Creates an option for a decimal number.</summary>
    internal static Option<double?> Decimal(string name, double least, double most) => new(name)
    {
        HelpName = "N",
        CustomParser = result => Only(result) is { } text && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most
            ? number
            : Refuse<double>(result, string.Create(CultureInfo.InvariantCulture, $"{name} must be a number from {least:N0} to {most:N0}")),
    };

    static string? Only(ArgumentResult result) => result.Tokens is [var token] ? token.Value : null;

    static T? Refuse<T>(ArgumentResult result, string rule)
        where T : struct
    {
        result.AddError($"{rule}, but is '{Only(result)}'.");
        return null;
    }
}
