using FlowLogStack.Process;
using FlowLogStack.Records;
using FlowLogStack.Watch;

namespace FlowLogStack.Dashboards;

/// <summary>Properties for the dashboards.</summary>
public sealed record DashboardProps
{
    /// <summary>Measures of the log group's records. Required.</summary>
    public required TrafficMeasures Measures { get; init; }

    /// <summary>Alarms of detections. Default: none (no alarm panels).</summary>
    public IReadOnlyList<DetectionAlarm> Alarms { get; init; } = [];

    /// <summary>Processor that forwards records. Default: null (no processor panels).</summary>
    public FlowLogProcessor? Processor { get; init; }

    /// <summary>Log of security group changes. Default: null (no panels of changes).</summary>
    public ChangeLog? Changes { get; init; }

    /// <summary>Log groups of activity logs. Default: null (no dashboard of activity).</summary>
    public ActivityLogGroups? Activity { get; init; }

    /// <summary>
    /// Prefix of the dashboard names. Dashboard names are unique in an account across all Regions. Default: null (the stack's name, the construct's
    /// path and the Region).
    /// </summary>
    public string? NamePrefix { get; init; }

    /// <summary>Volume of records in GB a day, for the estimated cost of log panels. Default: 10.</summary>
    public double GigabytesPerDay { get; init; } = 10;

    /// <summary>Price in USD of Logs Insights for each GB scanned. Default: 0.005, the price in us-east-1.</summary>
    public double InsightsPrice { get; init; } = 0.005;

    /// <summary>
    /// Price in USD of CloudWatch Logs for each GB of flow logs delivered. Default: 0.50, the price of the first 10 TB a month in us-east-1.
    /// </summary>
    public double DeliveryPrice { get; init; } = 0.50;

    /// <summary>
    /// URL of the folder with the published detection pages, for links. Default: null (the panels show the path of the page in the repository).
    /// </summary>
    public string? DocumentationUrl { get; init; }

    /// <summary>The other dashboards of the set, by title and name.</summary>
    internal IReadOnlyList<(string Title, string Name)> Siblings { get; init; } = [];

    internal FlowLogFormat Format => Measures.Format;
}
