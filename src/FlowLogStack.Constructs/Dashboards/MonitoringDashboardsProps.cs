using FlowLogStack.Process;
using FlowLogStack.Records;

namespace FlowLogStack.Dashboards;

/// <summary>Properties for <see cref="FlowLogMonitoring.AddDashboards"/>.</summary>
public sealed record MonitoringDashboardsProps
{
    /// <summary>Dashboards to create. Each costs $3 a month, in addition to the metrics and rules that they share. Default: the overview.</summary>
    public IReadOnlyList<DashboardTopic> Topics { get; init; } = [DashboardTopic.Overview];

    /// <summary>Processor that forwards records. Default: null (no processor panels).</summary>
    public FlowLogProcessor? Processor { get; init; }

    /// <summary>Log groups of activity logs, for <see cref="DashboardTopic.Activity"/>. Default: null (none).</summary>
    public ActivityLogGroups? Activity { get; init; }

    /// <summary>Internal address ranges of the monitored network. Default: the private ranges.</summary>
    public MonitoredNetwork Network { get; init; } = MonitoredNetwork.Default;

    /// <summary>Prefix of the dashboard names. Default: null (the stack's name, the path of the <see cref="FlowLogMonitoring"/> and the Region).</summary>
    public string? NamePrefix { get; init; }

    /// <summary>Volume of records in GB a day, for the estimated cost of log panels. Default: 10.</summary>
    public double GigabytesPerDay { get; init; } = 10;

    /// <summary>
    /// URL of the folder with the published detection pages, for links. Default: null (the panels show the path of the page in the repository).
    /// </summary>
    public string? DocumentationUrl { get; init; }
}
