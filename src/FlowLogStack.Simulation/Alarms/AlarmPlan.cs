using System.Globalization;
using System.Text.RegularExpressions;

namespace FlowLogStack.Simulation;

/// <summary>The parsed expressions of an alarm, with their metrics and rules.</summary>
/// <param name="Queries">All queries of the alarm, by id.</param>
/// <param name="Expressions">Expressions of the alarm, by id, except the anomaly detection band.</param>
/// <param name="Metrics">Metrics that the alarm's value is computed from.</param>
/// <param name="Rules">Contributor Insights rules that the alarm's value is computed from.</param>
/// <param name="Band">Width of the anomaly detection band in standard deviations; null without one.</param>
sealed partial record AlarmPlan(
    Dictionary<string, MetricQueryDefinition> Queries,
    Dictionary<string, MetricExpression> Expressions,
    IReadOnlyList<MetricQueryDefinition> Metrics,
    IReadOnlyList<(string Rule, InsightMetric Metric)> Rules,
    double? Band)
{
    /// <summary>Returns the plan of an alarm.</summary>
    /// <exception cref="FormatException">An expression is malformed, isn't supported by the simulation, or refers to an unknown id.</exception>
    internal static AlarmPlan Of(AlarmDefinition alarm)
    {
        var queries = new Dictionary<string, MetricQueryDefinition>(StringComparer.Ordinal);
        foreach (var query in alarm.Queries)
        {
            if (!queries.TryAdd(query.Id, query))
                throw new TemplateException($"two of its metrics have the id '{query.Id}'") { IsRefused = true };
        }

        var metricIds = alarm.Queries.Where(query => query.Metric is not null).Select(query => query.Id).ToList();
        var expressions = new Dictionary<string, MetricExpression>(StringComparer.Ordinal);
        var needed = new List<MetricQueryDefinition>();
        var rules = new List<(string, InsightMetric)>();
        var types = new Dictionary<string, MathType>(StringComparer.Ordinal);
        Add(alarm.Watched.Id, []);
        if (TypeOf(alarm.Watched.Id) is not MathType.Series)
        {
            throw new MetricExpressionException(alarm.Watched.Expression!, 1, types[alarm.Watched.Id] is MathType.Number
                ? "it returns one number for the whole time range, and CloudWatch accepts alarms on a time series only: use TIME_SERIES(…), or a metric without the function"
                : "it returns a list of time series, and CloudWatch accepts alarms on one only: use SUM, AVG, MIN, MAX or FIRST of the list") { IsRefused = true };
        }

        return new AlarmPlan(queries, expressions, needed, rules, alarm.BandId is { } band ? WidthOf(queries[band], alarm.Watched.Id) : null);

        // Expressions are ordered: those that an expression reads come before it.
        MathType TypeOf(string id) => types.TryGetValue(id, out var type) ? type : MathType.Series;

        void Add(string id, IReadOnlyList<string> path)
        {
            if (path.Contains(id))
                throw new TemplateException($"its expressions refer to themselves: {string.Join(" → ", path)} → {id}") { IsRefused = true };
            if (!queries.TryGetValue(id, out var query))
                throw new TemplateException($"its expression names '{id}', and no metric has that id") { IsRefused = true };
            if (query.Expression is null)
            {
                if (!needed.Contains(query))
                    needed.Add(query);
                return;
            }

            if (expressions.ContainsKey(id))
                return;
            var expression = MetricExpression.Parse(query.Expression, metricIds);
            foreach (var part in expression.Ids)
                Add(part, [.. path, id]);
            types[id] = expression.TypeOf(TypeOf);
            expressions[id] = expression;
            rules.AddRange(expression.Rules);
        }
    }

    static double WidthOf(MetricQueryDefinition band, string watched)
    {
        var match = BandExpression().Match(band.Expression ?? "");
        if (!match.Success)
            throw new TemplateException($"its band is {band.Expression ?? "a metric"}, and ANOMALY_DETECTION_BAND({watched}, 2) is what can be simulated");
        if (match.Groups["id"].Value != watched)
            throw new TemplateException($"its band is of '{match.Groups["id"].Value}', and it watches '{watched}'");
        return match.Groups["width"].Success ? double.Parse(match.Groups["width"].Value, CultureInfo.InvariantCulture) : 2;
    }

    [GeneratedRegex(@"^\s*ANOMALY_DETECTION_BAND\s*\(\s*(?<id>[a-z]\w*)\s*(,\s*(?<width>\d+(\.\d+)?)\s*)?\)\s*$")]
    private static partial Regex BandExpression();
}
