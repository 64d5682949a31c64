using FlowLogStack.Records;

namespace FlowLogStack.Dashboards;

/// <summary>A metric extracted from records by a metric filter: its conditions, value, label and color.</summary>
sealed record TrafficMeasure
{
    /// <summary>Name of the metric and construct id of the filter.</summary>
    internal required string Id { get; init; }

    internal required string Label { get; init; }

    internal required string Color { get; init; }

    /// <summary>The field to sum; null counts records.</summary>
    internal FlowField? Sum { get; init; }

    /// <summary>The field whose value is the metric's dimension. It must have few distinct values.</summary>
    internal FlowField? Dimension { get; init; }

    internal IReadOnlyList<FieldCondition> Conditions { get; init; } = [];

    /// <summary>Whether only accepted traffic counts, if the format has the action field.</summary>
    internal bool IsCarried { get; init; }

    internal IEnumerable<FlowField> Needs =>
        Conditions.Select(condition => condition.Field).Concat(Sum is null ? [] : [Sum]).Concat(Dimension is null ? [] : [Dimension]).Distinct();

    internal static TrafficMeasure AcceptedFlows { get; } =
        new() { Id = "AcceptedFlows", Label = "Accepted", Color = Palette.Accepted, Conditions = [FlowField.Action.Is("ACCEPT")] };

    internal static TrafficMeasure RejectedFlows { get; } =
        new() { Id = "RejectedFlows", Label = "Rejected", Color = Palette.Rejected, Conditions = [FlowField.Action.Is("REJECT")] };

    internal static TrafficMeasure AcceptedBytes { get; } = AcceptedFlows with { Id = "AcceptedBytes", Sum = FlowField.Bytes };

    internal static TrafficMeasure RejectedBytes { get; } = RejectedFlows with { Id = "RejectedBytes", Sum = FlowField.Bytes };

    internal static TrafficMeasure AllFlows { get; } = new() { Id = "Flows", Label = "Flows", Color = Palette.Neutral,
        Conditions = [FlowField.LogStatus.Is("OK")] };

    internal static TrafficMeasure AllBytes { get; } = AllFlows with { Id = "FlowBytes", Label = "Bytes", Sum = FlowField.Bytes };

    internal static TrafficMeasure SkippedRecords { get; } =
        new() { Id = "SkippedRecords", Label = "Skipped by AWS", Color = Palette.Threshold, Conditions = [FlowField.LogStatus.Is("SKIPDATA")] };

    internal static TrafficMeasure IngressBytes { get; } =
        new() { Id = "IngressBytes", Label = "Into interfaces", Color = Palette.Inbound, Sum = FlowField.Bytes,
            Conditions = [FlowField.FlowDirection.Is("ingress")], IsCarried = true };

    internal static TrafficMeasure EgressBytes { get; } = new() { Id = "EgressBytes", Label = "Out of interfaces", Color = Palette.Outbound,
        Sum = FlowField.Bytes, Conditions = [FlowField.FlowDirection.Is("egress")], IsCarried = true };

    internal static TrafficMeasure IngressRejects { get; } =
        new() { Id = "IngressRejects", Label = "Rejected into interfaces", Color = Palette.Inbound,
            Conditions = [FlowField.FlowDirection.Is("ingress"), FlowField.Action.Is("REJECT")] };

    internal static TrafficMeasure EgressRejects { get; } =
        new() { Id = "EgressRejects", Label = "Rejected out of interfaces", Color = Palette.Outbound,
            Conditions = [FlowField.FlowDirection.Is("egress"), FlowField.Action.Is("REJECT")] };

    internal static TrafficMeasure EgressByPath { get; } = EgressBytes with { Id = "EgressBytesByPath", Dimension = FlowField.TrafficPath };

    internal static TrafficMeasure NatBytes { get; } = EgressBytes with { Id = "NatBytes", Label = "Out of NAT gateways",
        Conditions = [FlowField.FlowDirection.Is("egress"), FlowField.InterfaceType.IsOneOf("nat_gateway", "regional_nat_gateway")] };

    /// <summary>Packets that a transit gateway dropped, by reason.</summary>
    internal static IReadOnlyList<TrafficMeasure> LostPackets { get; } =
    [
        Lost("NoRoute", "No route", Palette.Rejected, FlowField.PacketsLostNoRoute),
        Lost("Blackhole", "Blackhole route", Palette.Internal, FlowField.PacketsLostBlackhole),
        Lost("MtuExceeded", "Larger than the MTU", Palette.Threshold, FlowField.PacketsLostMtuExceeded),
        Lost("TtlExpired", "Time to live expired", Palette.Neutral, FlowField.PacketsLostTtlExpired),
    ];

    /// <summary>
    /// Returns measures of inbound, outbound and internal bytes, determined from addresses. With the flow direction, one address is enough, and
    /// internal traffic counts once.
    /// </summary>
    internal static TrafficMeasure[] ByNetwork(MonitoredNetwork network, FlowLogFormat format)
    {
        string[] inside = [.. network.Inside];
        FieldCondition from = FlowField.SrcAddr.IsInside(inside), to = FlowField.DstAddr.IsInside(inside);
        FieldCondition notFrom = FlowField.SrcAddr.IsOutside(inside), notTo = FlowField.DstAddr.IsOutside(inside);
        FieldCondition ingress = FlowField.FlowDirection.Is("ingress"), egress = FlowField.FlowDirection.Is("egress");
        var hasDirection = format.Contains(FlowField.FlowDirection);
        return
        [
            new() { Id = "InboundBytes", Label = "Inbound", Color = Palette.Inbound, Sum = FlowField.Bytes, Conditions = hasDirection ? [ingress, notFrom]
                : [notFrom, to], IsCarried = true },
            new() { Id = "OutboundBytes", Label = "Outbound", Color = Palette.Outbound, Sum = FlowField.Bytes, Conditions = hasDirection ? [egress, notTo]
                : [from, notTo], IsCarried = true },
            new() { Id = "InternalBytes", Label = "Internal", Color = Palette.Internal, Sum = FlowField.Bytes, Conditions = hasDirection ? [egress, to]
                : [from, to], IsCarried = true },
        ];
    }

    /// <summary>Returns the pattern of the metric filter, which also names the field of its value.</summary>
    internal string ToFilterPattern(FlowLogFormat format)
    {
        IEnumerable<FieldCondition> conditions = Conditions;
        if (IsCarried && format.Contains(FlowField.Action))
            conditions = conditions.Append(FlowField.Action.Is("ACCEPT"));
        // A field with a condition keeps its name in a shortened pattern, and is compared as a number.
        if (Sum is not null)
            conditions = conditions.Append(Sum.IsAtLeast(0));
        if (Dimension is not null)
            conditions = conditions.Append(Dimension.IsAtLeast(0));
        return format.ToFilterPattern(conditions);
    }

    static TrafficMeasure Lost(string id, string label, string color, FlowField field) =>
        new() { Id = "LostPackets" + id, Label = label, Color = color, Sum = field };
}
