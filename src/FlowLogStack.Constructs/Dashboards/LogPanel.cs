using System.Text.Json.Nodes;

namespace FlowLogStack.Dashboards;

/// <summary>How the rows of a query are drawn.</summary>
public enum LogView
{
    /// <summary>As a table.</summary>
    Table,

    /// <summary>As lines over time; the query groups by <c>bin()</c>.</summary>
    Lines,

    /// <summary>As bars.</summary>
    Bars,

    /// <summary>As a pie.</summary>
    Pie,
}

/// <summary>A Logs Insights query that is run, and billed, whenever the dashboard is looked at or refreshed.</summary>
public sealed record LogPanel : Panel
{
    /// <summary>The name of the log group.</summary>
    public required string LogGroupName { get; init; }

    /// <summary>The query, without its source.</summary>
    public required string Query { get; init; }

    /// <summary>How the rows are drawn. Default: as a table.</summary>
    public LogView View { get; init; } = LogView.Table;

    /// <summary>The share of the flow log records' bytes that the query scans. Default: 1; nearly nothing for a log group of few events.</summary>
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
