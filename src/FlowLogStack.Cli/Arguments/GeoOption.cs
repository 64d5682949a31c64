using System.CommandLine;
using FlowLogStack.Records;

namespace FlowLogStack.Cli;

/// <summary>The option <c>--geo</c>: files with countries, networks and AWS services of addresses.</summary>
static class GeoOption
{
    /// <summary>Creates the option.</summary>
    /// <param name="effect">What the verb does with the facts.</param>
    internal static Option<string[]> Create(string effect) => new("--geo")
    {
        Description = $"{effect} The file is a .mmdb database or CSV file of MaxMind or DB-IP, or AWS's ip-ranges.json. Repeat the option for several; the "
            + "first has priority.",
        HelpName = "FILE",
    };

    /// <summary>Opens the files; null if there aren't any.</summary>
    /// <exception cref="FormatException">A file can't be read.</exception>
    internal static AddressFiles? Open(string[]? files)
    {
        if (files is null or [])
            return null;
        if (files.FirstOrDefault(file => file.Length == 0 || file.Contains('\0', StringComparison.Ordinal)) is { } nameless)
            throw new FormatException($"--geo '{nameless}' is not the name of a file. Use one that can be read.");
        if (files.FirstOrDefault(file => !File.Exists(file)) is { } absent)
            throw new FormatException(Directory.Exists(absent) ? $"--geo {absent}: it is a directory. Use a file in it."
                : $"--geo {absent}: the file does not exist. Check its name.");
        try
        {
            return AddressFiles.Open(files);
        }
        catch (Exception e) when (e is UnreadableObjectException or IOException or UnauthorizedAccessException)
        {
            throw new FormatException($"--geo: {e.Message}", e);
        }
    }
}
