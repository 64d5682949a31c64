using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>An expression with searches, evaluated after all records have been read.</summary>
/// <param name="expression">The expression.</param>
/// <param name="finders">Finders of the metrics of each search.</param>
/// <param name="outer">Function that evaluates an expression in a window of minutes, given the values of some ids.</param>
sealed class SearchReading(SearchExpression expression, IReadOnlyDictionary<MetricSearch, MetricFinder> finders, Func<MetricExpression, long, long,
    Func<string, (bool IsKnown, double? Value)>, double?> outer)
{
    readonly Dictionary<MetricSearch, IReadOnlyList<(MetricIdentity Metric, MetricSource Source)>> found = [];

    internal SearchExpression Expression => expression;

    /// <summary>Whether any of its searches has found a metric.</summary>
    internal bool FoundAny => expression.Searches.Any(search => Found(search).Count > 0);

    /// <summary>Returns remarks on the statistic of a search, one sentence each.</summary>
    internal IEnumerable<string> RemarksOn(MetricSearch search) =>
        new[] { Found(search).Count > 0 ? search.Statistic.Remark : null, finders[search].RemarkOnUnknown }.OfType<string>();

    /// <summary>Returns the metrics that a search has found.</summary>
    internal IReadOnlyList<(MetricIdentity Metric, MetricSource Source)> Found(MetricSearch search)
    {
        if (!found.TryGetValue(search, out var metrics))
            found.Add(search, metrics = finders[search].Found());
        return metrics;
    }

    /// <summary>Returns the value in some minutes, or null for none.</summary>
    /// <param name="part">The expression, or one within it.</param>
    /// <param name="metric">Metric of its list; null if it has none.</param>
    /// <param name="from">First minute.</param>
    /// <param name="to">Minute after the last one.</param>
    internal double? Value(SearchExpression part, MetricSource? metric, long from, long to)
    {
        double? OfList() => metric is null ? null : part.Array!.Statistic.Of(metric, from, to);
        if (part.Outer is null)
            return part.Array is null ? Combined(part.Functions[0], from, to) : OfList();
        return outer(part.Outer, from, to - from, id =>
            part.Array is not null && id == part.ArrayId ? (true, OfList())
            : part.Functions.FirstOrDefault(function => function.Id == id) is { } function ? (true, Combined(function, from, to))
            : (false, null));
    }

    double? Combined(SearchFunction function, long from, long to)
    {
        var values = Found(function.List.Array!).Select(entry => Value(function.List, entry.Source, from, to)).OfType<double>().ToList();
        return values.Count == 0 ? null : function.Combine(values);
    }
}
