using System.Text.Json.Nodes;
using Amazon.CDK;

namespace FlowLogStack.Dashboards;

/// <summary>A panel with metrics and metric math expressions. Viewing it is free.</summary>
public sealed record MetricPanel : Panel
{
    /// <summary>Metrics and expressions of the panel. Required.</summary>
    public required IReadOnlyList<MetricSeries> Series { get; init; }

    /// <summary>Visualization of the series. Default: lines.</summary>
    public MetricView View { get; init; } = MetricView.Lines;

    /// <summary>Label of the left axis, such as bytes. Default: empty.</summary>
    public string Unit { get; init; } = "";

    /// <summary>Label of the right axis. Default: empty.</summary>
    public string RightUnit { get; init; } = "";

    /// <summary>Period of one data point, in whole minutes. Default: 5 minutes.</summary>
    public Duration Period { get; init; } = Durations.Minutes(5);

    /// <summary>Horizontal lines across the panel. Default: none.</summary>
    public IReadOnlyList<PanelThreshold> Thresholds { get; init; } = [];

    internal override string Type => "metric";

    internal override JsonObject Properties(string region)
    {
        var properties = new JsonObject
        {
            ["region"] = region,
            ["view"] = View switch
            {
                MetricView.Lines or MetricView.Areas => "timeSeries",
                MetricView.Number => "singleValue",
                MetricView.Gauge => "gauge",
                MetricView.Bars => "bar",
                MetricView.Pie => "pie",
                _ => throw new ArgumentOutOfRangeException(nameof(region), View, "Not a view of a metric panel."),
            },
            ["period"] = Period.InWholeSeconds(),
            ["metrics"] = List(Series.Select(series => series.ToJson(region))),
        };
        if (View is MetricView.Lines or MetricView.Areas)
            DrawOverTime(properties);
        else
            properties["setPeriodToTimeRange"] = true;
        if (View is MetricView.Number)
            properties["sparkline"] = true;
        if (View is MetricView.Gauge)
            properties["yAxis"] = new JsonObject { ["left"] = new JsonObject { ["min"] = 0, ["max"] = 100 } };
        if (Thresholds.Count > 0)
            properties["annotations"] = new JsonObject { ["horizontal"] = List(Thresholds.Select(threshold =>
                new JsonObject { ["value"] = threshold.Value, ["label"] = threshold.Label, ["color"] = Palette.Threshold })) };
        return Titled(properties);
    }

    void DrawOverTime(JsonObject properties)
    {
        properties["stacked"] = View is MetricView.Areas;
        var axes = new JsonObject { ["left"] = Axis(Unit) };
        if (Series.Any(series => series.OnTheRight))
            axes["right"] = Axis(RightUnit);
        properties["yAxis"] = axes;
        properties["legend"] = new JsonObject { ["position"] = "bottom" };
    }

    static JsonObject Axis(string unit)
    {
        var axis = new JsonObject { ["min"] = 0, ["showUnits"] = false };
        if (unit.Length > 0)
            axis["label"] = unit;
        return axis;
    }
}
