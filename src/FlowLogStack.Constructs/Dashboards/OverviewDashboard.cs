using Constructs;

namespace FlowLogStack.Dashboards;

/// <summary>An overview dashboard: traffic volume, accepted and rejected flows, top contributors, and the state of delivery, forwarding and alarms.</summary>
public sealed class OverviewDashboard : Construct
{
    internal const string Title = "Overview";

    /// <summary>Creates the dashboard and the measures it needs, unless another dashboard has created them.</summary>
    public OverviewDashboard(Construct scope, string id, DashboardProps props)
        : base(scope, id)
    {
        ArgumentNullException.ThrowIfNull(props);
        Given.Ensure(this, props);
        var draft = new DashboardDraft(this, props, Title, "Accepted and rejected traffic, its top contributors, and the delivery of its records.",
            TimeSpan.FromHours(3));
        var traffic = new TrafficPanels(props.Measures);
        var links = ConsoleLinks.Of(this);
        draft.Link("Logs Insights", links.LogsInsights(props.Measures.LogGroupName));
        draft.Link("Alarms", links.Alarms);
        draft.Section("Traffic", traffic.Totals(), [traffic.FlowsOverTime(), traffic.BytesOverTime()]);
        draft.Section("Top contributors",
            [
                traffic.Top(Contributors.SourcesByBytes(props.Format)),
                traffic.Top(Contributors.DestinationsByBytes(props.Format)),
            ],
            [traffic.Top(Contributors.PortsByBytes(props.Format)), traffic.Top(Contributors.PortsByBytesSent(props.Format))]);
        draft.Section("Alarms", [AlarmPanels.States(props.Alarms)]);
        draft.Section("Delivery", [traffic.Arrivals(), traffic.Skipped()]);
        draft.Section("Forwarding", ProcessorPanels.Of(props.Processor));
        Dashboard = draft.Build();
    }

    /// <summary>The dashboard.</summary>
    public FlowLogDashboard Dashboard { get; }
}
