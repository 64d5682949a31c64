namespace FlowLogStack.Simulation;

/// <summary>Labels with values, in CloudWatch's syntax, such as <c>${LAST}</c>.</summary>
static class GraphLabel
{
    internal static string Of(string label, IReadOnlyList<double?> values)
    {
        if (!label.Contains("${", StringComparison.Ordinal))
            return label;
        var known = values.OfType<double>().ToList();
        return label
            .Replace("${LAST}", Text(known, all => all[^1]), StringComparison.Ordinal)
            .Replace("${FIRST}", Text(known, all => all[0]), StringComparison.Ordinal)
            .Replace("${MAX}", Text(known, all => all.Max()), StringComparison.Ordinal)
            .Replace("${MIN}", Text(known, all => all.Min()), StringComparison.Ordinal)
            .Replace("${AVG}", Text(known, all => all.Average()), StringComparison.Ordinal)
            .Replace("${SUM}", Text(known, all => all.Sum()), StringComparison.Ordinal);
    }

    static string Text(List<double> known, Func<List<double>, double> value) => known.Count == 0 ? "--" : NumberText.Exact(value(known));
}
