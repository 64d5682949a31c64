using System.Globalization;

namespace FlowLogStack.Cli;

/// <summary>Problems of inputs, limited in number: the first ten of each kind, then the total.</summary>
sealed class Notices(CommandStreams streams)
{
    const int Most = 10;

    long malformed;
    long failures;
    long warnings;

    /// <summary>Reports a malformed line.</summary>
    /// <param name="place">The input and the line number.</param>
    /// <param name="why">The reason.</param>
    internal void Malformed(string place, string why)
    {
        if (++malformed <= Most)
            streams.Errors.WriteLine($"{place}: {why}");
    }

    /// <summary>Reports a warning about an input.</summary>
    internal void Warn(string words)
    {
        if (++warnings <= Most)
            streams.Errors.WriteLine(words);
    }

    /// <summary>Reports what isn't a problem.</summary>
    internal void Note(string words) => streams.Errors.WriteLine(words);

    /// <summary>Reports an input that can't be read.</summary>
    /// <returns>The exit code.</returns>
    internal int Fail(string words)
    {
        if (++failures <= Most)
            streams.Errors.WriteLine(words);
        return ExitCode.Failure;
    }

    /// <summary>Reports how many problems were left out.</summary>
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
