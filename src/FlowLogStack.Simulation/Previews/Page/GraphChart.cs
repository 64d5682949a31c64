namespace FlowLogStack.Simulation;

/// <summary>Draws lines and areas over time with axes, annotations and the states of an alarm.</summary>
sealed class GraphChart(HtmlWriter html, TimeAxis time)
{
    readonly LinePath paths = new(time);

    internal void Write(WidgetContent.Graph graph, string id, string label)
    {
        var scale = new GraphScale(graph);
        html.Write($"<div class=\"graph\"");
        html.WriteMarkup(scale.HasRight ? " data-right>" : ">");
        if (graph.Left.Label is not null || graph.Right.Label is not null)
            html.Write($"<div class=\"axis-names\"><span>{graph.Left.Label}</span><span>{(scale.HasRight ? graph.Right.Label : "")}</span></div>");
        WriteMarks(scale.Left, "axis-left");
        html.Write($"<div class=\"plot\" data-graph=\"{id}\" tabindex=\"0\" role=\"img\" aria-label=\"{label}\"><svg aria-hidden=\"true\">");
        WriteGrid(scale);
        WriteRanges(graph, scale);
        html.Write($"<svg viewBox=\"0 0 {LinePath.Width} {ValueAxis.Height}\" preserveAspectRatio=\"none\" width=\"100%\" height=\"100%\">");
        WriteLines(graph, scale);
        html.Write($"</svg>");
        WriteLimits(graph, scale);
        html.Write($"</svg><div class=\"hair\"></div></div>");
        if (scale.HasRight)
            WriteMarks(scale.Right, "axis-right");
        if (graph.Alarm is { } alarm)
        {
            html.Write($"<div class=\"strip\">");
            new StateBands(alarm.Transitions, time).Write(html);
            html.Write($"</div>");
        }

        SeriesChart.WriteTime(html, time);
        html.Write($"</div>");
    }

    /// <summary>Draws a sparkline.</summary>
    internal void WriteSpark(GraphLine line)
    {
        var known = line.Values.OfType<double>().ToList();
        if (known.Count == 0)
            return;
        var axis = ValueAxis.Between(known.Min(), known.Max(), null, null);
        html.Write($"<svg class=\"spark-line\" aria-hidden=\"true\" viewBox=\"0 0 {LinePath.Width} {ValueAxis.Height}\" preserveAspectRatio=\"none\"><path "
            + $"class=\"line-area\" style=\"--line:{line.Color}\" d=\"{paths.Area(line, axis, new double[line.Values.Count])}\"/><path class=\"line\" "
            + $"style=\"--line:{line.Color}\" d=\"{paths.Line(line, axis, null)}\"/></svg>");
    }

    void WriteMarks(ValueAxis axis, string style)
    {
        html.Write($"<div class=\"{style}\" aria-hidden=\"true\">");
        foreach (var tick in axis.Ticks)
            html.Write($"<span style=\"top:{axis.Percent(tick):0.##}%\">{NumberText.Short(tick)}</span>");
        html.Write($"</div>");
    }

    void WriteGrid(GraphScale scale)
    {
        foreach (var tick in scale.Left.Ticks)
            html.Write($"<line class=\"grid\" x1=\"0\" x2=\"100%\" y1=\"{scale.Left.Percent(tick):0.##}%\" y2=\"{scale.Left.Percent(tick):0.##}%\"/>");
    }

    void WriteRanges(WidgetContent.Graph graph, GraphScale scale)
    {
        foreach (var limit in graph.Limits.Where(limit => limit.Until is not null))
        {
            var axis = scale.Of(limit.IsOnRight);
            var (one, other) = (axis.Percent(limit.Value), double.IsPositiveInfinity(limit.Until!.Value) ? 0 : double.IsNegativeInfinity(limit.Until.Value)
                ? 100 : axis.Percent(limit.Until.Value));
            html.Write($"<rect class=\"limit-range\" style=\"{StyleOf(limit.Color)}\" x=\"0\" width=\"100%\" y=\"{Math.Min(one, other):0.##}%\" "
                + $"height=\"{Math.Abs(one - other):0.##}%\"/>");
        }

        foreach (var moment in graph.Moments.Where(moment => moment.Until is not null))
        {
            var (from, to) = (time.Percent(moment.At), time.Percent(moment.Until!.Value));
            html.Write($"<rect class=\"limit-range\" style=\"{StyleOf(moment.Color)}\" y=\"0\" height=\"100%\" x=\"{from:0.###}%\" "
                + $"width=\"{Math.Max(0, to - from):0.###}%\"/>");
        }

        if (graph.Alarm is { } alarm)
            new StateBands(alarm.Transitions, time).WriteShade(html);
    }

    void WriteLines(WidgetContent.Graph graph, GraphScale scale)
    {
        if (graph.Alarm is { Band.Count: > 0 } alarm)
            html.Write($"<path class=\"band\" d=\"{paths.Band(alarm.Band, scale.Left)}\"/>");
        // Where a stacked line adds nothing, the line below it must stay visible.
        foreach (var line in scale.IsStacked ? graph.Lines.Reverse() : graph.Lines)
        {
            var axis = scale.Of(line.IsOnRight);
            if (scale.IsStacked)
                html.Write($"<path class=\"line-area\" style=\"--line:{line.Color}\" d=\"{paths.Area(line, axis, scale.Floors[line])}\"/>");
            html.Write($"<path class=\"line\" style=\"--line:{line.Color}\" d=\"{paths.Line(line, axis, scale.IsStacked ? scale.Floors[line] : null)}\"/>");
            if (paths.Dots(line, axis, scale.IsStacked ? scale.Floors[line] : null) is { Length: > 0 } dots)
                html.Write($"<path class=\"dots\" style=\"--line:{line.Color}\" d=\"{dots}\"/>");
        }
    }

    void WriteLimits(WidgetContent.Graph graph, GraphScale scale)
    {
        foreach (var limit in graph.Limits)
        {
            var y = scale.Of(limit.IsOnRight).Percent(limit.Value);
            html.Write($"<line class=\"limit\" style=\"{StyleOf(limit.Color)}\" x1=\"0\" x2=\"100%\" y1=\"{y:0.##}%\" y2=\"{y:0.##}%\"/><text class=\"mark\" "
                + $"x=\"100%\" dx=\"-6\" y=\"{y:0.##}%\" dy=\"{(y < 14 ? 13 : -4)}\" text-anchor=\"end\">{limit.Label}</text>");
        }

        foreach (var moment in graph.Moments.Where(moment => moment.At >= time.From && moment.At <= time.To))
        {
            var x = time.Percent(moment.At);
            html.Write($"<line class=\"limit\" style=\"{StyleOf(moment.Color)}\" y1=\"0\" y2=\"100%\" x1=\"{x:0.###}%\" x2=\"{x:0.###}%\"/><text "
                + $"class=\"mark\" y=\"0\" dy=\"13\" x=\"{x:0.###}%\" dx=\"{(x > 80 ? -6 : 6)}\" "
                + $"text-anchor=\"{(x > 80 ? "end" : "start")}\">{moment.Label}</text>");
        }
    }

    static string StyleOf(string? color) => color is null ? "" : $"--line:{color}";
}
