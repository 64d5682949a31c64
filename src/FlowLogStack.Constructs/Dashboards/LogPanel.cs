using System.Text.Json.Nodes;

namespace FlowLogStack.Dashboards;

/// <summary>A panel with a Logs Insights query. CloudWatch runs and bills the query each time the dashboard is viewed or refreshed.</summary>
public sealed record LogPanel : Panel
{
    /// <summary>Name of the log group. Required.</summary>
    public required string LogGroupName { get; init; }

    /// <summary>The query, without its SOURCE command. Required.</summary>
    public required string Query { get; init; }

    /// <summary>Visualization of the rows. Default: a table.</summary>
    public LogView View { get; init; } = LogView.Table;

    /// <summary>
    /// Scanned bytes of the query as a share of the flow log records' bytes, for the estimated cost. Default: 1; nearly 0 for a log group with few
    /// events.
    /// </summary>
    internal double Share { get; init; } = 1;

    internal override string Type => "log";

    internal override JsonObject Properties(string region) => Titled(new JsonObject
    {
        ["region"] = region,
        ["view"] = View switch
        {
            LogView.Table => "table",
            LogView.Lines => "timeSeries",
            LogView.Bars => "bar",
            LogView.Pie => "pie",
            _ => throw new ArgumentOutOfRangeException(nameof(region), View, "Not a view of a log panel."),
        },
        ["query"] = $"SOURCE '{LogGroupName}' | {Query}",
    });
}
