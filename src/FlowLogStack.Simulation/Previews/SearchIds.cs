using System.Text.RegularExpressions;

namespace FlowLogStack.Simulation;

/// <summary>Replaces the ids of searches in other expressions of a widget by the searches.</summary>
static partial class SearchIds
{
    const int MostNested = 8;
    const int MostLength = 20_000;

    /// <summary>Returns an expression with its searches inserted, or null for an expression without a search.</summary>
    /// <exception cref="TemplateException">The result is too long, for example because expressions refer to themselves.</exception>
    internal static string? Expand(MetricLine line, IReadOnlyDictionary<string, MetricLine> lines)
    {
        var text = line.Expression!;
        for (var round = 0; ; round++)
        {
            var expanded = Ids().Replace(text, match =>
                match.Groups["id"] is { Success: true, Value: var id } && lines.TryGetValue(id, out var other) && other.Expression is { } expression
                    && HasSearch(other, lines, []) ? $"({expression})" : match.Value);
            if (expanded == text)
                return MetricSearch.Is(text) ? text : null;
            if (round == MostNested || expanded.Length > MostLength)
                throw new TemplateException($"its expressions refer to themselves, or have more than {MostLength} characters together");
            text = expanded;
        }
    }

    static bool HasSearch(MetricLine line, IReadOnlyDictionary<string, MetricLine> lines, HashSet<string> seen) =>
        line.Expression is { } expression && seen.Add(line.Id)
        && (MetricSearch.Is(expression) || Ids().Matches(expression)
        .Any(match => match.Groups["id"] is { Success: true, Value: var id } && lines.TryGetValue(id, out var other) && HasSearch(other, lines, seen)));

    // Quoted text is skipped.
    [GeneratedRegex(@"'(\\.|[^'\\])*'|""(\\.|[^""\\])*""|(?<![A-Za-z0-9_])(?<id>[a-z][A-Za-z0-9_]*)")]
    private static partial Regex Ids();
}
