using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>
/// A parser of <c>SEARCH('{Namespace,Dimension} term', 'Statistic', period)</c>, alone, in functions that reduce it to one time series, and in
/// arithmetic.
/// </summary>
sealed partial class SearchExpressionParser(string text, IReadOnlyList<string> ids) : ExpressionCursor(text)
{
    const int MostNested = 20;
    const int SecondsPerMinute = 60;

    readonly StringBuilder outer = new();
    readonly List<SearchFunction> functions = [];
    MetricSearch? array;
    string arrayId = "";

    int Depth { get; init; }

    // Place of this text in the whole one.
    int Offset { get; init; }

    // Places of functions whose argument is one time series. Without them, each level of nested functions would parse its argument twice.
    HashSet<int> OfOneSeries { get; init; } = [];

    internal SearchExpression Parse()
    {
        if (Depth > MostNested)
            throw Error(0, $"it is nested deeper than {MostNested} levels");
        while (!IsAtEnd)
        {
            if (Next is '\'' or '"')
                outer.Append(Next).Append(TakeQuoted()).Append(Source[Place - 1]);
            else if (char.IsAsciiLetter(Next))
                TakeName();
            else
                outer.Append(Source[Place++]);
        }

        var rest = outer.ToString().Trim();
        var isAlone = rest == arrayId || (functions.Count == 1 && rest == functions[0].Id);
        return new SearchExpression
        {
            Array = array,
            ArrayId = arrayId,
            Functions = functions,
            Outer = isAlone ? null : MetricExpression.Parse(rest, ids),
        };
    }

    protected override MetricExpressionException Error(int place, string message) => new(Source, place + 1, message);

    void TakeName()
    {
        var start = Place;
        while (!IsAtEnd && (char.IsAsciiLetterOrDigit(Next) || Next == '_'))
            Place++;
        var name = Source[start..Place];
        var end = Place;
        if (name == "SEARCH" && Take("("))
        {
            if (array is not null)
                throw Error(start, "two lists of metrics in one expression are not simulated. Make one time series of each search with SUM, AVG, MIN, MAX or "
                    + "DATAPOINT_COUNT");
            array = Search();
            outer.Append(arrayId = IdOf("found"));
            return;
        }

        if (FunctionOf(name) is { } combine && !OfOneSeries.Contains(Offset + start) && Take("(") && ArgumentEnd() is { } close
            && MetricSearch.Is(Source[Place..close]))
        {
            var list = new SearchExpressionParser(Source[Place..close], ids) { Depth = Depth + 1, Offset = Offset + Place, OfOneSeries = OfOneSeries }.Parse();
            if (list.Array is not null)
            {
                functions.Add(new SearchFunction(IdOf("search"), list, combine));
                outer.Append(functions[^1].Id);
                Place = close + 1;
                return;
            }

            OfOneSeries.Add(Offset + start);
        }

        Place = end;
        outer.Append(name);
    }

    // A unique id.
    string IdOf(string prefix)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"{prefix}_{functions.Count}_{Depth}");
        while (ids.Contains(id, StringComparer.Ordinal) || Source.Contains(id, StringComparison.Ordinal))
            id += "_";
        return id;
    }

    static Func<IReadOnlyList<double>, double>? FunctionOf(string name) => name switch
    {
        "SUM" => values => values.Sum(),
        "AVG" => values => values.Average(),
        "MIN" => values => values.Min(),
        "MAX" => values => values.Max(),
        "DATAPOINT_COUNT" => values => values.Count,
        _ => null,
    };

    /// <summary>Returns the end of a function's only argument, or null if there are several, or the end is missing.</summary>
    int? ArgumentEnd()
    {
        var depth = 0;
        var quote = '\0';
        for (var at = Place; at < Source.Length; at++)
        {
            var c = Source[at];
            if (quote != '\0')
            {
                if (c == '\\')
                    at++;
                else if (c == quote)
                    quote = '\0';
                continue;
            }

            switch (c)
            {
                case '\'' or '"':
                    quote = c;
                    break;
                case '(' or '[':
                    depth++;
                    break;
                case ')' when depth == 0:
                    return at;
                case ')' or ']':
                    depth--;
                    break;
                case ',' when depth == 0:
                    return null;
            }
        }

        return null;
    }

    MetricSearch Search()
    {
        var (space, dimensions, term) = new MetricSearchQuery(Text()).Parse();
        Expect(",");
        SkipSpaces();
        var at = Place;
        var statistic = Text();
        long? seconds = Take(",") ? Seconds() : null;
        Expect(")");
        return new MetricSearch { Namespace = space, Dimensions = dimensions, Term = term, Statistic = StatisticOf(statistic, at), Seconds = seconds };
    }

    ReadStatistic StatisticOf(string statistic, int at)
    {
        if (!Statistics().IsMatch(statistic))
            throw Error(at, $"'{statistic}' is not a statistic; use SampleCount, Average, Sum, Minimum, Maximum, a percentile such as p99 or a trimmed "
                + "statistic such as TM(10%:90%), in exactly this case");
        return ReadStatistic.Parse(statistic) ?? throw Error(at, $"the bounds of {statistic} cannot be read; use bounds such as 10%:90%, the lower one first");
    }

    // A fraction of a second is truncated, as in CloudWatch.
    long Seconds()
    {
        SkipSpaces();
        var start = Place;
        while (!IsAtEnd && (char.IsAsciiDigit(Next) || Next == '.'))
            Place++;
        if (!double.TryParse(Source.AsSpan(start, Place - start), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            || number >= int.MaxValue)
            throw Error(start, "a period in seconds is expected here");
        var seconds = (long)number;
        return seconds is 1 or 5 or 10 or 30 || (seconds > 0 && seconds % SecondsPerMinute == 0)
            ? seconds
            : throw Error(start, $"the period must be 1, 5, 10, 30 or a multiple of 60 seconds, but is {Source[start..Place]}");
    }

    // Within the quotes, only the quote itself is unescaped here; the query's parser handles other escapes.
    string Text()
    {
        SkipSpaces();
        if (IsAtEnd || Next is not ('\'' or '"'))
            throw Error(Place, "a text in quotes is expected here");
        var open = Place;
        var quote = Source[Place++];
        var value = new StringBuilder();
        while (!IsAtEnd && Next != quote)
        {
            if (Next == '\\' && Place + 1 < Source.Length)
            {
                if (Source[Place + 1] != quote)
                    value.Append('\\');
                Place++;
            }

            value.Append(Source[Place++]);
        }

        if (IsAtEnd)
            throw Error(open, "the quote is not closed");
        Place++;
        return value.ToString();
    }

    [GeneratedRegex(@"\A(SampleCount|Average|Sum|Minimum|Maximum|IQM|(p|tm|wm|tc|ts)(100(\.0{1,10})?|[0-9]{1,2}(\.[0-9]{1,10})?)|"
        + @"(TM|WM|TC|TS|PR)\([0-9.]*%?:[0-9.]*%?\))\z")]
    private static partial Regex Statistics();
}
