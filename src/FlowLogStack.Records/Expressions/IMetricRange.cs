namespace FlowLogStack.Records;

/// <summary>The time range that a metric math expression reads: consecutive windows of equal length.</summary>
interface IMetricRange
{
    /// <summary>Number of windows.</summary>
    int Count { get; }

    /// <summary>The length of a window in seconds.</summary>
    long Seconds { get; }

    /// <summary>The start of a window, as a second since 1970.</summary>
    /// <param name="index">Its place, the oldest at 0.</param>
    long StartOf(int index);

    /// <summary>Returns the value of a metric or expression by id. The result must not be changed.</summary>
    MathValue ValueOf(string id);

    /// <summary>Returns the values of a Contributor Insights rule's metric, null for windows without one. The result must not be changed.</summary>
    double?[] ValuesOf(string rule, InsightMetric metric);
}
