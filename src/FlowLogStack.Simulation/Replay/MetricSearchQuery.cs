using System.Text;
using System.Text.RegularExpressions;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>A parser of a search's query: a schema in braces, then words and properties with AND, OR, NOT and parentheses.</summary>
/// <remarks>
/// Names are split at changes of case, digits and punctuation, and are also found by whole runs of letters. A word is split in the same way, and all
/// its parts must be parts of the names, ignoring case: <c>cpu</c> finds <c>CPUUtilization</c>. Text in double quotes matches a whole name
/// case-sensitively.
/// </remarks>
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
            SkipSpaces();
            if (!IsAtEnd && Next == ',')
                throw Error(Place, "a comma is not valid after the schema. Remove it");
        }

        SkipSpaces();
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

    // Adjacent words must all be found.
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
        var parts = PartsOf(word).ToList();
        return metric => parts.Count > 0 && among(metric).SelectMany(TokensOf).ToHashSet(StringComparer.Ordinal) is var tokens
            && parts.TrueForAll(tokens.Contains);
    }

    static IEnumerable<string> All(MetricIdentity metric) =>
        [metric.Namespace, metric.Name, .. metric.Dimensions.SelectMany(dimension => new[] { dimension.Key, dimension.Value })];

    static IEnumerable<string> ValuesOf(MetricIdentity metric, string property) => property switch
    {
        "Namespace" => [metric.Namespace],
        "MetricName" => [metric.Name],
        _ => metric.Dimensions.Where(dimension => dimension.Key == property).Select(dimension => dimension.Value),
    };

    static IEnumerable<string> TokensOf(string name) => PartsOf(name).Concat(Letters().Matches(name).Select(letters => letters.Value.ToUpperInvariant()));

    static IEnumerable<string> PartsOf(string word) => Parts().Matches(word).Select(part => part.Value.ToUpperInvariant());

    // Each of \\ \" \' \( and \) is the character after the backslash.
    string Quoted()
    {
        var open = Place - 1;
        var value = new StringBuilder();
        while (!IsAtEnd && Next != '"')
        {
            if (IsEscape())
                Place++;
            value.Append(Source[Place++]);
        }

        if (IsAtEnd)
            throw Error(open, "the quote is not closed");
        Place++;
        return value.ToString();
    }

    bool IsEscape() => Next == '\\' && Place + 1 < Source.Length && Source[Place + 1] is '\\' or '"' or '\'' or '(' or ')';

    string Bare(string ends)
    {
        SkipSpaces();
        var start = Place;
        while (!IsAtEnd && !char.IsWhiteSpace(Next) && !ends.Contains(Next, StringComparison.Ordinal))
            Place++;
        return Place > start ? Source[start..Place] : throw Error(start, "a word is expected here");
    }

    [GeneratedRegex(@"\p{L}+")]
    private static partial Regex Letters();

    [GeneratedRegex(@"\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|\p{L}|[0-9]+")]
    private static partial Regex Parts();
}
