namespace FlowLogStack.Simulation;

/// <summary>One window of time that a metric math expression reads.</summary>
interface IMetricWindow
{
    /// <summary>Start of the window, as a minute since 1970.</summary>
    long Start { get; }

    /// <summary>Length of the window in minutes.</summary>
    long Minutes { get; }

    /// <summary>Returns the value of a metric or expression by id, or null if it has none in this window.</summary>
    double? ValueOf(string id);

    /// <summary>Returns the value of a Contributor Insights rule's metric, or null if it has none in this window.</summary>
    double? ValueOf(string rule, InsightMetric metric);

    /// <summary>The window directly before this one.</summary>
    IMetricWindow Previous();
}
