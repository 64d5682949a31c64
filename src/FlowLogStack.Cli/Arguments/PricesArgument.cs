using FlowLogStack.Simulation;

namespace FlowLogStack.Cli;

/// <summary>Prices as a command-line value.</summary>
static class PricesArgument
{
    const int MostCharacters = 1_000_000;

    /// <summary>Returns the prices of a file, or the list prices for null.</summary>
    /// <exception cref="FormatException">The file can't be read or isn't a list of prices.</exception>
    internal static PriceList Read(string? file) =>
        file is null ? PriceList.Default : PriceList.Parse(OptionFile.Read("--prices", file, MostCharacters, "a JSON object of prices"), file);
}
