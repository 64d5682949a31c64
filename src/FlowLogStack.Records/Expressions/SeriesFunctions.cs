namespace FlowLogStack.Records;

/// <summary>Metric math functions of all values of a time series.</summary>
static class SeriesFunctions
{
    /// <summary>The change since the value before, which may be several windows back.</summary>
    internal static double?[] Difference(double?[] points, IMetricRange range) => Change(points, range, (now, before, _) => now - before);

    /// <summary>Returns the rate of change per second since the previous value.</summary>
    internal static double?[] Rate(double?[] points, IMetricRange range) => Change(points, range, (now, before, seconds) => (now - before) / seconds);

    /// <summary>Returns the seconds since the previous value.</summary>
    internal static double?[] DifferenceInTime(double?[] points, IMetricRange range) => Change(points, range, (_, _, seconds) => seconds);

    /// <summary>Returns the running sum of the values.</summary>
    internal static double?[] RunningSum(double?[] points, IMetricRange range)
    {
        var sum = 0.0;
        return [.. points.Select(point => point is { } value ? sum += value : (double?)null)];
    }

    /// <summary>Replaces missing values with the last value before them.</summary>
    internal static double?[] Repeat(double?[] points, IMetricRange range)
    {
        double? last = null;
        return [.. points.Select(point => last = point ?? last)];
    }

    /// <summary>Replaces missing values by linear interpolation between the values before and after them.</summary>
    internal static double?[] Interpolate(double?[] points, IMetricRange range)
    {
        var filled = (double?[])points.Clone();
        var before = -1;
        for (var at = 0; at < points.Length; at++)
        {
            if (points[at] is not { } value)
                continue;
            for (var gap = before + 1; before >= 0 && gap < at; gap++)
                filled[gap] = points[before] + ((value - points[before]) * (gap - before) / (at - before));
            before = at;
        }

        return filled;
    }

    /// <summary>Returns the time series that have a value.</summary>
    internal static IReadOnlyList<double?[]> WithoutEmpty(IReadOnlyList<double?[]> list) => [.. list.Where(points => points.Any(point => point is not null))];

    /// <summary>Returns the time series sorted by a function of their values; those without values are last.</summary>
    internal static IReadOnlyList<double?[]> Sort(IReadOnlyList<double?[]> list, Func<IReadOnlyList<double>, double> by, bool descending, int most)
    {
        var keyed = list.Select(points => (Points: points, Key: points.OfType<double>().ToList() is { Count: > 0 } values ? by(values)
            : (double?)null)).ToList();
        var known = keyed.Where(item => item.Key is not null);
        var sorted = descending ? known.OrderByDescending(item => item.Key) : known.OrderBy(item => item.Key);
        return [.. sorted.Concat(keyed.Where(item => item.Key is null)).Select(item => item.Points).Take(most)];
    }

    static double?[] Change(double?[] points, IMetricRange range, Func<double, double, double, double> change)
    {
        var changes = new double?[points.Length];
        var before = -1;
        for (var at = 0; at < points.Length; at++)
        {
            if (points[at] is not { } value)
                continue;
            if (before >= 0)
                changes[at] = change(value, points[before]!.Value, range.StartOf(at) - range.StartOf(before));
            before = at;
        }

        return changes;
    }
}
