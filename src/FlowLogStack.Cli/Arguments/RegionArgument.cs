using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Amazon;
using FlowLogStack.Records;

namespace FlowLogStack.Cli;

/// <summary>Names of Regions in options.</summary>
/// <remarks>
/// A misspelled Region would be an unknown host after several attempts, or select no records. AWS adds Regions, and other servers have names of their own:
/// an unknown name is an error only if it is similar to a known one and does not have the form of a new one.
/// </remarks>
static partial class RegionArgument
{
    const int CountryLength = 2;

    /// <summary>Returns the Region of an option.</summary>
    /// <param name="option">Name of the option.</param>
    /// <param name="text">Its value.</param>
    /// <exception cref="FormatException">The text isn't the name of a Region.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static string Parse(string option, string text)
    {
        string[] known = [.. RegionEndpoint.EnumerableAllRegions.Select(region => region.SystemName)];
        if (known.Contains(text))
            return text;
        var isName = Name().IsMatch(text);
        if (isName && IsLikelyNew(text, known))
            return text;
        var nearest = Nearest.To(text, known);
        return isName && nearest is null ? text
            : throw new FormatException($"{option} '{text}' is not a Region. "
                + $"{(nearest is null ? "Use one such as eu-central-1." : $"Did you mean '{nearest}'?")}");
    }

    // A new Region of a known area, such as us-west-3, or of another country, such as br-central-1.
    static bool IsLikelyNew(string text, string[] known)
    {
        if (Placed().Match(text) is not { Success: true } place)
            return false;
        var area = place.Groups["area"].Value;
        var areas = known.Select(region => Placed().Match(region).Groups["area"].Value).ToHashSet(StringComparer.Ordinal);
        return areas.Contains(area) || (area.Length == CountryLength && !areas.Contains($"{area[1]}{area[0]}"));
    }

    [GeneratedRegex(@"^[a-z0-9-]{1,40}\z")]
    private static partial Regex Name();

    [GeneratedRegex(@"^(?<area>[a-z-]+)-(central|(north|south)(east|west)?|east|west)-[0-9]{1,2}\z")]
    private static partial Regex Placed();
}
