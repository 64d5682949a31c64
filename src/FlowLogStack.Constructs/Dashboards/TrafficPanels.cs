using System.Globalization;
using FlowLogStack.Records;

namespace FlowLogStack.Dashboards;

/// <summary>The traffic panels that dashboards share. Each is drawn if the log format has the fields it needs.</summary>
sealed class TrafficPanels(TrafficMeasures measures)
{
    const string Bytes = "Bytes in 5 minutes";
    const string Flows = "Flows in 5 minutes";

    // The meaning of the values of traffic-path.
    static readonly (int Path, string Label, string Color)[] Paths =
    [
        (1, "Same VPC", Palette.Internal),
        (2, "Internet or gateway endpoint", Palette.Outbound),
        (3, "Virtual private gateway", "#17a2b8"),
        (4, "Peering within the region", "#66c2a5"),
        (5, "Peering to another region", "#1f78b4"),
        (6, "Local or wavelength zone", "#b15928"),
        (7, "Gateway VPC endpoint", Palette.Accepted),
        (8, "Internet gateway", Palette.Rejected),
    ];

    FlowLogFormat Format => measures.Format;

    TrafficMeasure[] ByNetwork => TrafficMeasure.ByNetwork(measures.Network, Format);

    bool TellsActions => Format.Contains(FlowField.Action);

    internal Offer FlowsOverTime() => TellsActions || !Format.Contains(FlowField.LogStatus)
        ? Lines("Flows, accepted and rejected", Flows, MetricView.Areas, TrafficMeasure.AcceptedFlows, TrafficMeasure.RejectedFlows)
        : Lines("Flows", Flows, MetricView.Areas, TrafficMeasure.AllFlows);

    internal Offer BytesOverTime() => TellsActions || !Format.Contains(FlowField.LogStatus)
        ? Lines("Bytes, accepted and rejected", Bytes, MetricView.Areas, TrafficMeasure.AcceptedBytes, TrafficMeasure.RejectedBytes)
        : Lines("Bytes", Bytes, MetricView.Areas, TrafficMeasure.AllBytes);

    internal IReadOnlyList<Offer> Totals() => TellsActions || !Format.Contains(FlowField.LogStatus)
        ? [Number("Accepted flows", TrafficMeasure.AcceptedFlows), Number("Rejected flows", TrafficMeasure.RejectedFlows),
        Number("Accepted bytes", TrafficMeasure.AcceptedBytes), RejectedShare(MetricView.Gauge)]
        : [Number("Flows", TrafficMeasure.AllFlows), Number("Bytes", TrafficMeasure.AllBytes)];

    /// <summary>Returns a panel with the rejected share of flows, in percent.</summary>
    internal Offer RejectedShare(MetricView view) => If("Rejected share", [TrafficMeasure.AcceptedFlows, TrafficMeasure.RejectedFlows], () => new MetricPanel
    {
        Title = "Rejected share of flows, percent",
        View = view,
        Unit = "Percent",
        Height = view is MetricView.Gauge ? 4 : 6,
        Series =
        [
            measures.Series(TrafficMeasure.AcceptedFlows) with { Id = "accepted", IsHidden = true },
            measures.Series(TrafficMeasure.RejectedFlows) with { Id = "rejected", IsHidden = true },
            MetricSeries.Math("100 * rejected / (accepted + rejected)") with { Id = "share", Label = "Rejected", Color = Palette.Rejected },
        ],
    });

    internal Offer Number(string title, TrafficMeasure measure) => If(title, [measure], () => new MetricPanel
    {
        Title = title,
        View = MetricView.Number,
        Height = 4,
        Series = [measures.Series(measure)],
    });

    internal Offer BytesByInterface() => Lines("Bytes into and out of interfaces", Bytes, MetricView.Lines, TrafficMeasure.IngressBytes,
        TrafficMeasure.EgressBytes);

    internal Offer RejectsByDirection() => Lines("Rejected flows into and out of interfaces", Flows, MetricView.Lines, TrafficMeasure.IngressRejects,
        TrafficMeasure.EgressRejects);

    internal Offer BytesByNetwork() => Lines("Bytes into, out of and within the network", Bytes, MetricView.Lines, ByNetwork);

