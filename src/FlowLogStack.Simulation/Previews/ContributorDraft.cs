namespace FlowLogStack.Simulation;

/// <summary>A widget of the top contributors of a Contributor Insights rule.</summary>
sealed class ContributorDraft(GraphStyle style, ContributorLog log, int count, bool byMaximum) : WidgetDraft
{
    internal override WidgetContent Complete(PreviewTime time, BacktestResult result)
    {
        var top = log.Top(count, byMaximum);
        if (top.Count == 0)
            return new WidgetContent.Unavailable("No record contributes to the rule.");
        var step = time.StepOf(log.Minutes);
        var lines = top.Select((contributor, index) => Line(contributor, GraphStyle.ColorOf(index), step, time)).ToList();
        return style.Graph(lines,
            [.. log.IsExact ? [] : new[] { $"There are more than {NumberText.Count(ContributorLog.MostContributors)} contributors, so that small ones may be "
                + $"larger than they are drawn." }, .. GraphStyle.RemarkOn(log.Minutes, step)]);
    }

    GraphLine Line(ContributorLog.Contributor contributor, string color, long step, PreviewTime time)
    {
        var start = time.StartOf(step);
        var values = new double?[time.CountOf(step)];
        var share = step / log.Minutes;
        for (var i = 0; i < values.Length; i++)
        {
            for (var part = 0; part < share; part++)
            {
                if (contributor.Of(EpochMinute.FloorDivide(start + (i * step), log.Minutes) + part) is { } value)
                    values[i] = (values[i] ?? 0) + value;
            }
        }

        return new GraphLine(contributor.Name, color, false, start, step, values, style.IsWhole || style.View != "singleValue" ? contributor.Sum
            : Array.FindLast(values, value => value is not null));
    }
}
