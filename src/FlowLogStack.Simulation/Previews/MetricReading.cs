namespace FlowLogStack.Simulation;

/// <summary>The metrics and expressions of one widget, as they are read once all records are known.</summary>
sealed class MetricReading
{
    readonly Dictionary<string, MetricLine> lines;
    readonly Dictionary<string, MetricExpression> expressions = new(StringComparer.Ordinal);
    readonly Dictionary<string, MetricFinder> searches = new(StringComparer.Ordinal);
    readonly Dictionary<string, string> reasons = new(StringComparer.Ordinal);
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
                else if (MetricSearch.Is(line.Expression!))
                {
                    searches[line.Id] = plan.Find(MetricSearch.Parse(line.Expression!));
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
    internal IEnumerable<string> RemarksOn(string id)
    {
        if (expressions.TryGetValue(id, out var expression))
            return expression.Ids.SelectMany(RemarksOn);
        return lines[id] is { Metric: { } metric } line && library.TryGet(metric, out var source) && source.RemarkOn(metric, line.Statistic) is { } remark ? [remark] : [];
    }

    /// <summary>What a line searches for; null for a line that is no search.</summary>
    internal MetricFinder? SearchOf(string id) => searches.GetValueOrDefault(id);

    /// <summary>The value of a line in a window of minutes; null for none.</summary>
    internal double? ValueOf(string id, long start, long minutes) => new Window(this, start, minutes).ValueOf(id);

    static MetricExpression Prepare(MetricLine line, IReadOnlyList<string> ids, BacktestPlan plan)
    {
        var expression = MetricExpression.Parse(line.Expression!, ids);
        foreach (var rule in expression.Rules.Select(rule => rule.Rule).Distinct())
            plan.Count(rule);
        return expression;
    }

    string? WhyNot(string id, IReadOnlyList<string> path)
    {
        if (reasons.TryGetValue(id, out var reason))
            return reason;
        if (path.Contains(id))
            return $"its expressions refer to themselves: {string.Join(" → ", path)} → {id}";
        if (path.Count > 0 && searches.ContainsKey(id))
            return $"its expression reads what the search '{id}' finds, which may be many metrics: SUM(SEARCH(…)) makes one of them";
        if (!lines.ContainsKey(id))
            return $"its expression names '{id}', and no metric has that id";
        return expressions.TryGetValue(id, out var expression)
            ? expression.Ids.Select(part => WhyNot(part, [.. path, id])).FirstOrDefault(why => why is not null)
            : null;
    }

    sealed class Window(MetricReading reading, long start, long minutes) : IMetricWindow
    {
        public long Start => start;

        public long Minutes => minutes;

        public double? ValueOf(string id)
        {
            if (reading.expressions.TryGetValue(id, out var expression))
                return expression.Evaluate(this);
            var line = reading.lines[id];
            return reading.library.TryGet(line.Metric!, out var source) ? source.Read(start, start + minutes, long.MaxValue).Of(line.KnownStatistic) : null;
        }

        public double? ValueOf(string rule, InsightMetric metric) =>
            reading.library.TryGet(rule, out var series) ? series.Read(metric, start, start + minutes, long.MaxValue) : null;

        public IMetricWindow Previous() => new Window(reading, start - minutes, minutes);
    }
}
