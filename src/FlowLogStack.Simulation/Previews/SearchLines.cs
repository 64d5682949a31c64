namespace FlowLogStack.Simulation;

/// <summary>The lines of an expression with searches: one for each found metric, or one for all together.</summary>
sealed class SearchLines(GraphStyle style, MetricLine line, SearchReading reading)
{
    /// <summary>Number of lines.</summary>
    internal int Count => reading.Expression.Array is null ? (reading.FoundAny ? 1 : 0) : reading.Found(reading.Expression.Array).Count;

    long Seconds => reading.Expression.Searches.Select(search => search.Seconds).FirstOrDefault(seconds => seconds is not null) ?? line.Seconds;

    long Period => MetricLine.MinutesOf(Seconds);

    /// <summary>Returns the lines, in the order of their labels.</summary>
    /// <param name="index">Index of the first line among the widget's colors.</param>
    /// <param name="time">Time range of the preview.</param>
    internal IEnumerable<GraphLine> Draw(int index, PreviewTime time)
    {
        if (Count == 0)
            return [];
        if (reading.Expression.Array is not { } search)
            return [style.Line(line.Label, line.Color ?? GraphStyle.ColorOf(index), line.IsOnRight, Period, time, (from, to) =>
                reading.Value(reading.Expression, null, from, to))];
        var found = reading.Found(search);
        var labels = MetricLabels.OfFound([.. found.Select(entry => entry.Metric)]);
        var statistic = search.Statistic.ToString();
        return found
            .Select((entry, at) => style.Line(MetricLabels.OfSearch(line.GivenLabel, labels[at], entry.Metric, statistic, Seconds), "", line.IsOnRight, Period,
            time, (from, to) => reading.Value(reading.Expression, entry.Source, from, to)))
            .OrderBy(drawn => drawn.Label, StringComparer.Ordinal)
            .Select((drawn, at) => drawn with { Color = at == 0 && line.Color is { } color ? color : GraphStyle.ColorOf(index + at) })
            .ToList();
    }

    /// <summary>Returns remarks on the lines, one sentence each.</summary>
    internal IEnumerable<string> Remarks(PreviewTime time)
    {
        foreach (var search in reading.Expression.Searches)
        {
            var found = reading.Found(search);
            foreach (var remark in found.Select(entry => entry.Source.RemarkOn(entry.Metric, search.Statistic.ToString())).OfType<string>())
                yield return remark;
            foreach (var remark in reading.RemarksOn(search))
                yield return remark;
            if (found.Count == MetricSearch.MostFound)
                yield return MetricFinder.RemarkOnMost;
        }

        foreach (var remark in GraphStyle.RemarkOn(Period, time.StepOf(Period)))
            yield return remark;
    }
}
