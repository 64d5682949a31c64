using System.Globalization;
using System.Text.RegularExpressions;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>The parsed expressions of an alarm, with their metrics and rules.</summary>
/// <param name="Queries">All queries of the alarm, by id.</param>
/// <param name="Expressions">Expressions of the alarm, by id, except the anomaly detection band.</param>
/// <param name="Metrics">Metrics that the alarm's value is computed from.</param>
/// <param name="Rules">Contributor Insights rules that the alarm's value is computed from.</param>
/// <param name="Band">Width of the anomaly detection band in standard deviations; null without one.</param>
sealed partial record AlarmPlan(
    Dictionary<string, MetricQueryDefinition> Queries,
    IReadOnlyDictionary<string, MetricExpression> Expressions,
    IReadOnlyList<MetricQueryDefinition> Metrics,
    IReadOnlyList<(string Rule, InsightMetric Metric)> Rules,
    double? Band)
{
    /// <summary>Returns the plan of an alarm.</summary>
    /// <exception cref="FormatException">An expression is malformed, isn't supported by the simulation, or refers to an unknown id.</exception>
    internal static AlarmPlan Of(AlarmDefinition alarm)
    {
        var math = MetricMath.Of([.. alarm.Queries.Select(query => KeyValuePair.Create(query.Id, query.Metric is null ? query.Expression ?? "" : null))],
            alarm.Watched.Id);
        var queries = alarm.Queries.ToDictionary(query => query.Id, StringComparer.Ordinal);
        return new AlarmPlan(queries, math.Expressions, [.. math.Metrics.Select(id => queries[id])], math.Rules, alarm.BandId is { } band
            ? WidthOf(queries[band], alarm.Watched.Id) : null);
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
