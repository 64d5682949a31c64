using System.Collections.Immutable;

namespace FlowLogStack.Records;

/// <summary>Logs Insights queries for the volume of traffic and its sources.</summary>
static class VolumeQuestions
{
    const string Topic = "Volume";

    internal static ImmutableArray<InsightsQuestion> All { get; } =
    [
        new("Totals", Topic, "Records, packets and bytes", "Totals of all traffic.", [FlowField.Packets, FlowField.Bytes],
            (query, _) => [$"stats count(*) as records, {query.Sum(FlowField.Packets, "packetsTransferred")}, {query.Sum(FlowField.Bytes, "bytesTransferred")}"]),
        new("BytesOverTime", Topic, "Bytes over time", "Bytes in every five minutes.", [FlowField.Bytes],
            (query, _) => [$"stats {query.Sum(FlowField.Bytes, "bytesTransferred")} by bin(5m) as t", "sort t"]),
        new("PeakOverTime", Topic, "Busiest minute of every hour", "Mean and maximum bytes per minute in every hour.", [FlowField.Bytes],
            (query, _) => [$"stats {query.Sum(FlowField.Bytes, "ofMinute")} by bin(1m) as minute", "stats avg(ofMinute) as meanBytes, max(ofMinute) as "
                + "mostBytes by datefloor(minute, 1h) as hour", "sort hour"]),
        Top("TopSources", "Top 20 sources by bytes", "Sources that send the most bytes.", FlowField.SrcAddr),
        Top("TopDestinations", "Top 20 destinations by bytes", "Destinations that receive the most bytes.", FlowField.DstAddr),
        Top("BytesByInterface", "Top 20 network interfaces by bytes", "Network interfaces with the most bytes.", FlowField.InterfaceId),
        Top("BytesByInstance", "Top 20 instances by bytes", "Instances with the most bytes.", FlowField.InstanceId),
        Top("BytesBySubnet", "Top 20 subnets by bytes", "Subnets with the most bytes.", FlowField.SubnetId),
        Top("BytesByVpc", "Top 20 VPCs by bytes", "VPCs with the most bytes.", FlowField.VpcId),
        Top("BytesByAvailabilityZone", "Availability zones by bytes", "Availability zones with the most bytes.", FlowField.AzId),
        Top("BytesByAttachment", "Top 20 transit gateway attachments by bytes", "Transit gateway attachments with the most bytes.", FlowField.TgwAttachmentId),
        Top("BytesByProtocol", "Protocols by bytes", "Bytes of each protocol, by IANA number.", FlowField.Protocol),
        Top("BytesByAddressFamily", "Address families by bytes", "Bytes of IPv4, IPv6 and EFA.", FlowField.Type),
        new("BytesByPort", Topic, "Top 20 services by bytes", "Bytes of each service in both directions; the lower port of a record is the service's.",
            [FlowField.SrcPort, FlowField.DstPort, FlowField.Protocol, FlowField.Bytes],
            (query, _) => [Service(query), $"stats count(*) as records, {query.Sum(FlowField.Bytes, "bytesTransferred")} by "
                + $"service, {query.Name(FlowField.Protocol)}", "sort bytesTransferred desc", "limit 20"]),
        new("LargeRecords", Topic, "Records of more than 500 MB", "The largest transfers within one aggregation interval.", [FlowField.Bytes],
            (query, _) => [query.Filter(FlowField.Bytes.IsAbove(500_000_000)), $"fields @timestamp, {query.Name(FlowField.Bytes)}, @message",
                $"sort {query.Name(FlowField.Bytes)} desc", "limit 100"]),
        new("BytesPerPacket",
            Topic, "Bytes per packet by service", "Average packet size of each service; the lower port of a record is the service's. 40 bytes are a packet "
                + "without content.", [FlowField.SrcPort, FlowField.DstPort, FlowField.Packets, FlowField.Bytes],
            (query, _) =>
            [
                query.Filter(FlowField.Packets.IsAbove(0)),
                $"{Service(query)}, {query.Name(FlowField.Bytes)} / {query.Name(FlowField.Packets)} as size",
                "stats avg(size) as meanSize, pct(size, 95) as largeSize, count(*) as records by service",
                "sort records desc",
                "limit 20",
            ]),
    ];

    static string Service(InsightsQuery query) => $"fields least({query.Name(FlowField.SrcPort)}, {query.Name(FlowField.DstPort)}) as service";

    static InsightsQuestion Top(string id, string title, string meaning, FlowField by) =>
        new(id, Topic, title, meaning, [by, FlowField.Bytes], (query, _) =>
        [
            $"stats {query.Sum(FlowField.Bytes, "bytesTransferred")}, count(*) as records by {query.Name(by)}",
            "sort bytesTransferred desc",
            "limit 20",
        ]);
}
