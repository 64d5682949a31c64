namespace FlowLogStack.Simulation;

/// <summary>A widget of metrics and expressions.</summary>
sealed class MetricDraft(GraphStyle style, IReadOnlyList<MetricLine> lines, MetricReading reading) : WidgetDraft
{
    internal override WidgetContent Complete(PreviewTime time, BacktestResult result)
    {
        var visible = lines.Where(line => line.IsVisible).ToList();
        var remarks = visible.Select(line => reading.WhyNot(line.Id)).OfType<string>().Distinct().ToList();
        var drawn = visible.Select((line, index) => (line, index)).Where(entry => reading.WhyNot(entry.line.Id) is null).ToList();
        if (drawn.Count == 0)
            return new WidgetContent.Unavailable(visible.Count == 0 ? "The widget has no metric that is visible." : string.Join(". ", remarks) + ".");
        return style.Graph(
            [.. drawn.Select(entry => Line(entry.line, entry.line.Color ?? GraphStyle.ColorOf(entry.index), time))],
            [.. remarks.Select(remark => $"Not drawn: {remark}."), .. drawn.SelectMany(entry => reading.RemarksOn(entry.line.Id)).Distinct(), .. drawn.SelectMany(entry => GraphStyle.RemarkOn(entry.line.Period, time.StepOf(entry.line.Period))).Distinct()]);
    }

    GraphLine Line(MetricLine line, string color, PreviewTime time)
    {
        var step = time.StepOf(line.Period);
        var start = time.StartOf(step);
        var values = new double?[time.CountOf(step)];
        for (var i = 0; i < values.Length; i++)
            values[i] = reading.ValueOf(line.Id, start + (i * step), step);
        var single = style.IsWhole ? reading.ValueOf(line.Id, time.From, time.Length) : Array.FindLast(values, value => value is not null);
        return new GraphLine(GraphLabel.Of(line.Label, values), color, line.IsOnRight, start, step, values, single);
    }
}
