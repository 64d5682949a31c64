namespace FlowLogStack.Dashboards;

/// <summary>The dashboards of the toolkit.</summary>
public enum DashboardTopic
{
    /// <summary><see cref="OverviewDashboard"/>.</summary>
    Overview,

    /// <summary><see cref="AcceptsAndRejectsDashboard"/>.</summary>
    AcceptsAndRejects,

    /// <summary><see cref="TrafficDirectionDashboard"/>.</summary>
    TrafficDirection,

    /// <summary><see cref="EgressAndCostDashboard"/>.</summary>
    EgressAndCost,

    /// <summary><see cref="SecurityGroupsDashboard"/>.</summary>
    SecurityGroups,

    /// <summary><see cref="DetectionsDashboard"/>.</summary>
    Detections,

    /// <summary><see cref="ActivityDashboard"/>.</summary>
    Activity,
}
