namespace FlowLogStack.App;

/// <summary>The Logs Insights queries to save.</summary>
public enum InsightsCatalogue
{
    /// <summary>The top rejected sources, as in the hands-on lab, and the records of each enabled detection.</summary>
    Lab,

    /// <summary>All queries of the catalog whose fields the log format contains, and the records of all detections.</summary>
    All,
}
