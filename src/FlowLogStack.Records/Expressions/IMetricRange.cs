namespace FlowLogStack.Records;

/// <summary>What a metric math expression can read of a time range: the values of windows of equal length, one after another.</summary>
interface IMetricRange
{
    /// <summary>How many windows there are.</summary>
    int Count { get; }

    /// <summary>The length of a window in seconds.</summary>
    long Seconds { get; }

    /// <summary>The start of a window, as a second since 1970.</summary>
    /// <param name="index">Its place, the oldest at 0.</param>
    long StartOf(int index);

    /// <summary>The value of the metric or expression of an id; not to be changed.</summary>
    MathValue ValueOf(string id);

    /// <summary>A metric of a Contributor Insights rule, null where it has none; not to be changed.</summary>
    double?[] ValuesOf(string rule, InsightMetric metric);
}
