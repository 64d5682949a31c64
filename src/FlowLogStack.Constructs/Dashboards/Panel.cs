using System.Text.Json.Nodes;

namespace FlowLogStack.Dashboards;

/// <summary>One panel of a <see cref="FlowLogDashboard"/>.</summary>
/// <remarks>
/// The panels are <see cref="MetricPanel"/>, <see cref="ContributorPanel"/>, <see cref="AlarmGraphPanel"/>,
/// <see cref="AlarmStatePanel"/>, <see cref="LogPanel"/> and <see cref="TextPanel"/>. Viewing is free, except for log panels.
/// </remarks>
public abstract record Panel
{
    private protected Panel()
    {
    }

    /// <summary>Title of the panel. Default: empty.</summary>
    public string Title { get; init; } = "";

    /// <summary>Width in grid columns, 4 to 24. Default: null (an equal share of the columns that other panels of the row leave).</summary>
    public int? Width { get; init; }

    /// <summary>Height in grid rows. A row of panels is as high as its highest panel. Default: 6.</summary>
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
