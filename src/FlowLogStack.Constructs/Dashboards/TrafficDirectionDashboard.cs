using Constructs;

namespace FlowLogStack.Dashboards;

/// <summary>A dashboard of traffic direction: inbound, outbound and internal traffic, by network, interface, path and service.</summary>
public sealed class TrafficDirectionDashboard : Construct
{
    internal const string Title = "Traffic Direction";

    /// <summary>Creates the dashboard and the measures it needs, unless another dashboard has created them.</summary>
    public TrafficDirectionDashboard(Construct scope, string id, DashboardProps props)
        : base(scope, id)
    {
        ArgumentNullException.ThrowIfNull(props);
        Given.Ensure(this, props);
        var draft = new DashboardDraft(this, props,
            Title, "Accepted traffic by source and destination. Traffic between two interfaces of the network is recorded at both, and counts twice.",
                TimeSpan.FromHours(3));
        var traffic = new TrafficPanels(props.Measures);
        draft.Link("Logs Insights", ConsoleLinks.Of(this).LogsInsights(props.Measures.LogGroupName));
        draft.Section("By network: whether addresses are private", traffic.TotalsByNetwork(),
            [traffic.BytesByNetwork(), ProcessorPanels.ByDirection(props.Processor)]);
        draft.Section("By interface",
            [traffic.Number("Bytes into interfaces", TrafficMeasure.IngressBytes), traffic.Number("Bytes out of interfaces", TrafficMeasure.EgressBytes)],
            [traffic.BytesByInterface(), traffic.RejectsByDirection()]);
        draft.Section("By path", [traffic.BytesByPath(MetricView.Areas), traffic.BytesByPath(MetricView.Pie)]);
        draft.Section("By service", [traffic.Top(Contributors.PortsByBytes(props.Format)), traffic.Top(Contributors.PortsByBytesSent(props.Format)),
            traffic.Top(Contributors.AwsServicesByBytes(props.Format))]);
        Dashboard = draft.Build();
    }

    /// <summary>The dashboard.</summary>
    public FlowLogDashboard Dashboard { get; }
}
