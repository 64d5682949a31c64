using System.Text.Json;

namespace FlowLogStack.Simulation;

/// <summary>A reader of documents in the embedded metric format, as CloudWatch reads them from a log.</summary>
static class EmbeddedMetricReader
{
    /// <summary>Returns the values of a document, each with its metric.</summary>
    internal static IEnumerable<(MetricIdentity Metric, double Value)> Read(string document)
    {
        using var json = JsonDocument.Parse(document);
        var root = json.RootElement;
        foreach (var directive in root.GetProperty("_aws").GetProperty("CloudWatchMetrics").EnumerateArray())
        {
            var space = directive.GetProperty("Namespace").GetString()!;
            foreach (var set in directive.GetProperty("Dimensions").EnumerateArray())
            {
                var dimensions = set.EnumerateArray().Select(name =>
                    KeyValuePair.Create(name.GetString()!, root.GetProperty(name.GetString()!).GetString()!)).ToList();
                foreach (var name in directive.GetProperty("Metrics").EnumerateArray().Select(metric => metric.GetProperty("Name").GetString()!))
                {
                    var identity = new MetricIdentity(space, name, dimensions);
                    var value = root.GetProperty(name);
                    foreach (var one in value.ValueKind is JsonValueKind.Array ? [.. value.EnumerateArray()] : new[] { value })
                        yield return (identity, one.GetDouble());
                }
            }
        }
    }
}
