using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>The metrics and expressions of one widget, evaluated after all records have been read.</summary>
sealed class MetricReading
{
    readonly Dictionary<string, MetricLine> lines;
    readonly Dictionary<string, MetricExpression> expressions = new(StringComparer.Ordinal);
    readonly Dictionary<string, SearchReading> searches = new(StringComparer.Ordinal);
    readonly Dictionary<string, string> reasons = new(StringComparer.Ordinal);
    readonly HashSet<string> readable = new(StringComparer.Ordinal);
    readonly Dictionary<string, MathType> types = new(StringComparer.Ordinal);
    readonly MetricLibrary library;

    /// <summary>Adds the measurement of everything that a widget reads.</summary>
    internal MetricReading(IReadOnlyList<MetricLine> lines, BacktestPlan plan)
    {
        library = plan.Library;
        this.lines = lines.GroupBy(line => line.Id).ToDictionary(same => same.Key, same => same.First(), StringComparer.Ordinal);
        var ids = lines.Where(line => line.Metric is not null).Select(line => line.Id).ToList();
        foreach (var line in lines)
        {
            try
            {
                if (line.Metric is { } metric)
                {
                    // First whether the logs contain it at all: that is the more useful reason.
                    plan.Measure(metric, () => line.KnownStatistic);
                }
                else if (SearchIds.Expand(line, this.lines) is { } searching)
                {
                    searches[line.Id] = Search(searching, ids, plan);
                }
                else
                {
                    expressions[line.Id] = Prepare(line, ids, plan);
                }
            }
            catch (FormatException e)
            {
                reasons[line.Id] = line.Metric is { } unknown ? Absence.Of(unknown, e.Message) : e.Message;
            }
        }
    }

    /// <summary>Returns the rules in the expressions of a widget, as far as they can be parsed.</summary>
    internal static IEnumerable<(string Rule, InsightMetric Metric)> RulesOf(IReadOnlyList<MetricLine> lines)
    {
        foreach (var line in lines.Where(line => line.Expression is not null))
        {
            IReadOnlyList<(string, InsightMetric)> rules = [];
            try
            {
                rules = MetricExpression.Parse(line.Expression!, [.. lines.Select(other => other.Id)]).Rules;
            }
            catch (FormatException)
            {
                // The widget reports the error.
            }

            foreach (var rule in rules)
                yield return rule;
        }
    }

    /// <summary>Returns why a line can't be drawn, or null if it can.</summary>
    internal string? WhyNot(string id) => WhyNot(id, []);

    /// <summary>Returns remarks on the metrics of a line, one sentence each.</summary>
    internal IEnumerable<string> RemarksOn(string id) => RemarksOn(id, []);

    IEnumerable<string> RemarksOn(string id, HashSet<string> seen)
    {
        if (!seen.Add(id))
            return [];
        if (expressions.TryGetValue(id, out var expression))
            return expression.Ids.SelectMany(part => RemarksOn(part, seen));
        if (lines[id] is not { Metric: { } metric } line || !library.TryGet(metric, out var source))
            return [];
        return new[] { source.RemarkOn(metric, line.Statistic), ReadStatistic.Parse(line.Statistic)?.Remark }.OfType<string>();
    }

    /// <summary>Returns the search of a line, or null for a line without a search.</summary>
    internal SearchReading? SearchOf(string id) => searches.GetValueOrDefault(id);

    /// <summary>Returns a function of two minutes that returns the line's value between them, or null for none.</summary>
    /// <param name="id">The line.</param>
    /// <param name="time">Time range of the preview, which functions of a time range use as a whole.</param>
    /// <param name="period">Period of a data point in minutes.</param>
    internal Func<long, long, double?> ReaderOf(string id, PreviewTime time, long period)
    {
        var step = time.StepOf(period);
        var start = time.StartOf(step);
        double?[]? points = null;
        return (from, to) => NeedsRange(id, []) && to - from == step && (from - start) / step is >= 0 and var at && at < time.CountOf(step)
            ? (points ??= new Range(this, start, step, time.CountOf(step)).PointsOf(id))[at]
            : new Range(this, from, to - from, 1).PointsOf(id)[0];
    }

    bool NeedsRange(string id, HashSet<string> seen) =>
        seen.Add(id) && expressions.TryGetValue(id, out var expression) && (expression.NeedsRange || expression.Ids.Any(part => NeedsRange(part, seen)));


    static MetricExpression Prepare(MetricLine line, IReadOnlyList<string> ids, BacktestPlan plan)
    {
        var expression = MetricExpression.Parse(line.Expression!, ids);
        foreach (var rule in expression.Rules.Select(rule => rule.Rule).Distinct())
            plan.Count(rule);
        return expression;
    }

