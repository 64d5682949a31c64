using System.Globalization;
using System.Text.RegularExpressions;

namespace FlowLogStack.Simulation;

/// <summary>CloudWatch's labels for metrics without their own label.</summary>
static partial class MetricLabels
{
    const string Absent = "--";
    const string Own = "${LABEL}";

    /// <summary>Returns the labels of the metrics in a widget.</summary>
    /// <remarks>
    /// The name of the metric if it is unique. For metrics of one name, the namespace and the values of dimensions in which they differ. Labels that
    /// are still equal have the statistic appended, and then the period in seconds.
    /// </remarks>
    internal static IReadOnlyList<string> Of(IReadOnlyList<(MetricIdentity Metric, string Statistic, long Seconds)> metrics)
    {
        string[] labels = [.. metrics.Select(entry => Distinction(entry.Metric,
            [.. metrics.Select(other => other.Metric).Where(other => other.Name == entry.Metric.Name)]))];
        Extend(labels, index => metrics[index].Statistic);
        Extend(labels, index => metrics[index].Seconds.ToString(CultureInfo.InvariantCulture));
        return labels;
    }

    /// <summary>Returns the labels of the metrics that one search has found.</summary>
    /// <remarks>
    /// The values of dimensions that differ, in the order of the dimensions' names; then the metric's name if names differ or nothing else is left.
    /// </remarks>
    internal static IReadOnlyList<string> OfFound(IReadOnlyList<MetricIdentity> found)
    {
        var sameName = found.Select(metric => metric.Name).Distinct(StringComparer.Ordinal).Count() == 1;
        var common = Common(found);
        return [.. found.Select(metric =>
        {
            var values = string.Join(' ', Differing(metric, common));
            return sameName && values.Length > 0 ? values : Joined(values, metric.Name);
        })];
    }

    /// <summary>Returns a label with its placeholders replaced by the metric's own label and properties.</summary>
    /// <param name="label">The label.</param>
    /// <param name="own">Value of <c>${LABEL}</c>.</param>
    /// <param name="metric">The metric; null for an expression.</param>
    /// <param name="statistic">The statistic.</param>
    /// <param name="seconds">Period in seconds.</param>
    internal static string Fill(string label, string own, MetricIdentity? metric, string statistic, long seconds) =>
        Property().Replace(label, match => PropertyOf(match.Groups["name"].Value, metric, statistic, seconds) ?? Absent)
            .Replace(Own, own, StringComparison.Ordinal);

    /// <summary>Returns the label of a search with that of a found metric, appended or in the place of its placeholder.</summary>
    internal static string OfSearch(string label, string own, MetricIdentity metric, string statistic, long seconds) =>
        label.Contains("${", StringComparison.Ordinal) ? Fill(label, own, metric, statistic, seconds) : Joined(label, own);

    static string? PropertyOf(string name, MetricIdentity? metric, string statistic, long seconds) => name switch
    {
        "Namespace" => metric?.Namespace,
        "MetricName" => metric?.Name,
        "Stat" => statistic,
        "Period" => seconds.ToString(CultureInfo.InvariantCulture),
        _ when name.StartsWith("Dim.", StringComparison.Ordinal) => metric?.Dimensions.Where(dimension => dimension.Key == name[4..])
            .Select(dimension => dimension.Value).FirstOrDefault(),
        _ => null,
    };

    static string Distinction(MetricIdentity metric, IReadOnlyList<MetricIdentity> sameName)
    {
        if (sameName.Count == 1)
            return metric.Name;
        var space = sameName.All(other => other.Namespace == metric.Namespace) ? "" : metric.Namespace;
        var distinction = Joined(space, string.Join(' ', Differing(metric, Common(sameName))));
        return distinction.Length > 0 ? distinction : metric.Name;
    }

    static IEnumerable<string> Differing(MetricIdentity metric, HashSet<KeyValuePair<string, string>> common) =>
        metric.Dimensions.Where(dimension => !common.Contains(dimension)).Select(dimension => dimension.Value);

    static HashSet<KeyValuePair<string, string>> Common(IReadOnlyList<MetricIdentity> metrics)
    {
        var common = metrics.Count == 0 ? [] : metrics[0].Dimensions.ToHashSet();
        foreach (var metric in metrics)
            common.IntersectWith(metric.Dimensions);
        return common;
    }

    // For labels that are equal, if the added text differs.
    static void Extend(string[] labels, Func<int, string> added)
    {
        foreach (var equal in Enumerable.Range(0, labels.Length).GroupBy(index => labels[index], StringComparer.Ordinal).Select(group => group.ToList())
            .Where(group => group.Count > 1).ToList())
        {
            if (equal.Select(added).Distinct(StringComparer.Ordinal).Count() == 1)
                continue;
            foreach (var index in equal)
                labels[index] = Joined(labels[index], added(index));
        }
    }

    static string Joined(string first, string second) => first.Length == 0 ? second : second.Length == 0 ? first : $"{first} {second}";

    [GeneratedRegex(@"\$\{PROP\('(?<name>[^']*)'\)\}")]
    private static partial Regex Property();
}
