using System.Text.Json.Nodes;
using Amazon.CloudWatch.Model;

namespace FlowLogStack.Verification;

/// <summary>A metric or expression of an alarm, in a comparable form.</summary>
/// <param name="Id">Id of the metric or expression.</param>
/// <param name="Settings">Settings by name, without absent ones.</param>
sealed record AlarmMetric(string Id, IReadOnlyDictionary<string, string> Settings)
{
    internal static AlarmMetric Of(MetricDataQuery query) => new(query.Id ?? "", Given(
        ("Expression", query.Expression),
        ("Namespace", query.MetricStat?.Metric?.Namespace),
        ("MetricName", query.MetricStat?.Metric?.MetricName),
        ("Dimensions", DimensionsOf(query.MetricStat?.Metric?.Dimensions)),
        ("Stat", query.MetricStat?.Stat),
        ("Unit", query.MetricStat?.Unit?.Value),
        ("Period", ResourceValues.Text(query.MetricStat?.Period ?? query.Period)),
        ("ReturnData", query.ReturnData == false ? "false" : "true")));

    internal static AlarmMetric Of(JsonNode? query)
    {
        var stat = query.Member("MetricStat");
        var metric = stat.Member("Metric");
        return new(ResourceValues.Text(query.Member(nameof(Id))) ?? "", Given(
            ("Expression", ResourceValues.Text(query.Member("Expression"))),
            ("Namespace", ResourceValues.Text(metric.Member("Namespace"))),
            ("MetricName", ResourceValues.Text(metric.Member("MetricName"))),
            ("Dimensions", DimensionsOf(metric.Member("Dimensions"))),
            ("Stat", ResourceValues.Text(stat.Member("Stat"))),
            ("Unit", ResourceValues.Text(stat.Member("Unit"))),
            ("Period", ResourceValues.Text(ResourceValues.Number(stat.Member("Period") ?? query.Member("Period")))),
            ("ReturnData", ResourceValues.Text(query.Member("ReturnData"))?.Equals("false", StringComparison.OrdinalIgnoreCase) == true ? "false" : "true")));
    }

    internal static string? DimensionsOf(IEnumerable<Dimension>? dimensions) => Join(dimensions?.Select(dimension => $"{dimension.Name}={dimension.Value}"));

    internal static string? DimensionsOf(JsonNode? dimensions) =>
        Join((dimensions as JsonArray)?.Select(dimension =>
            $"{ResourceValues.Text(dimension.Member("Name"))}={ResourceValues.Text(dimension.Member("Value"))}"));

    static string? Join(IEnumerable<string>? texts) => texts?.Order(StringComparer.Ordinal).ToList() is { Count: > 0 } all ? string.Join(", ", all) : null;

    static Dictionary<string, string> Given(params (string Name, string? Value)[] settings) =>
        settings.Where(setting => setting.Value is not null).ToDictionary(setting => setting.Name, setting => setting.Value!);
}
