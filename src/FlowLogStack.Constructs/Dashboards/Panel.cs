using System.Text.Json.Nodes;

namespace FlowLogStack.Dashboards;

/// <summary>One panel of a <see cref="FlowLogDashboard"/>.</summary>
/// <remarks>
/// There are <see cref="MetricPanel"/>, <see cref="ContributorPanel"/>, <see cref="AlarmGraphPanel"/>,
/// <see cref="AlarmStatePanel"/>, <see cref="LogPanel"/> and <see cref="TextPanel"/>. All but log panels are free to view.
/// </remarks>
public abstract record Panel
{
    private protected Panel()
    {
    }

    /// <summary>What people read above it. Default: nothing.</summary>
    public string Title { get; init; } = "";

    /// <summary>How many of the 24 columns it takes. Default: its share of what the others leave.</summary>
    public int? Width { get; init; }

    /// <summary>How many rows of the grid it takes; a row of panels is as high as its highest. Default: 6.</summary>
    public int Height { get; init; } = 6;

    internal abstract string Type { get; }

    internal abstract JsonObject Properties(string region);

    private protected JsonObject Titled(JsonObject properties)
    {
        if (Title.Length > 0)
            properties.Insert(0, "title", Title);
        return properties;
    }

    private protected static JsonArray List(IEnumerable<JsonNode?> items) => new([.. items]);
}
