using System.Globalization;

namespace FlowLogStack.Simulation;

/// <summary>Reads metric math.</summary>
sealed class MetricExpressionParser(string text, IReadOnlyList<string> metrics) : ExpressionCursor(text)
{
    const int MostNested = 100;

    readonly HashSet<string> ids = new(StringComparer.Ordinal);
    readonly List<(string Rule, InsightMetric Metric)> rules = [];
    int depth;

    internal MetricExpression Parse()
    {
        var root = Or();
        SkipSpaces();
        if (!IsAtEnd)
            throw Error(Place, $"'{Next}' is not expected here");
        return new MetricExpression(Source, root, [.. ids.Order(StringComparer.Ordinal)], rules);
    }

    MathNode Or()
    {
        var left = And();
        while (Take("||") || TakeWord("OR"))
            left = new MathNode.Paired(left, And(), (a, b) => Flag(a != 0 || b != 0));
        return left;
    }

    MathNode And()
    {
        var left = Compared();
        while (Take("&&") || TakeWord("AND"))
            left = new MathNode.Paired(left, Compared(), (a, b) => Flag(a != 0 && b != 0));
        return left;
    }

    MathNode Compared()
    {
        var left = Added();
        while (true)
        {
            Func<double, double, double>? compare =
                Take("==") ? (a, b) => Flag(a == b)
                : Take("!=") ? (a, b) => Flag(a != b)
                : Take("<=") ? (a, b) => Flag(a <= b)
                : Take(">=") ? (a, b) => Flag(a >= b)
                : Take("<") ? (a, b) => Flag(a < b)
                : Take(">") ? (a, b) => Flag(a > b)
                : null;
            if (compare is null)
                return left;
            left = new MathNode.Paired(left, Added(), compare);
        }
    }

    MathNode Added()
    {
        var left = Multiplied();
        while (true)
        {
            if (Take("+"))
                left = new MathNode.Paired(left, Multiplied(), (a, b) => a + b);
            else if (Take("-"))
                left = new MathNode.Paired(left, Multiplied(), (a, b) => a - b);
            else
                return left;
        }
    }

    MathNode Multiplied()
    {
        var left = Signed();
        while (true)
        {
            if (Take("*"))
                left = new MathNode.Paired(left, Signed(), (a, b) => a * b);
            else if (Take("/"))
                left = new MathNode.Paired(left, Signed(), (a, b) => a / b);
            else
                return left;
        }
    }

    MathNode Signed()
    {
        if (++depth > MostNested)
            throw Error(Place, $"it is nested deeper than {MostNested} levels");
        var node = Take("-") ? new MathNode.Applied(Signed(), value => -value)
            : Take("!") ? new MathNode.Applied(Signed(), value => Flag(value == 0))
            : Raised();
        depth--;
        return node;
    }

    MathNode Raised()
    {
        var left = Primary();
        return Take("^") ? new MathNode.Paired(left, Signed(), Math.Pow) : left;
    }

