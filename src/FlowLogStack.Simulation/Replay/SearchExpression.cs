using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>A metric math expression with searches: a list with one time series for each found metric, or one time series.</summary>
sealed class SearchExpression
{
    /// <summary>The search with a time series for each metric; null if the expression is one time series.</summary>
    internal MetricSearch? Array { get; init; }

    /// <summary>Id of a metric of <see cref="Array"/> in <see cref="Outer"/>.</summary>
    internal string ArrayId { get; init; } = "";

    /// <summary>The functions that reduce the metrics of a search to one time series.</summary>
    internal required IReadOnlyList<SearchFunction> Functions { get; init; }

    /// <summary>The expression of the searches' ids; null for a search or a function of one alone.</summary>
    internal MetricExpression? Outer { get; init; }

    /// <summary>All searches.</summary>
    internal IEnumerable<MetricSearch> Searches => Functions.SelectMany(function => function.List.Searches).Concat(Array is null ? [] : [Array]);

    /// <summary>The ids of the widget's metrics and expressions in the expression.</summary>
    internal IEnumerable<string> Ids =>
        (Outer?.Ids ?? []).Where(id => id != ArrayId && Functions.All(function => function.Id != id))
            .Concat(Functions.SelectMany(function => function.List.Ids));

    /// <summary>The Contributor Insights rules in the expression.</summary>
    internal IEnumerable<string> Rules => (Outer?.Rules ?? []).Select(rule => rule.Rule).Concat(Functions.SelectMany(function => function.List.Rules));

    /// <summary>Parses an expression.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="ids">Ids of the metrics in <c>METRICS()</c>.</param>
    /// <exception cref="FormatException">The expression isn't valid. The message contains the place and the reason.</exception>
    internal static SearchExpression Parse(string expression, IReadOnlyList<string> ids) => new SearchExpressionParser(expression, ids).Parse();
}
