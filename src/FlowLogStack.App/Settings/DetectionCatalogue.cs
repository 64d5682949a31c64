namespace FlowLogStack.App;

/// <summary>The built-in detections that are enabled by default.</summary>
public enum DetectionCatalogue
{
    /// <summary>Rejected SSH connections, as in the hands-on lab.</summary>
    Lab,

    /// <summary>All detections whose fields the log format contains.</summary>
    All,
}
