using System.Text.RegularExpressions;

namespace FlowLogStack.Simulation;

/// <summary>Reads what a search looks for: a schema in braces, then words and properties with AND, OR, NOT and parentheses.</summary>
/// <remarks>Words match parts of names whatever their case, as <c>cpu</c> in <c>CPUUtilization</c>; what stands in double quotes matches the whole, and the case.</remarks>
sealed partial class MetricSearchQuery(string text) : ExpressionCursor(text)
{
    const int MostNested = 50;
    int depth;

    internal (string? Namespace, IReadOnlyList<string>? Dimensions, Func<MetricIdentity, bool> Term) Parse()
    {
        List<string> schema = [];
        if (Take("{"))
        {
            do
                schema.Add(Take("\"") ? Quoted() : Bare(",}"));
            while (Take(","));
            Expect("}");
            Take(",");
        }

        SkipSpaces();
        if (IsAtEnd && schema.Count == 0)
            throw Error(Place, "it looks for nothing: name a namespace in braces, or words to look for");
        var term = IsAtEnd ? _ => true : Or(All);
        SkipSpaces();
        if (!IsAtEnd)
            throw Error(Place, $"'{Next}' is not expected here");
        return schema.Count == 0 ? (null, null, term) : (schema[0], [.. schema.Skip(1).Order(StringComparer.Ordinal)], term);
    }

    protected override MetricExpressionException Error(int place, string message) => new(Source, place + 1, message);

    Func<MetricIdentity, bool> Or(Func<MetricIdentity, IEnumerable<string>> among)
    {
        var left = And(among);
        while (TakeWord("OR"))
        {
            var (first, second) = (left, And(among));
            left = metric => first(metric) || second(metric);
        }

        return left;
    }

    Func<MetricIdentity, bool> And(Func<MetricIdentity, IEnumerable<string>> among)
    {
        var left = Not(among);
        while (TakeWord("AND") || HasMore())
        {
            var (first, second) = (left, Not(among));
            left = metric => first(metric) && second(metric);
        }

        return left;
    }

    // Words side by side must all be found.
    bool HasMore()
    {
        SkipSpaces();
        var start = Place;
        var ends = IsAtEnd || Next == ')' || TakeWord("OR");
        Place = start;
        return !ends;
    }

    Func<MetricIdentity, bool> Not(Func<MetricIdentity, IEnumerable<string>> among)
    {
        if (++depth > MostNested)
            throw Error(Place, $"it is nested deeper than {MostNested} levels");
        var isNot = TakeWord("NOT");
        var inner = isNot ? Not(among) : Primary(among);
        depth--;
        return isNot ? metric => !inner(metric) : inner;
    }

    Func<MetricIdentity, bool> Primary(Func<MetricIdentity, IEnumerable<string>> among)
    {
        if (Take("("))
        {
            var inner = Or(among);
            Expect(")");
            return inner;
        }

        if (Take("\""))
        {
            var exact = Quoted();
            return Take("=") ? Primary(metric => ValuesOf(metric, exact)) : metric => among(metric).Contains(exact, StringComparer.Ordinal);
        }

        var word = Bare("()=\"");
        if (Take("="))
            return Primary(metric => ValuesOf(metric, word));
        var parts = Words().Matches(word).Select(part => part.Value.ToUpperInvariant()).ToList();
        return metric => among(metric).Any(name => name.Equals(word, StringComparison.OrdinalIgnoreCase) || (parts.Count > 0 && TokensOf(name) is var tokens && parts.All(tokens.Contains)));
    }

    static IEnumerable<string> All(MetricIdentity metric) =>
        [metric.Namespace, metric.Name, .. metric.Dimensions.SelectMany(dimension => new[] { dimension.Key, dimension.Value })];

    static IEnumerable<string> ValuesOf(MetricIdentity metric, string property) => property switch
    {
        "Namespace" => [metric.Namespace],
        "MetricName" => [metric.Name],
        _ => metric.Dimensions.Where(dimension => dimension.Key == property).Select(dimension => dimension.Value),
    };

    static HashSet<string> TokensOf(string name)
    {
        var tokens = new HashSet<string>(StringComparer.Ordinal);
        foreach (var word in Words().Matches(name).Select(word => word.Value))
        {
            tokens.Add(word.ToUpperInvariant());
            tokens.UnionWith(Humps().Matches(word).Select(hump => hump.Value.ToUpperInvariant()));
        }

        return tokens;
    }

    string Quoted()
    {
        Place--;
        return TakeQuoted();
    }

    string Bare(string ends)
    {
        SkipSpaces();
        var start = Place;
        while (!IsAtEnd && !char.IsWhiteSpace(Next) && !ends.Contains(Next, StringComparison.Ordinal))
            Place++;
        return Place > start ? Source[start..Place] : throw Error(start, "a word is expected here");
    }

    [GeneratedRegex("[A-Za-z0-9]+")]
    private static partial Regex Words();

    [GeneratedRegex("[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")]
    private static partial Regex Humps();
}
