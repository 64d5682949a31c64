using System.Text.RegularExpressions;

namespace FlowLogStack.Simulation;

/// <summary>One search: finds metrics by words and properties, with one statistic.</summary>
/// <remarks>As in CloudWatch, a schema finds metrics of its namespace with exactly its dimensions.</remarks>
sealed partial class MetricSearch
{
    /// <summary>CloudWatch's maximum number of metrics in a search.</summary>
    internal const int MostFound = 500;

    /// <summary>Namespace of the schema; null without one.</summary>
    internal string? Namespace { get; init; }

    /// <summary>Dimensions of the schema, in the order of their names; null without one.</summary>
    internal IReadOnlyList<string>? Dimensions { get; init; }

    /// <summary>Condition for metrics in addition to the schema.</summary>
    internal required Func<MetricIdentity, bool> Term { get; init; }

    /// <summary>The statistic.</summary>
    internal ReadStatistic Statistic { get; init; }

    /// <summary>Period in seconds; null for that of the widget.</summary>
    internal long? Seconds { get; init; }

    /// <summary>Returns whether an expression contains a search.</summary>
    internal static bool Is(string expression) => Call().IsMatch(expression);

    /// <summary>Returns whether the search can find metrics of a namespace with these dimensions.</summary>
    internal bool MayFind(string space, IEnumerable<string> dimensions) =>
        (Namespace is null || Namespace == space) && (Dimensions is null || Dimensions.SequenceEqual(dimensions.Order(StringComparer.Ordinal)));

    /// <summary>Returns whether the search finds a metric.</summary>
    internal bool Finds(MetricIdentity metric) => MayFind(metric.Namespace, metric.Dimensions.Select(dimension => dimension.Key)) && Term(metric);

    [GeneratedRegex(@"(?<![A-Za-z0-9_])SEARCH\s*\(")]
    private static partial Regex Call();
}
