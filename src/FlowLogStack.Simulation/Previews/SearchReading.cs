using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>An expression with searches, as it is read once all records are known.</summary>
/// <param name="expression">The expression.</param>
/// <param name="finders">What finds the metrics of each of its searches.</param>
/// <param name="outer">The value of an expression in a window of minutes, given the values of some ids.</param>
sealed class SearchReading(SearchExpression expression, IReadOnlyDictionary<MetricSearch, MetricFinder> finders, Func<MetricExpression, long, long, Func<string, (bool IsKnown, double? Value)>, double?> outer)
{
    readonly Dictionary<MetricSearch, IReadOnlyList<(MetricIdentity Metric, MetricSource Source)>> found = [];

    internal SearchExpression Expression => expression;

    /// <summary>Whether one of its searches found a metric.</summary>
    internal bool FoundAny => expression.Searches.Any(search => Found(search).Count > 0);

    /// <summary>The metrics that a search found.</summary>
    internal IReadOnlyList<(MetricIdentity Metric, MetricSource Source)> Found(MetricSearch search)
    {
        if (!found.TryGetValue(search, out var metrics))
            found.Add(search, metrics = finders[search].Found());
        return metrics;
    }

    /// <summary>The value in some minutes; null for none.</summary>
    /// <param name="part">The expression, or one within it.</param>
    /// <param name="metric">The metric of its list; null where it has none.</param>
    /// <param name="from">The first minute.</param>
    /// <param name="to">The minute after the last one.</param>
    internal double? Value(SearchExpression part, MetricSource? metric, long from, long to)
    {
        double? OfList() => metric?.Read(from, to, long.MaxValue).Of(part.Array!.Statistic);
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
