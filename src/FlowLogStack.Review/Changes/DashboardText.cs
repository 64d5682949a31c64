using System.Text.Json.Nodes;

namespace FlowLogStack.Review;

/// <summary>The decoded body of a dashboard.</summary>
static class DashboardText
{
    static readonly string[] Place = ["x", "y", "width", "height"];

    /// <summary>Returns the widgets of a dashboard; none if its body can't be read.</summary>
    internal static IReadOnlyList<DashboardWidget> WidgetsOf(ReviewedResource dashboard)
    {
        var body = dashboard.Node("DashboardBody") switch
        {
            JsonObject written => written,
            JsonValue text => CanonicalJson.Inside(RawJson.Text(text)!) as JsonObject,
            _ => null,
        };
        return [.. RawJson.Items(body?["widgets"]).OfType<JsonObject>().Select(Widget)];
    }

    static DashboardWidget Widget(JsonObject widget)
    {
        var copy = (JsonObject)widget.DeepClone();
        foreach (var name in Place)
            copy.Remove(name);
        var kind = RawJson.Text(widget["type"]) ?? "widget";
        var properties = widget["properties"] as JsonObject ?? [];
        var title = RawJson.Text(properties["title"]) ?? RawJson.Text(properties["markdown"])?.Split('\n')[0] ?? kind;
        return new DashboardWidget(title.TrimStart('#', ' '), kind, copy, RawJson.Text(properties["query"]), MetricsOf(properties["metrics"]));
    }

    // '.' repeats the value above it.
    static List<string> MetricsOf(JsonNode? rows)
    {
        var metrics = new List<string>();
        var (space, name) = ("", "");
        foreach (var row in RawJson.Items(rows).OfType<JsonArray>())
        {
            if (row.Count < 2 || row[0] is not JsonValue || row[1] is not JsonValue)
                continue;
            space = RawJson.Text(row[0]) is { } given && given != "." ? given : space;
            name = RawJson.Text(row[1]) is { } metric && metric != "." ? metric : name;
            metrics.Add($"{space}/{name}");
        }

        return metrics;
    }
}
