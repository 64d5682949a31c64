using System.Globalization;

namespace FlowLogStack.Simulation;

/// <summary>Reads <c>SEARCH('{Namespace,Dimension} term', 'Statistic', period)</c>, alone or in a function that makes one number of it.</summary>
sealed class MetricSearchParser(string text) : ExpressionCursor(text)
{
    const int SecondsPerMinute = 60;

    internal MetricSearch Parse()
    {
        Func<IReadOnlyList<double>, double>? combine =
            TakeWord("SUM") ? values => values.Sum()
            : TakeWord("AVG") ? values => values.Average()
            : TakeWord("MIN") ? values => values.Min()
            : TakeWord("MAX") ? values => values.Max()
            : null;
        if (combine is not null)
            Expect("(");
        Expect("SEARCH");
        Expect("(");
        var (space, dimensions, term) = new MetricSearchQuery(Text()).Parse();
        Expect(",");
        var at = Place;
        var statistic = Text();
        var minutes = Take(",") ? Minutes() : (long?)null;
        Expect(")");
        if (combine is not null)
            Expect(")");
        SkipSpaces();
        if (!IsAtEnd)
            throw Error(Place, $"'{Next}' is not expected here: of a search, SUM, AVG, MIN and MAX of all it finds are simulated");
        if (!Enum.TryParse<MetricStatistic>(statistic, out var known) || !char.IsAsciiLetter(statistic[0]))
            throw Error(at, $"the statistic {statistic} needs every single value, and a preview keeps a minute's sum, count, lowest and highest");
        return new MetricSearch { Namespace = space, Dimensions = dimensions, Term = term, Statistic = known, Minutes = minutes, Combine = combine };
    }

    protected override MetricExpressionException Error(int place, string message) => new(Source, place + 1, message);

    long Minutes()
    {
        SkipSpaces();
        var start = Place;
        while (!IsAtEnd && char.IsAsciiDigit(Next))
            Place++;
        return int.TryParse(Source.AsSpan(start, Place - start), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds > 0
            ? (seconds + SecondsPerMinute - 1) / SecondsPerMinute
            : throw Error(start, "a period in seconds is expected here");
    }

    string Text()
    {
        SkipSpaces();
        return !IsAtEnd && Next is '\'' or '"' ? TakeQuoted() : throw Error(Place, "a text in quotes is expected here");
    }
}
