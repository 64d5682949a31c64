using System.Globalization;
using System.Text.RegularExpressions;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>What an alarm needs: its expressions read, and the metrics and rules behind them.</summary>
/// <param name="Queries">All its queries by id.</param>
/// <param name="Expressions">Its expressions by id, except the band.</param>
/// <param name="Metrics">The metrics that what it watches is made of.</param>
/// <param name="Rules">The Contributor Insights rules that what it watches is made of.</param>
/// <param name="Band">The width of its anomaly detection band in standard deviations; null without one.</param>
sealed partial record AlarmPlan(
    Dictionary<string, MetricQueryDefinition> Queries,
    IReadOnlyDictionary<string, MetricExpression> Expressions,
    IReadOnlyList<MetricQueryDefinition> Metrics,
    IReadOnlyList<(string Rule, InsightMetric Metric)> Rules,
    double? Band)
{
    /// <summary>Works out what an alarm needs.</summary>
    /// <exception cref="FormatException">An expression is malformed, beyond what is simulated, or names what is not there.</exception>
    internal static AlarmPlan Of(AlarmDefinition alarm)
    {
        var math = MetricMath.Of([.. alarm.Queries.Select(query => KeyValuePair.Create(query.Id, query.Metric is null ? query.Expression ?? "" : null))], alarm.Watched.Id);
        var queries = alarm.Queries.ToDictionary(query => query.Id, StringComparer.Ordinal);
        return new AlarmPlan(queries, math.Expressions, [.. math.Metrics.Select(id => queries[id])], math.Rules, alarm.BandId is { } band ? WidthOf(queries[band], alarm.Watched.Id) : null);
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
