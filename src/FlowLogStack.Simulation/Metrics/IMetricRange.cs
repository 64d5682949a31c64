namespace FlowLogStack.Simulation;

/// <summary>The time range that a metric math expression reads: consecutive windows of equal length.</summary>
interface IMetricRange
{
    /// <summary>Number of windows.</summary>
    int Count { get; }

    /// <summary>Length of a window in minutes.</summary>
    long Minutes { get; }

    /// <summary>Returns the start of a window, as a minute since 1970.</summary>
    /// <param name="index">Index of the window, 0 for the oldest.</param>
    long StartOf(int index);

    /// <summary>Returns the value of a metric or expression by id. The result must not be changed.</summary>
    MathValue ValueOf(string id);

    /// <summary>Returns the values of a Contributor Insights rule's metric, null for windows without one. The result must not be changed.</summary>
    double?[] ValuesOf(string rule, InsightMetric metric);
}