    SearchReading Search(string text, IReadOnlyList<string> ids, BacktestPlan plan)
    {
        var expression = SearchExpression.Parse(text, ids);
        foreach (var rule in expression.Rules.Distinct())
            plan.Count(rule);
        return new SearchReading(expression, expression.Searches.ToDictionary(search => search, plan.Find), (outer, start, minutes, own) =>
            outer.Evaluate(new Window(this, start, minutes, own)));
    }

    // The result for an id is cached, because expressions can refer to each other in many ways.
    string? WhyNot(string id, IReadOnlyList<string> path)
    {
        if (reasons.TryGetValue(id, out var reason))
            return reason;
        if (path.Contains(id))
            return $"its expressions refer to themselves: {string.Join(" → ", path)} → {id}";
        if (readable.Contains(id))
            return null;
        if (!lines.ContainsKey(id))
            return $"its expression contains '{id}', and no metric has that id";
        var parts = searches.TryGetValue(id, out var search) ? search.Expression.Ids : expressions.TryGetValue(id, out var expression) ? expression.Ids : [];
        foreach (var part in parts.Distinct(StringComparer.Ordinal))
        {
            if (WhyNot(part, [.. path, id]) is { } why)
                return reasons[id] = why;
        }

        if (expressions.TryGetValue(id, out var typed))
        {
            try
            {
                // Expressions are checked after those they refer to.
                types[id] = typed.TypeOf(part => types.GetValueOrDefault(part, MathType.Series));
                if (types[id] is MathType.List && path.Count == 0)
                    return reasons[id] = $"its expression {typed.Text} returns a list of time series, of which SUM, AVG, MIN, MAX or FIRST make one that "
                        + $"can be drawn";
            }
            catch (MetricExpressionException e)
            {
                return reasons[id] = e.Message;
            }
        }

        readable.Add(id);
        return null;
    }

    sealed class Range(MetricReading reading, long start, long minutes, int count) : IMetricRange
    {
        const int SecondsPerMinute = 60;

        readonly Dictionary<string, MathValue> known = new(StringComparer.Ordinal);

        public int Count => count;

        public long Seconds => minutes * SecondsPerMinute;

        public long StartOf(int index) => MinuteOf(index) * SecondsPerMinute;

        long MinuteOf(int index) => start + (index * minutes);

        public MathValue ValueOf(string id)
        {
            if (known.TryGetValue(id, out var value))
                return value;
            if (!reading.expressions.TryGetValue(id, out var expression))
                return known[id] = MathValue.Series(Read(reading.lines[id]));
            // Each value is computed once, after the values it depends on, so a long chain of expressions causes no deep recursion.
            foreach (var part in expression.Ids)
                ValueOf(part);
            return known[id] = expression.ValueIn(this);
        }

        public double?[] ValuesOf(string rule, InsightMetric metric)
        {
            var values = new double?[count];
            for (var i = 0; i < count && reading.library.TryGet(rule, out var series); i++)
                values[i] = series.Read(metric, MinuteOf(i), MinuteOf(i) + minutes, long.MaxValue);
            return values;
        }

        internal double?[] PointsOf(string id) => ValueOf(id).OneSeries(count);

        double?[] Read(MetricLine line)
        {
            var values = new double?[count];
            for (var i = 0; i < count && reading.library.TryGet(line.Metric!, out var source); i++)
                values[i] = line.KnownStatistic.Of(source, MinuteOf(i), MinuteOf(i) + minutes);
            return values;
        }
    }

    // Ids of a search have values that aren't those of lines.
    sealed class Window(MetricReading reading, long start, long minutes, Func<string, (bool IsKnown, double? Value)>? own = null) : IMetricWindow
    {
        Dictionary<string, double?>? known;

        public long Start => start;

        public long Minutes => minutes;

        public double? ValueOf(string id)
        {
            if (own?.Invoke(id) is { IsKnown: true, Value: var value })
                return value;
            if (reading.expressions.TryGetValue(id, out var expression))
            {
                // Expressions can refer to each other in many ways, and each is computed once.
                if (!(known ??= new(StringComparer.Ordinal)).TryGetValue(id, out var worked))
                    known.Add(id, worked = expression.Evaluate(this));
                return worked;
            }

            var line = reading.lines[id];
            return reading.library.TryGet(line.Metric!, out var source) ? line.KnownStatistic.Of(source, start, start + minutes) : null;
        }

        public double? ValueOf(string rule, InsightMetric metric) =>
            reading.library.TryGet(rule, out var series) ? series.Read(metric, start, start + minutes, long.MaxValue) : null;

        public IMetricWindow Previous() => new Window(reading, start - minutes, minutes);
    }
}
