using System.Text.Json.Nodes;

namespace FlowLogStack.Dashboards;

/// <summary>How series are drawn.</summary>
public enum MetricView
{
    /// <summary>As lines over time.</summary>
    Lines,

    /// <summary>As areas over time, one on another.</summary>
    Areas,

    /// <summary>As one number for the whole range, with a small line below it.</summary>
    Number,

    /// <summary>As a dial from 0 to 100 for the whole range.</summary>
    Gauge,

    /// <summary>As bars for the whole range.</summary>
    Bars,

    /// <summary>As a pie for the whole range.</summary>
    Pie,
}

/// <summary>A level drawn across a <see cref="MetricPanel"/>.</summary>
/// <param name="Value">The level.</param>
/// <param name="Label">What it is.</param>
public sealed record PanelThreshold(double Value, string Label);

/// <summary>Metrics and expressions over them, free to look at.</summary>
public sealed record MetricPanel : Panel
{
    /// <summary>What is drawn.</summary>
    public required IReadOnlyList<MetricSeries> Series { get; init; }

    /// <summary>How it is drawn. Default: as lines.</summary>
    public MetricView View { get; init; } = MetricView.Lines;

    /// <summary>The unit, on the left axis. Default: none.</summary>
    public string Unit { get; init; } = "";

    /// <summary>The unit on the right axis. Default: none.</summary>
    public string RightUnit { get; init; } = "";

    /// <summary>The seconds that one datapoint covers; a multiple of 60. Default: 300.</summary>
    public int PeriodSeconds { get; init; } = 300;

    /// <summary>Levels drawn across it. Default: none.</summary>
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
            ["period"] = PeriodSeconds,
            ["metrics"] = List(Series.Select(series => series.ToJson())),
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
            properties["annotations"] = new JsonObject { ["horizontal"] = List(Thresholds.Select(threshold => new JsonObject { ["value"] = threshold.Value, ["label"] = threshold.Label, ["color"] = Palette.Threshold })) };
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