    MathNode Primary()
    {
        SkipSpaces();
        var start = Place;
        if (IsAtEnd)
            throw Error(Place, "something is missing at the end");
        if (Take("("))
        {
            var inner = Or();
            Expect(")");
            return inner;
        }

        if (char.IsAsciiDigit(Next) || Next == '.')
        {
            while (!IsAtEnd && (char.IsAsciiDigit(Next) || Next == '.'))
                Place++;
            return double.TryParse(Source.AsSpan(start, Place - start), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                ? new MathNode.Constant(number)
                : throw Error(start, $"'{Source[start..Place]}' is no number");
        }

        if (!char.IsAsciiLetter(Next))
            throw Error(Place, $"'{Next}' is not expected here");
        while (!IsAtEnd && (char.IsAsciiLetterOrDigit(Next) || Next == '_'))
            Place++;
        var word = Source[start..Place];
        if (Take("("))
            return Function(word, start);
        if (!char.IsAsciiLetterLower(word[0]))
            throw Error(start, $"'{word}' is neither the id of a metric, which begins with a small letter, nor a function, which has parentheses");
        ids.Add(word);
        return new MathNode.Identifier(word);
    }

    MathNode Function(string name, int start)
    {
        if (name == "INSIGHT_RULE_METRIC")
            return InsightRule(start);
        if (name == "SEARCH")
            throw Error(start, "SEARCH finds many metrics: alarms do not take it, and of graphs SEARCH(…) alone and SUM, AVG, MIN and MAX of it are drawn");
        if (name is "SUM" or "AVG" or "MIN" or "MAX")
            return Combined(name, start);
        var arguments = new List<MathNode>();
        if (name == "FILL")
            return Filled();
        do
        {
            arguments.Add(Or());
        }
        while (Take(","));
        Expect(")");
        return (name, arguments.Count) switch
        {
            ("IF", 2) => new MathNode.Chosen(arguments[0], arguments[1], null),
            ("IF", 3) => new MathNode.Chosen(arguments[0], arguments[1], arguments[2]),
            ("ABS", 1) => new MathNode.Applied(arguments[0], Math.Abs),
            ("CEIL", 1) => new MathNode.Applied(arguments[0], Math.Ceiling),
            ("FLOOR", 1) => new MathNode.Applied(arguments[0], Math.Floor),
            ("LOG", 1) => new MathNode.Applied(arguments[0], Math.Log),
            ("LOG10", 1) => new MathNode.Applied(arguments[0], Math.Log10),
            ("DIFF", 1) => new MathNode.Changed(arguments[0], perSecond: false),
            ("RATE", 1) => new MathNode.Changed(arguments[0], perSecond: true),
            ("PERIOD", 1) => new MathNode.Timed(arguments[0], window => window.Minutes * 60),
            ("MINUTE", 1) => new MathNode.Timed(arguments[0], window => TimeOf(window).Minute),
            ("HOUR", 1) => new MathNode.Timed(arguments[0], window => TimeOf(window).Hour),
            ("DAY", 1) => new MathNode.Timed(arguments[0], window => TimeOf(window).DayOfWeek is DayOfWeek.Sunday ? 7 : (int)TimeOf(window).DayOfWeek),
            ("DATE", 1) => new MathNode.Timed(arguments[0], window => TimeOf(window).Day),
            ("MONTH", 1) => new MathNode.Timed(arguments[0], window => TimeOf(window).Month),
            ("YEAR", 1) => new MathNode.Timed(arguments[0], window => TimeOf(window).Year),
            ("EPOCH", 1) => new MathNode.Timed(arguments[0], window => window.Start * 60),
            _ => throw Error(start, $"the function {name} with {arguments.Count} argument{(arguments.Count == 1 ? "" : "s")} is not simulated"),
        };
    }

    MathNode.Filled Filled()
    {
        var operand = Or();
        Expect(",");
        SkipSpaces();
        var start = Place;
        if (TakeWord("REPEAT") || TakeWord("LINEAR"))
            throw Error(start, $"FILL with {Source[start..Place]} is not simulated: fill with a number");
        var filling = Or();
        Expect(")");
        return new MathNode.Filled(operand, filling);
    }

    MathNode.Combined Combined(string name, int start)
    {
        var operands = Take("[") ? List() : TakeWord("METRICS") ? Metrics() : null;
        if (operands is null)
            throw Error(start, $"{name} of one metric is one number for the whole time range, which is not simulated: give it a list as in {name}([m1, m2]), or METRICS()");
        Expect(")");
        return new MathNode.Combined(operands, name switch
        {
            "SUM" => values => values.Sum(),
            "AVG" => values => values.Average(),
            "MIN" => values => values.Min(),
            _ => values => values.Max(),
        });
    }

    List<MathNode> List()
    {
        var items = new List<MathNode>();
        do
        {
            items.Add(Or());
        }
        while (Take(","));
        Expect("]");
        return items;
    }

    List<MathNode> Metrics()
    {
        Expect("(");
        var part = Take(")") ? "" : Text();
        if (part.Length > 0)
            Expect(")");
        var chosen = metrics.Where(id => id.Contains(part, StringComparison.Ordinal)).ToList();
        ids.UnionWith(chosen);
        return [.. chosen.Select(id => new MathNode.Identifier(id))];
    }

    MathNode.Rule InsightRule(int start)
    {
        var rule = Text();
        Expect(",");
        SkipSpaces();
        var word = Place;
        var name = !IsAtEnd && Next is '\'' or '"' ? Text() : TakeName();
        Expect(")");
        if (!Enum.TryParse<InsightMetric>(name, out var metric) || !char.IsAsciiLetter(name[0]))
            throw Error(word, $"'{name}' is none of {string.Join(", ", Enum.GetNames<InsightMetric>())}");
        rules.Add((rule, metric));
        return new MathNode.Rule(rule, metric);
    }

    string TakeName()
    {
        var start = Place;
        while (!IsAtEnd && char.IsAsciiLetterOrDigit(Next))
            Place++;
        return Source[start..Place];
    }

    string Text()
    {
        SkipSpaces();
        if (IsAtEnd || Next is not ('\'' or '"'))
            throw Error(Place, "a text in quotes is expected here");
        return TakeQuoted();
    }

    static double Flag(bool value) => value ? 1 : 0;

    static DateTimeOffset TimeOf(IMetricWindow window) => EpochMinute.ToInstant(window.Start);

    protected override MetricExpressionException Error(int place, string message) => new(Source, place + 1, message);
}
