using System.Globalization;

namespace FlowLogStack.Records;

/// <summary>A parser of metric math.</summary>
sealed class MetricExpressionParser(string text, IReadOnlyList<string> metrics) : ExpressionCursor(text)
{
    const int MostNested = 100;

    static readonly Dictionary<string, Func<IReadOnlyList<double>, double>> Reductions = new(StringComparer.Ordinal)
    {
        ["SUM"] = values => values.Sum(),
        ["AVG"] = values => values.Average(),
        ["MIN"] = values => values.Min(),
        ["MAX"] = values => values.Max(),
        ["STDDEV"] = Deviation,
        ["DATAPOINT_COUNT"] = values => values.Count,
    };

    // CloudWatch functions that the simulation doesn't support.
    static readonly HashSet<string> NotSimulated = new(StringComparer.Ordinal)
    {
        "ANOMALY_DETECTION_BAND", "DB_PERF_INSIGHTS", "LAMBDA", "PERCENTILE", "SERVICE_QUOTA", "TIME_SHIFT", "UNION",
    };

    static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "IF", "ABS", "CEIL", "FLOOR", "LOG", "LOG10", "DIFF", "DIFF_TIME", "RATE", "RUNNING_SUM", "TIME_SERIES", "FIRST", "LAST", "REMOVE_EMPTY",
            "SLICE", "PERIOD",
        "MINUTE", "HOUR", "DAY", "DATE", "MONTH", "YEAR", "EPOCH", "SUM", "AVG", "MIN", "MAX", "STDDEV", "DATAPOINT_COUNT",
    };

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
            left = new MathNode.Computed(left, And(), (a, b) => Flag(a != 0 || b != 0));
        return left;
    }

    MathNode And()
    {
        var left = Compared();
        while (Take("&&") || TakeWord("AND"))
            left = new MathNode.Computed(left, Compared(), (a, b) => Flag(a != 0 && b != 0));
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
            left = new MathNode.Computed(left, Added(), compare);
        }
    }

    MathNode Added()
    {
        var left = Multiplied();
        while (true)
        {
            if (Take("+"))
                left = new MathNode.Computed(left, Multiplied(), (a, b) => a + b);
            else if (Take("-"))
                left = new MathNode.Computed(left, Multiplied(), (a, b) => a - b);
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
                left = new MathNode.Computed(left, Signed(), (a, b) => a * b);
            else if (Take("/"))
                left = new MathNode.Computed(left, Signed(), (a, b) => a / b);
            else
                return left;
        }
    }

    MathNode Signed()
    {
        if (++depth > MostNested)
            throw new MetricExpressionException(Source, Place + 1, $"it is nested deeper than {MostNested} levels");
        var node = Take("-") ? new MathNode.Computed(Signed(), value => -value)
            : Take("!") ? new MathNode.Computed(Signed(), value => Flag(value == 0))
            : Raised();
        depth--;
        return node;
    }

    MathNode Raised()
    {
        var left = Primary();
        return Take("^") ? new MathNode.Computed(left, Signed(), Math.Pow) : left;
    }

    MathNode Primary()
    {
        var start = Place;
        if (IsAtEnd)
            throw Error(Place, "something is missing at the end");
        if (Take("("))
        {
            var inner = Or();
            Expect(")");
            return inner;
        }

        if (Take("["))
            return List();
        if (char.IsAsciiDigit(Next) || Next == '.')
        {
            while (!IsAtEnd && (char.IsAsciiDigit(Next) || Next == '.'))
                Place++;
            return double.TryParse(Source.AsSpan(start, Place - start), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                ? new MathNode.Constant(number)
                : throw Error(start, $"'{Source[start..Place]}' is not a number");
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
        MetricExpressionException Misused(string message) => Error(start, $"{name} {message}");
        if (name == "INSIGHT_RULE_METRIC")
            return InsightRule(start);
        if (name == "SEARCH")
            throw Error(start, "SEARCH finds many metrics: alarms do not take it, and of graphs SEARCH(…) alone and SUM, AVG, MIN and MAX of it are drawn");
        if (name == "METRICS")
            return Metrics();
        if (name == "FILL")
            return Filled(Misused);
        if (name == "SORT")
            return Sorted(start, Misused);
        if (NotSimulated.Contains(name))
            throw new MetricExpressionException(Source, start + 1, $"the function {name} is not simulated");
        var arguments = new List<MathNode>();
        do
        {
            arguments.Add(Or());
        }
        while (Take(","));
        Expect(")");
        if (Reductions.TryGetValue(name, out var reduction) && arguments.Count == 1)
            return Reduced(arguments[0], name != "DATAPOINT_COUNT", reduction, Misused);
        return (name, arguments.Count) switch
        {
            ("IF", 2) => new MathNode.Chosen(arguments[0], arguments[1], null),
            ("IF", 3) => new MathNode.Chosen(arguments[0], arguments[1], arguments[2]),
            ("ABS", 1) => new MathNode.Computed(arguments[0], Math.Abs),
            ("CEIL", 1) => new MathNode.Computed(arguments[0], Math.Ceiling),
            ("FLOOR", 1) => new MathNode.Computed(arguments[0], Math.Floor),
            ("LOG", 1) => new MathNode.Computed(arguments[0], Math.Log),
            ("LOG10", 1) => new MathNode.Computed(arguments[0], Math.Log10),
            ("DIFF", 1) => new MathNode.Traversed(arguments[0], SeriesFunctions.Difference, Misused),
            ("DIFF_TIME", 1) => new MathNode.Traversed(arguments[0], SeriesFunctions.DifferenceInTime, Misused),
            ("RATE", 1) => new MathNode.Traversed(arguments[0], SeriesFunctions.Rate, Misused),
            ("RUNNING_SUM", 1) => new MathNode.Traversed(arguments[0], SeriesFunctions.RunningSum, Misused),
            ("TIME_SERIES", 1) => new MathNode.Constantly(arguments[0], Misused),
            ("FIRST", 1) => new MathNode.Picked(arguments[0], last: false, Misused),
            ("LAST", 1) => new MathNode.Picked(arguments[0], last: true, Misused),
            ("REMOVE_EMPTY", 1) => new MathNode.Selected(arguments[0], SeriesFunctions.WithoutEmpty, Misused),
            ("SLICE", 2) when WholeOf(arguments[1]) is { } from => new MathNode.Selected(arguments[0], list => [.. list.Skip(from)], Misused),
            ("SLICE", 3) when (WholeOf(arguments[1]), WholeOf(arguments[2])) is ({ } from, { } to) =>
                new MathNode.Selected(arguments[0], list => [.. list.Take(to).Skip(from)], Misused),
            ("PERIOD", 1) => new MathNode.Period(arguments[0], Misused),
            ("MINUTE", 1) => new MathNode.Timed(arguments[0], time => time.Minute, Misused),
            ("HOUR", 1) => new MathNode.Timed(arguments[0], time => time.Hour, Misused),
            ("DAY", 1) => new MathNode.Timed(arguments[0], time => time.DayOfWeek is DayOfWeek.Sunday ? 7 : (int)time.DayOfWeek, Misused),
            ("DATE", 1) => new MathNode.Timed(arguments[0], time => time.Day, Misused),
            ("MONTH", 1) => new MathNode.Timed(arguments[0], time => time.Month, Misused),
            ("YEAR", 1) => new MathNode.Timed(arguments[0], time => time.Year, Misused),
            ("EPOCH", 1) => new MathNode.Timed(arguments[0], time => time.ToUnixTimeSeconds(), Misused),
            _ when Known.Contains(name) =>
                throw Error(start, $"the function {name} does not take {arguments.Count} argument{(arguments.Count == 1 ? "" : "s")} of this kind"),
            _ => throw Error(start, $"unknown function {name}"),
        };
    }

    MathNode Filled(Func<string, MetricExpressionException> misused)
    {
        var operand = Or();
        Expect(",");
        var fill = TakeWord("REPEAT") ? SeriesFunctions.Repeat : TakeWord("LINEAR") ? SeriesFunctions.Interpolate
            : (Func<double?[], IMetricRange, double?[]>?)null;
        MathNode node = fill is null ? new MathNode.Filled(operand, Or(), misused) : new MathNode.Traversed(operand, fill, misused);
        Expect(")");
        return node;
    }

    MathNode.Selected Sorted(int start, Func<string, MetricExpressionException> misused)
    {
        var operand = Or();
        Expect(",");
        SkipSpaces();
        var by = TakeName();
        if (by is not ("SUM" or "AVG" or "MIN" or "MAX"))
            throw Error(start, $"SORT does not sort by '{by}'; use SUM, AVG, MIN or MAX");
        Expect(",");
        SkipSpaces();
        var order = TakeName();
        if (order is not ("ASC" or "DESC"))
            throw Error(start, $"SORT has no order '{order}'; use ASC or DESC");
        var most = int.MaxValue;
        if (Take(","))
            most = WholeOf(Or()) ?? throw Error(start, "SORT returns a whole number of time series from 0");
        Expect(")");
        return new MathNode.Selected(operand, list => SeriesFunctions.Sort(list, Reductions[by], order == "DESC", most), misused);
    }

    // Each window of a list is computed separately, and the type of the operand is known only during evaluation.
    static MathNode Reduced(MathNode operand, bool missingIsZero, Func<IReadOnlyList<double>, double> function, Func<string, MetricExpressionException> misused)
    {
        var reduced = new MathNode.Reduced(operand, missingIsZero, function, misused);
        return operand is MathNode.Listed ? new MathNode.Listwise(reduced) : reduced;
    }

    static int? WholeOf(MathNode node) => node is MathNode.Constant { Value: var value } && value is >= 0 and <= int.MaxValue && double.IsInteger(value)
        ? (int)value : null;

    MathNode.Listed List()
    {
        var items = new List<MathNode>();
        do
        {
            items.Add(Or());
        }
        while (Take(","));
        Expect("]");
        return new MathNode.Listed(items);
    }

    MathNode.Listed Metrics()
    {
        var part = Take(")") ? "" : Text();
        if (part.Length > 0)
            Expect(")");
        var chosen = metrics.Where(id => id.Contains(part, StringComparison.Ordinal)).ToList();
        ids.UnionWith(chosen);
        return new MathNode.Listed([.. chosen.Select(id => new MathNode.Identifier(id))]);
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
            throw Error(word, $"'{name}' is not a metric of a rule. Use {string.Join(", ", Enum.GetNames<InsightMetric>())}");
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

    static double Deviation(IReadOnlyList<double> values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / values.Count);
    }


    // A text that isn't an expression isn't valid in CloudWatch either.
    protected override MetricExpressionException Error(int place, string message) => new(Source, place + 1, message) { IsRefused = true };
}
