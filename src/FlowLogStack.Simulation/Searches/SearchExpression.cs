using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>A metric math expression with searches in it: a list of time series, one for each metric found, or one time series.</summary>
sealed class SearchExpression
{
    /// <summary>The expression as it was written.</summary>
    internal required string Text { get; init; }

    /// <summary>The search whose metrics each have a time series; null where the expression is one time series.</summary>
    internal MetricSearch? Array { get; init; }

    /// <summary>The id that stands for a metric of <see cref="Array"/> in <see cref="Outer"/>.</summary>
    internal string ArrayId { get; init; } = "";

    /// <summary>The functions that make one time series of what a search finds.</summary>
    internal required IReadOnlyList<SearchFunction> Functions { get; init; }

    /// <summary>What is made of the searches, each by its id; null where there is nothing but a search or its function.</summary>
    internal MetricExpression? Outer { get; init; }

    /// <summary>All searches.</summary>
    internal IEnumerable<MetricSearch> Searches => Functions.SelectMany(function => function.List.Searches).Concat(Array is null ? [] : [Array]);

    /// <summary>The ids of metrics and expressions of the widget that it reads.</summary>
    internal IEnumerable<string> Ids =>
        (Outer?.Ids ?? []).Where(id => id != ArrayId && Functions.All(function => function.Id != id)).Concat(Functions.SelectMany(function => function.List.Ids));

    /// <summary>The Contributor Insights rules that it reads.</summary>
    internal IEnumerable<string> Rules => (Outer?.Rules ?? []).Select(rule => rule.Rule).Concat(Functions.SelectMany(function => function.List.Rules));

    /// <summary>Reads an expression.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="ids">The ids that <c>METRICS()</c> stands for.</param>
    /// <exception cref="FormatException">It isn't valid; the message has the place and the reason.</exception>
    internal static SearchExpression Parse(string expression, IReadOnlyList<string> ids) => new SearchExpressionParser(expression, ids).Parse();
}

/// <summary>A function that makes one time series of what a search finds.</summary>
/// <param name="Id">The id that stands for it.</param>
/// <param name="List">What it takes: an expression with one time series for each metric.</param>
/// <param name="Combine">The value of a datapoint, of the values of those that have one.</param>
sealed record SearchFunction(string Id, SearchExpression List, Func<IReadOnlyList<double>, double> Combine);
