using System.Globalization;

namespace FlowLogStack.Cli;

/// <summary>What goes wrong with inputs, in lines that do not grow with them: the first ten of each kind, then how many there were.</summary>
sealed class Notices(CommandStreams streams)
{
    const int Most = 10;

    long malformed;
    long failures;
    long warnings;

    /// <summary>Says that a line is malformed.</summary>
    /// <param name="place">The input and the line.</param>
    /// <param name="why">The reason.</param>
    internal void Malformed(string place, string why)
    {
        if (++malformed <= Most)
            streams.Errors.WriteLine($"{place}: {why}");
    }

    /// <summary>Warns of something about an input.</summary>
    internal void Warn(string words)
    {
        if (++warnings <= Most)
            streams.Errors.WriteLine(words);
    }

    /// <summary>Says that an input cannot be read.</summary>
    /// <returns>The exit code.</returns>
    internal int Fail(string words)
    {
        if (++failures <= Most)
            streams.Errors.WriteLine(words);
        return FlowLogs.Failure;
    }

    /// <summary>Says how much was left out.</summary>
    internal void Finish()
    {
        Rest(malformed, "malformed lines");
        Rest(warnings, "warnings");
        Rest(failures, "inputs that cannot be read");
    }

    void Rest(long count, string what)
    {
        if (count > Most)
            streams.Errors.WriteLine(string.Create(CultureInfo.InvariantCulture, $"… and {count - Most:N0} more {what}; {count:N0} in total."));
    }
}