    // All three or none: a single total could be mistaken for all traffic.
    internal IReadOnlyList<Offer> TotalsByNetwork() => ByNetwork.All(measure => measures.CanMeasure(measure, out _))
        ? [.. ByNetwork.Select(measure => Number($"{measure.Label} bytes", measure))]
        : [];

    internal Offer NatBytes() => Lines("Bytes out of NAT gateways", Bytes, MetricView.Lines, TrafficMeasure.NatBytes);

    internal Offer LostPackets() => Lines("Packets that the transit gateway dropped", "Packets in 5 minutes", MetricView.Areas,
        [.. TrafficMeasure.LostPackets]);

    internal Offer BytesByPath(MetricView view) => If("Bytes out by path", [TrafficMeasure.EgressByPath], () => new MetricPanel
    {
        Title = view is MetricView.Pie ? "Bytes out by path, whole range" : "Bytes out by path",
        View = view,
        Unit = Bytes,
        Series = [.. Paths.Select(path => measures.Series(TrafficMeasure.EgressByPath, TrafficMeasure.EgressByPath.Dimension!.Column,
            path.Path.ToString(CultureInfo.InvariantCulture)) with { Label = path.Label, Color = path.Color })],
    });

    internal Offer Top(TopContributors top) => Offer.If(Format, top.Title, top.RequiredFields, () => new ContributorPanel
    {
        Title = top.Title,
        RuleName = measures.Rule(top),
        Unit = top.Sum is null ? Flows : Bytes,
    });

    /// <summary>Returns a panel of records and bytes that arrive in the log group, from the free metrics of CloudWatch Logs.</summary>
    internal Offer Arrivals() => Offer.Of(new MetricPanel
    {
        Title = "Records and bytes delivered to the log group",
        Unit = "Records in 5 minutes",
        RightUnit = Bytes,
        Series =
        [
            Delivered("IncomingLogEvents") with { Label = "Records", Color = Palette.Neutral },
            Delivered("IncomingBytes") with { Label = "Bytes", Color = Palette.Inbound, OnTheRight = true },
        ],
    });

    internal Offer Skipped() => Lines("Intervals that AWS skipped", "Records in 5 minutes", MetricView.Lines, TrafficMeasure.SkippedRecords);

    /// <summary>Returns a panel with the cost of delivery over the time range.</summary>
    internal Offer DeliveryCost(double price) => Offer.Of(new MetricPanel
    {
        Title = $"Delivery of these logs, dollars at ${price.ToString("0.00##", CultureInfo.InvariantCulture)} a GB",
        View = MetricView.Number,
        Height = 4,
        Series =
        [
            Delivered("IncomingBytes") with { Id = "delivered", IsHidden = true },
            MetricSeries.Math($"delivered / 1073741824 * {price.ToString(CultureInfo.InvariantCulture)}") with { Id = "dollars", Label = "Dollars",
                Color = Palette.Threshold },
        ],
    });

    internal Offer Lines(string title, string unit, MetricView view, params TrafficMeasure[] drawn) => If(title, drawn, () => new MetricPanel
    {
        Title = title,
        View = view,
        Unit = unit,
        Series = [.. drawn.Select(measure => measures.Series(measure))],
    });

    MetricSeries Delivered(string name) => MetricSeries.Of("AWS/Logs", name, "LogGroupName", measures.LogGroup.LogGroupName);

    Offer If(string title, IReadOnlyCollection<TrafficMeasure> drawn, Func<Panel> make)
    {
        if (drawn.All(measure => measures.CanMeasure(measure, out _)))
            return Offer.Of(make());
        var needs = drawn.SelectMany(measure => measure.Needs).ToList();
        return needs.TrueForAll(Format.Contains)
            ? Offer.Not(title, Format.Contains(FlowField.FlowDirection)
                ? $"a metric filter over {Format.Fields.Length} fields has no room for the addresses of the network. Use a log format with fewer fields, or "
                + "fewer internal blocks"
                : $"a metric filter over {Format.Fields.Length} fields has no room for the addresses of both sides. Add "
                + $"`{FlowField.FlowDirection.Placeholder}` to the log format, which determines one of them")
            : Offer.If(Format, title, needs, make);
    }
}
