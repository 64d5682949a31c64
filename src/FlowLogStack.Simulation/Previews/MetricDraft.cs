namespace FlowLogStack.Simulation;

/// <summary>A widget of metrics and expressions.</summary>
sealed class MetricDraft(GraphStyle style, IReadOnlyList<MetricLine> lines, MetricReading reading) : WidgetDraft
{
    internal override WidgetContent Complete(PreviewTime time, BacktestResult result)
    {
        var visible = lines.Where(line => line.IsVisible).ToList();
        var missing = new List<string>();
        var remarks = new List<string>();
        var drawn = new List<GraphLine>();
        foreach (var (line, index) in visible.Select((line, index) => (line, index)))
        {
            if (reading.WhyNot(line.Id) is { } reason)
            {
                missing.Add(reason);
                continue;
            }

            if (reading.SearchOf(line.Id) is { } search)
            {
                var found = new SearchLines(style, line, search);
                if (found.Count == 0)
                    missing.Add($"its search finds none of the metrics that the template makes of these records: {line.Expression}");
                drawn.AddRange(found.Draw(index, time));
                remarks.AddRange(found.Remarks(time));
                continue;
            }

            drawn.Add(style.Line(line.Label, line.Color ?? GraphStyle.ColorOf(index), line.IsOnRight, line.Period, time,
                reading.ReaderOf(line.Id, time, line.Period)));
            remarks.AddRange(reading.RemarksOn(line.Id));
            remarks.AddRange(GraphStyle.RemarkOn(line.Period, time.StepOf(line.Period)));
        }

        if (drawn.Count == 0)
            return new WidgetContent.Unavailable(visible.Count == 0 ? "The widget has no metric that is visible."
                : string.Join(". ", missing.Distinct()) + ".");
        return style.Graph(drawn, [.. missing.Distinct().Select(reason => $"Not drawn: {reason}."), .. remarks.Distinct()]);
    }
}
