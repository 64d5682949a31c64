using System.Globalization;
using System.Text.Json;

namespace FlowLogStack.Simulation;

/// <summary>The appearance of a metric widget's graph.</summary>
sealed class GraphStyle
{
    static readonly string[] Palette = ["#1f77b4", "#ff7f0e", "#2ca02c", "#d62728", "#9467bd", "#8c564b", "#e377c2", "#7f7f7f", "#bcbd22", "#17becf"];

    internal GraphStyle(WidgetProperties properties)
    {
        View = properties.Text("view") ?? "timeSeries";
        IsStacked = properties.Flag("stacked") ?? false;
        HasSpark = properties.Flag("sparkline") ?? false;
        IsWhole = properties.Flag("setPeriodToTimeRange") ?? false;
        Legend = properties.Nested("legend").Text("position") ?? "bottom";
        Left = AxisOf(properties.Nested("yAxis").Nested("left"));
        Right = AxisOf(properties.Nested("yAxis").Nested("right"));
        var annotations = properties.Nested("annotations");
        Limits = [.. annotations.List("horizontal").Select(LimitOf).OfType<GraphLimit>()];
        Moments = [.. annotations.List("vertical").Select(MomentOf).OfType<GraphMoment>()];
    }

    internal string View { get; }

    internal bool IsStacked { get; }

    internal bool HasSpark { get; }

    /// <summary>Whether single values are of the whole time range, instead of the latest.</summary>
    internal bool IsWhole { get; }

    internal string Legend { get; }

    internal GraphAxis Left { get; }

    internal GraphAxis Right { get; }

    internal IReadOnlyList<GraphLimit> Limits { get; }

    internal IReadOnlyList<GraphMoment> Moments { get; }

    /// <summary>Returns the color of a line without its own color.</summary>
    internal static string ColorOf(int index) => Palette[index % Palette.Length];

    internal WidgetContent.Graph Graph(IReadOnlyList<GraphLine> lines, IReadOnlyList<string> remarks) => new()
    {
        View = View,
        IsStacked = IsStacked,
        HasSpark = HasSpark,
        Legend = Legend,
        Lines = lines,
        Left = Left,
        Right = Right,
        Limits = Limits,
        Moments = Moments,
        Remarks = remarks,
    };

    /// <summary>Returns one line of the graph.</summary>
    /// <param name="label">Label text, which may contain values.</param>
    /// <param name="color">Color of the line.</param>
    /// <param name="isOnRight">Whether it belongs to the right axis.</param>
    /// <param name="period">Period of a data point in minutes.</param>
    /// <param name="time">Time range of the preview.</param>
    /// <param name="read">Function of two minutes that returns the value between them, or null for none.</param>
    internal GraphLine Line(string label, string color, bool isOnRight, long period, PreviewTime time, Func<long, long, double?> read)
    {
        var step = time.StepOf(period);
        var start = time.StartOf(step);
        var values = new double?[time.CountOf(step)];
        for (var i = 0; i < values.Length; i++)
            values[i] = read(start + (i * step), start + ((i + 1) * step));
        var single = IsWhole ? read(time.From, time.To) : Array.FindLast(values, value => value is not null);
        return new GraphLine(GraphLabel.Of(label, values), color, isOnRight, start, step, values, single);
    }

    /// <summary>Returns a remark for lines that have too many points to draw each.</summary>
    internal static IEnumerable<string> RemarkOn(long period, long step) =>
        step == period ? [] : [$"One point is {TimeText.Length(TimeSpan.FromMinutes(step))}, instead of {TimeText.Length(TimeSpan.FromMinutes(period))} as in "
            + $"the dashboard, because there are too many points."];

    static GraphAxis AxisOf(WidgetProperties axis) => new(axis.Number("min"), axis.Number("max"), axis.Text("label"));

    // A range is a list of two ends.
    static GraphLimit? LimitOf(JsonElement element)
    {
        var pair = element.ValueKind is JsonValueKind.Array ? element.EnumerateArray().Select(end => new WidgetProperties(end)).ToList()
            : [new WidgetProperties(element)];
        if (pair.Count == 0 || pair[0].Number("value") is not { } value || pair[0].Flag("visible") == false)
            return null;
        double? until = pair.Count > 1 ? pair[1].Number("value") : pair[0].Text("fill") switch
        {
            "above" => double.PositiveInfinity,
            "below" => double.NegativeInfinity,
            _ => null,
        };
        return new GraphLimit(value, pair[0].Text("label") ?? "", pair[0].Color("color"), pair[0].Text("yAxis") == "right", until);
    }

    static GraphMoment? MomentOf(JsonElement element)
    {
        var pair = element.ValueKind is JsonValueKind.Array ? element.EnumerateArray().Select(end => new WidgetProperties(end)).ToList()
            : [new WidgetProperties(element)];
        return pair.Count > 0 && pair[0].Flag("visible") != false && TimeOf(pair[0]) is { } at
            ? new GraphMoment(at, pair[0].Text("label") ?? "", pair[0].Color("color"), pair.Count > 1 ? TimeOf(pair[1]) : null)
            : null;
    }

    static DateTimeOffset? TimeOf(WidgetProperties moment) =>
        DateTimeOffset.TryParse(moment.Text("value"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var at) ? at : null;
}
