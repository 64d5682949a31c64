using Constructs;
using FlowLogStack.Records;

namespace FlowLogStack.Dashboards;

/// <summary>A dashboard of egress and cost: destinations, traffic that AWS bills (internet, NAT gateways, other zones), and the cost of the logs.</summary>
public sealed class EgressAndCostDashboard : Construct
{
    internal const string Title = "Egress & Cost";

    /// <summary>Creates the dashboard and the measures it needs, unless another dashboard has created them.</summary>
    public EgressAndCostDashboard(Construct scope, string id, DashboardProps props)
        : base(scope, id)
    {
        ArgumentNullException.ThrowIfNull(props);
        Given.Ensure(this, props);
        var draft = new DashboardDraft(this, props,
            Title, "Egress traffic by path. AWS bills by path: the internet and other Regions cost most, NAT gateways charge for each byte, and other zones "
                + "in both directions.", TimeSpan.FromDays(1));
        var traffic = new TrafficPanels(props.Measures);
        draft.Link("Logs Insights", ConsoleLinks.Of(this).LogsInsights(props.Measures.LogGroupName));
        draft.Section("Out",
            [traffic.Number("Bytes out of interfaces", TrafficMeasure.EgressBytes), traffic.DeliveryCost(props.DeliveryPrice)],
            [traffic.BytesByPath(MetricView.Areas), traffic.BytesByPath(MetricView.Pie)]);
        draft.Section("Destinations and senders",
            [traffic.Top(Destinations(props.Format)), traffic.Top(Contributors.AwsServicesByBytes(props.Format)),
                traffic.Top(Contributors.EgressInterfaces(props.Format))]);
        draft.Section("Billed paths", [traffic.NatBytes(), BetweenZones(props)]);
        if (props.Format.AppliesTo is RecordKinds.TransitGateway)
            draft.Section("Dropped by the transit gateway", [traffic.LostPackets()]);
        draft.Section("Flow logs", [traffic.Arrivals()]);
        Dashboard = draft.Build();
    }

    /// <summary>The dashboard.</summary>
    public FlowLogDashboard Dashboard { get; }

    static TopContributors Destinations(FlowLogFormat format) => format.Contains(FlowField.FlowDirection) ? Contributors.EgressDestinations(format)
        : Contributors.DestinationsByBytes(format);

    // Metric filters and Contributor Insights can't compare two fields.
    static Offer BetweenZones(DashboardProps props)
    {
        var (from, to) = props.Format.AppliesTo is RecordKinds.TransitGateway ? (FlowField.TgwSrcAzId, FlowField.TgwDstAzId)
            : (FlowField.AzId, FlowField.NextHopAzId);
        return Offer.If(props.Format, "Bytes between zones", [from, to, FlowField.Bytes], () =>
        {
            var query = InsightsQuery.For(props.Format);
            return new LogPanel
            {
                Title = "Bytes between zones",
                LogGroupName = props.Measures.LogGroupName,
                Query = query.Of(
                    query.Filter([from.IsNot("-"), to.IsNot("-"), .. props.Format.Contains(FlowField.Action) ? new[] { FlowField.Action.Is("ACCEPT") } : []]),
                    $"filter {query.Name(from)} != {query.Name(to)}",
                    $"stats sum({query.Name(FlowField.Bytes)}) as total by {query.Name(from)}, {query.Name(to)}",
                    "sort total desc",
                    "limit 20"),
            };
        });
    }
}
