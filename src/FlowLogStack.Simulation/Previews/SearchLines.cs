namespace FlowLogStack.Simulation;

/// <summary>The lines of what a search found: one for each metric, or one for all together.</summary>
sealed class SearchLines(GraphStyle style, MetricLine line, MetricFinder finder)
{
    readonly IReadOnlyList<(MetricIdentity Metric, MetricSource Source)> found = finder.Found();

    /// <summary>How many metrics were found.</summary>
    internal int Count => found.Count;

    long Period => finder.Search.Minutes ?? line.Period;

    // The expression's own text stands for a label it was not given.
    string Label => line.Label == line.Expression ? "" : line.Label;

    /// <summary>Draws them.</summary>
    /// <param name="index">The place of the first one among the widget's colours.</param>
    /// <param name="time">The time shown.</param>
    internal IEnumerable<GraphLine> Draw(int index, PreviewTime time)
    {
        var statistic = finder.Search.Statistic;
        var first = line.Color ?? GraphStyle.ColorOf(index);
        if (Count > 0 && finder.Search.Combine is { } combine)
        {
            return [style.Line(line.Label, first, line.IsOnRight, Period, time, (from, to) =>
                found.Select(entry => entry.Source.Read(from, to, long.MaxValue).Of(statistic)).OfType<double>().ToList() is { Count: > 0 } values ? combine(values) : null)];
        }

        return found.Select((entry, at) => style.Line(NameOf(entry.Metric), at == 0 ? first : GraphStyle.ColorOf(index + at), line.IsOnRight, Period, time, (from, to) => entry.Source.Read(from, to, long.MaxValue).Of(statistic)));
    }

    /// <summary>What to say of them, a sentence each.</summary>
    internal IEnumerable<string> Remarks(PreviewTime time) =>
        found.Select(entry => entry.Source.RemarkOn(entry.Metric, finder.Search.Statistic.ToString())).OfType<string>().Concat(GraphStyle.RemarkOn(Period, time.StepOf(Period)));

    // As in CloudWatch: the expression's label, then what tells the metric from the others.
    string NameOf(MetricIdentity metric)
    {
        if (Label.Contains("${PROP(", StringComparison.Ordinal))
        {
            var label = Label.Replace("${PROP('MetricName')}", metric.Name, StringComparison.Ordinal);
            return metric.Dimensions.Aggregate(label, (text, dimension) => text.Replace($"${{PROP('Dim.{dimension.Key}')}}", dimension.Value, StringComparison.Ordinal));
        }

        var values = string.Join(' ', metric.Dimensions.Select(dimension => dimension.Value));
        var name = values.Length > 0 && found.All(entry => entry.Metric.Name == metric.Name) ? "" : metric.Name;
        return string.Join(' ', new[] { Label, values, name }.Where(part => part.Length > 0));
    }
}
