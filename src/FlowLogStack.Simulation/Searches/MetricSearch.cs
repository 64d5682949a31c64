using System.Text.RegularExpressions;

namespace FlowLogStack.Simulation;

/// <summary>One search: finds metrics by words and properties, and reads one statistic of each.</summary>
/// <remarks>As in CloudWatch, a schema finds metrics of its namespace with exactly its dimensions.</remarks>
sealed partial class MetricSearch
{
    /// <summary>The metrics that CloudWatch finds at most.</summary>
    internal const int MostFound = 500;

    /// <summary>The namespace of the schema; null without one.</summary>
    internal string? Namespace { get; init; }

    /// <summary>The dimensions of the schema, in the order of their names; null without one.</summary>
    internal IReadOnlyList<string>? Dimensions { get; init; }

    /// <summary>What metrics must have beyond the schema.</summary>
    internal required Func<MetricIdentity, bool> Term { get; init; }

    /// <summary>The statistic.</summary>
    internal MetricStatistic Statistic { get; init; }

    /// <summary>The period in seconds; null for that of the widget.</summary>
    internal long? Seconds { get; init; }

    /// <summary>Whether an expression has a search in it.</summary>
    internal static bool Is(string expression) => Call().IsMatch(expression);

    /// <summary>Whether metrics of a namespace with these dimensions may be found.</summary>
    internal bool MayFind(string space, IEnumerable<string> dimensions) =>
        (Namespace is null || Namespace == space) && (Dimensions is null || Dimensions.SequenceEqual(dimensions.Order(StringComparer.Ordinal)));

    /// <summary>Whether a metric is found.</summary>
    internal bool Finds(MetricIdentity metric) => MayFind(metric.Namespace, metric.Dimensions.Select(dimension => dimension.Key)) && Term(metric);

    [GeneratedRegex(@"(?<![A-Za-z0-9_])SEARCH\s*\(")]
    private static partial Regex Call();
}
