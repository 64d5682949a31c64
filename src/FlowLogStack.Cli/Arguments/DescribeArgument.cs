using System.CommandLine;
using FlowLogStack.Simulation;

namespace FlowLogStack.Cli;

/// <summary>Saved answers of EC2's Describe calls as command-line values.</summary>
static class DescribeArgument
{
    const int MostCharacters = 100_000_000;

    /// <summary>Creates the option.</summary>
    /// <param name="description">What answers are read, and what for.</param>
    internal static Option<string[]> Create(string description) => new("--describe") { Description = description, HelpName = "FILE" };

    /// <summary>Reads the answers.</summary>
    /// <exception cref="FormatException">A file can't be read or isn't such an answer.</exception>
    internal static NetworkInventory Read(string[]? answers)
    {
        var inventory = new NetworkInventory();
        foreach (var answer in answers ?? [])
            inventory.Add(OptionFile.Read("--describe", answer, MostCharacters, "an answer of one VPC, with --filters"), answer);
        return inventory;
    }
}
