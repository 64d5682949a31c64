using System.Text.RegularExpressions;

namespace FlowLogStack.Simulation;

/// <summary>Puts searches in the place of the ids that other expressions of a widget know them by.</summary>
static partial class SearchIds
{
    const int MostNested = 8;
    const int MostLength = 20_000;

    /// <summary>An expression whose searches are written out; null for one that has none.</summary>
    /// <exception cref="TemplateException">It is too long when they are, as where expressions refer to themselves.</exception>
    internal static string? Expand(MetricLine line, IReadOnlyDictionary<string, MetricLine> lines)
    {
        var text = line.Expression!;
        for (var round = 0; ; round++)
        {
            var expanded = Ids().Replace(text, match =>
                match.Groups["id"] is { Success: true, Value: var id } && lines.TryGetValue(id, out var other) && other.Expression is { } expression && HasSearch(other, lines, []) ? $"({expression})" : match.Value);
            if (expanded == text)
                return MetricSearch.Is(text) ? text : null;
            if (round == MostNested || expanded.Length > MostLength)
                throw new TemplateException($"its expressions refer to themselves, or have more than {MostLength} characters together");
            text = expanded;
        }
    }

    static bool HasSearch(MetricLine line, IReadOnlyDictionary<string, MetricLine> lines, HashSet<string> seen) =>
        line.Expression is { } expression && seen.Add(line.Id)
        && (MetricSearch.Is(expression) || Ids().Matches(expression).Any(match => match.Groups["id"] is { Success: true, Value: var id } && lines.TryGetValue(id, out var other) && HasSearch(other, lines, seen)));

    // What stands in quotes is skipped.
    [GeneratedRegex(@"'(\\.|[^'\\])*'|""(\\.|[^""\\])*""|(?<![A-Za-z0-9_])(?<id>[a-z][A-Za-z0-9_]*)")]
    private static partial Regex Ids();
}
