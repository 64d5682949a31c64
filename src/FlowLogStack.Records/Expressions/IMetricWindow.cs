namespace FlowLogStack.Records;

/// <summary>What a metric math expression can read of one window of time.</summary>
interface IMetricWindow
{
    /// <summary>The window's start, as a minute since 1970.</summary>
    long Start { get; }

    /// <summary>The window's length in minutes.</summary>
    long Minutes { get; }

    /// <summary>The value of the metric or expression of an id; null when it has none in this window.</summary>
    double? ValueOf(string id);

    /// <summary>A metric of a Contributor Insights rule; null when it has none in this window.</summary>
    double? ValueOf(string rule, InsightMetric metric);

    /// <summary>The window directly before this one.</summary>
    IMetricWindow Previous();
}
