using FlowLogStack.Process;
using FlowLogStack.Records;

namespace FlowLogStack.Dashboards;

/// <summary>What <see cref="FlowLogMonitoring.AddDashboards"/> can be told.</summary>
public sealed record MonitoringDashboardsProps
{
    /// <summary>Which dashboards; each costs $3 a month, beside the metrics and rules they share. Default: the overview.</summary>
    public IReadOnlyList<DashboardTopic> Topics { get; init; } = [DashboardTopic.Overview];

    /// <summary>The function that forwards records. Default: none, and so no panels of it.</summary>
    public FlowLogProcessor? Processor { get; init; }

    /// <summary>Which addresses are inside. Default: the private ranges.</summary>
    public MonitoredNetwork Network { get; init; } = MonitoredNetwork.Default;

    /// <summary>The prefix of the dashboards' names. Default: the stack's name, the path of the <see cref="FlowLogMonitoring"/> and the region.</summary>
    public string? NamePrefix { get; init; }

    /// <summary>The gigabytes of records a day that the stated cost of log panels assumes. Default: 10.</summary>
    public double GigabytesPerDay { get; init; } = 10;

    /// <summary>The address of the folder that the pages of detections are published in. Default: the pages are named by their place in the repository.</summary>
    public string? DocumentationUrl { get; init; }
}
