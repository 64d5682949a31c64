namespace FlowLogStack.Simulation;

/// <summary>The metrics and expressions of one widget, as they are read once all records are known.</summary>
sealed class MetricReading
{
    readonly Dictionary<string, MetricLine> lines;
    readonly Dictionary<string, MetricExpression> expressions = new(StringComparer.Ordinal);
    readonly Dictionary<string, SearchReading> searches = new(StringComparer.Ordinal);
    readonly Dictionary<string, string> reasons = new(StringComparer.Ordinal);
    readonly HashSet<string> readable = new(StringComparer.Ordinal);
    readonly MetricLibrary library;

    /// <summary>Has measured what a widget reads.</summary>
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
                    // First whether the logs have it at all: that is the better reason.
                    plan.Measure(metric);
                    _ = line.KnownStatistic;
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

    /// <summary>The rules that the expressions of a widget read, as far as these can be understood.</summary>
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
                // It is said where it would be drawn.
            }

            foreach (var rule in rules)
                yield return rule;
        }
    }

    /// <summary>Why a line cannot be drawn; null when it can.</summary>
    internal string? WhyNot(string id) => WhyNot(id, []);

    /// <summary>What to say of the metrics that a line is made of, a sentence each.</summary>
    internal IEnumerable<string> RemarksOn(string id) => RemarksOn(id, []);

    IEnumerable<string> RemarksOn(string id, HashSet<string> seen)
    {
        if (!seen.Add(id))
            return [];
        if (expressions.TryGetValue(id, out var expression))
            return expression.Ids.SelectMany(part => RemarksOn(part, seen));
        return lines[id] is { Metric: { } metric } line && library.TryGet(metric, out var source) && source.RemarkOn(metric, line.Statistic) is { } remark ? [remark] : [];
    }

    /// <summary>What a line searches for; null for a line without a search.</summary>
    internal SearchReading? SearchOf(string id) => searches.GetValueOrDefault(id);

    /// <summary>The value of a line in a window of minutes; null for none.</summary>
    internal double? ValueOf(string id, long start, long minutes) => new Window(this, start, minutes).ValueOf(id);

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
        return new SearchReading(expression, expression.Searches.ToDictionary(search => search, plan.Find), (outer, start, minutes, own) => outer.Evaluate(new Window(this, start, minutes, own)));
    }

    // What is known of an id is kept, since expressions may read each other in many ways.
    string? WhyNot(string id, IReadOnlyList<string> path)
    {
        if (reasons.TryGetValue(id, out var reason))
            return reason;
        if (path.Contains(id))
            return $"its expressions refer to themselves: {string.Join(" → ", path)} → {id}";
        if (readable.Contains(id))
            return null;
        if (!lines.ContainsKey(id))
            return $"its expression names '{id}', and no metric has that id";
        var parts = searches.TryGetValue(id, out var search) ? search.Expression.Ids : expressions.TryGetValue(id, out var expression) ? expression.Ids : [];
        foreach (var part in parts.Distinct(StringComparer.Ordinal))
        {
            if (WhyNot(part, [.. path, id]) is { } why)
                return reasons[id] = why;
        }

        readable.Add(id);
        return null;
    }

    // Some ids may have values that are not those of lines: what a search stands for.
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
                // Expressions may read each other in many ways, and each is worked out once.
                if (!(known ??= new(StringComparer.Ordinal)).TryGetValue(id, out var worked))
                    known.Add(id, worked = expression.Evaluate(this));
                return worked;
            }

            var line = reading.lines[id];
            return reading.library.TryGet(line.Metric!, out var source) ? source.Read(start, start + minutes, long.MaxValue).Of(line.KnownStatistic) : null;
        }

        public double? ValueOf(string rule, InsightMetric metric) =>
            reading.library.TryGet(rule, out var series) ? series.Read(metric, start, start + minutes, long.MaxValue) : null;

        public IMetricWindow Previous() => new Window(reading, start - minutes, minutes);
    }
}
