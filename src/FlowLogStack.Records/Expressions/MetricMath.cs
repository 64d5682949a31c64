namespace FlowLogStack.Records;

/// <summary>The metric math of an alarm: its expressions that lead to the one it watches, read and checked.</summary>
/// <param name="Expressions">The expressions by id.</param>
/// <param name="Metrics">The ids of the metrics that they read.</param>
/// <param name="Rules">The Contributor Insights rules that they read, and what of them.</param>
sealed record MetricMath(
    IReadOnlyDictionary<string, MetricExpression> Expressions,
    IReadOnlyList<string> Metrics,
    IReadOnlyList<(string Rule, InsightMetric Metric)> Rules)
{
    /// <summary>Reads what an alarm watches.</summary>
    /// <param name="queries">Each of its metrics by id, with its expression; null for a metric, or for an expression that is not known.</param>
    /// <param name="watched">The id of the one that is watched.</param>
    /// <exception cref="MetricExpressionException">An expression isn't valid, is not simulated, or returns no time series; or the expressions refer to
    /// themselves.</exception>
    internal static MetricMath Of(IReadOnlyList<KeyValuePair<string, string?>> queries, string watched)
    {
        var texts = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var (id, text) in queries)
        {
            if (!texts.TryAdd(id, text))
                throw new MetricExpressionException($"two of its metrics have the id '{id}'") { IsRefused = true };
        }

        List<string> metricIds = [.. queries.Where(query => query.Value is null).Select(query => query.Key)];
        var expressions = new Dictionary<string, MetricExpression>(StringComparer.Ordinal);
        var needed = new List<string>();
        var rules = new List<(string, InsightMetric)>();
        var types = new Dictionary<string, MathType>(StringComparer.Ordinal);
        Add(watched, []);
        if (TypeOf(watched) is not MathType.Series)
        {
            throw new MetricExpressionException(texts[watched]!, 1, types[watched] is MathType.Number
                ? "it returns one number for the whole time range, and CloudWatch accepts alarms on a time series only: use TIME_SERIES(…), or a metric "
                + "without the function"
                : "it returns a list of time series, and CloudWatch accepts alarms on one only: use SUM, AVG, MIN, MAX or FIRST "
                + "of the list") { IsRefused = true };
        }

        return new MetricMath(expressions, needed, rules);

        // What an expression reads was added before it.
        MathType TypeOf(string id) => types.TryGetValue(id, out var type) ? type : MathType.Series;

        void Add(string id, IReadOnlyList<string> path)
        {
            if (path.Contains(id))
                throw new MetricExpressionException($"its expressions refer to themselves: {string.Join(" → ", path)} → {id}") { IsRefused = true };
            if (!texts.TryGetValue(id, out var text))
                throw new MetricExpressionException($"its expression names '{id}', and no metric has that id") { IsRefused = true };
            if (text is null)
            {
                if (!needed.Contains(id))
                    needed.Add(id);
                return;
            }

            if (expressions.ContainsKey(id))
                return;
            var expression = MetricExpression.Parse(text, metricIds);
            foreach (var part in expression.Ids)
                Add(part, [.. path, id]);
            types[id] = expression.TypeOf(TypeOf);
            expressions[id] = expression;
            rules.AddRange(expression.Rules);
        }
    }
}
