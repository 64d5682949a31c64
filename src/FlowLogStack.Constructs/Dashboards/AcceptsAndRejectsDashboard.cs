using Constructs;
using FlowLogStack.Records;

namespace FlowLogStack.Dashboards;

/// <summary>A dashboard of accepted and rejected traffic: over time, by port, source, interface and direction, with the top contributors.</summary>
public sealed class AcceptsAndRejectsDashboard : Construct
{
    internal const string Title = "Accepts & Rejects";

    static readonly FlowField[] Parties = [FlowField.SrcAddr, FlowField.DstAddr, FlowField.DstPort, FlowField.Protocol, FlowField.InterfaceId,
        FlowField.RejectReason];

    /// <summary>Creates the dashboard and the measures it needs, unless another dashboard has created them.</summary>
    /// <exception cref="ArgumentException">No panel can be drawn, for example because transit gateway records have no action field.</exception>
    public AcceptsAndRejectsDashboard(Construct scope, string id, DashboardProps props)
        : base(scope, id)
    {
        ArgumentNullException.ThrowIfNull(props);
        Given.Ensure(this, props);
        var draft = new DashboardDraft(this, props, Title, "Traffic that security groups and network ACLs accept and reject.", TimeSpan.FromHours(3));
        var traffic = new TrafficPanels(props.Measures);
        draft.Link("Logs Insights", ConsoleLinks.Of(this).LogsInsights(props.Measures.LogGroupName));
        draft.Section("Over time",
            [traffic.Number("Accepted flows", TrafficMeasure.AcceptedFlows), traffic.Number("Rejected flows", TrafficMeasure.RejectedFlows),
                traffic.Number("Rejected bytes", TrafficMeasure.RejectedBytes), traffic.RejectedShare(MetricView.Gauge)],
            [traffic.Lines("Flows, accepted and rejected", "Flows in 5 minutes", MetricView.Areas, TrafficMeasure.AcceptedFlows, TrafficMeasure.RejectedFlows),
                traffic.RejectedShare(MetricView.Lines)],
            [traffic.Lines("Bytes, accepted and rejected", "Bytes in 5 minutes", MetricView.Areas, TrafficMeasure.AcceptedBytes, TrafficMeasure.RejectedBytes),
                traffic.RejectsByDirection()]);
        draft.Section("Rejected traffic",
            [traffic.Top(Contributors.RejectedSources), traffic.Top(Contributors.RejectedPorts), traffic.Top(Contributors.RejectedInterfaces)],
            [Conversations(draft, props)]);
        Dashboard = draft.Build();
    }

    /// <summary>The dashboard.</summary>
    public FlowLogDashboard Dashboard { get; }

    // Contributor Insights counts by at most four fields and doesn't support dashboard variables.
    static Offer Conversations(DashboardDraft draft, DashboardProps props) =>
        Offer.If(props.Format, "Rejected conversations", [FlowField.Action, FlowField.SrcAddr, FlowField.DstAddr], () =>
    {
        var query = InsightsQuery.For(props.Format);
        return new LogPanel
        {
            Title = "Rejected conversations",
            LogGroupName = props.Measures.LogGroupName,
            Height = 8,
            Query = query.Of([
                query.Filter(FlowField.Action.Is("REJECT")),
                .. draft.Narrowed(query),
                $"stats count(*) as rejected by {string.Join(", ", Parties.Where(props.Format.Contains).Select(query.Name))}",
                "sort rejected desc",
                "limit 100"]),
        };
    });
}
