using System.Text.RegularExpressions;

namespace FlowLogStack.Simulation;

/// <summary>A search expression: finds metrics by words and properties, and reads one statistic of each.</summary>
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

    /// <summary>The period in minutes; null for that of the widget.</summary>
    internal long? Minutes { get; init; }

    /// <summary>What makes one value of all that are found; null where each has a line.</summary>
    internal Func<IReadOnlyList<double>, double>? Combine { get; init; }

    /// <summary>Whether an expression is a search, or one number of a search.</summary>
    internal static bool Is(string expression) => Beginning().IsMatch(expression);

    /// <summary>Reads an expression.</summary>
    /// <exception cref="FormatException">It is none; the message says where and why.</exception>
    internal static MetricSearch Parse(string expression) => new MetricSearchParser(expression).Parse();

    /// <summary>Whether metrics of a namespace with these dimensions may be found.</summary>
    internal bool MayFind(string space, IEnumerable<string> dimensions) =>
        (Namespace is null || Namespace == space) && (Dimensions is null || Dimensions.SequenceEqual(dimensions.Order(StringComparer.Ordinal)));

    /// <summary>Whether a metric is found.</summary>
    internal bool Finds(MetricIdentity metric) => MayFind(metric.Namespace, metric.Dimensions.Select(dimension => dimension.Key)) && Term(metric);

    [GeneratedRegex(@"\A\s*((SUM|AVG|MIN|MAX)\s*\(\s*)?SEARCH\s*\(")]
    private static partial Regex Beginning();
}
