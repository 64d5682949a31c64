using System.Collections.Immutable;

namespace FlowLogStack.Records;

/// <summary>Logs Insights queries for the volume of traffic and its sources.</summary>
static class VolumeQuestions
{
    const string Topic = "Volume";

    internal static ImmutableArray<InsightsQuestion> All { get; } =
    [
        new("Totals", Topic, "Records, packets and bytes", "All the traffic there was.", [FlowField.Packets, FlowField.Bytes],
            (query, _) => [$"stats count(*) as records, {query.Sum(FlowField.Packets, "packetsTransferred")}, {query.Sum(FlowField.Bytes, "bytesTransferred")}"]),
        new("BytesOverTime", Topic, "Bytes over time", "The bytes of every five minutes.", [FlowField.Bytes],
            (query, _) => [$"stats {query.Sum(FlowField.Bytes, "bytesTransferred")} by bin(5m) as t", "sort t"]),
        new("PeakOverTime", Topic, "Busiest minute of every hour", "The mean and the most bytes of a minute in every hour.", [FlowField.Bytes],
            (query, _) => [$"stats {query.Sum(FlowField.Bytes, "ofMinute")} by bin(1m) as minute", "stats avg(ofMinute) as meanBytes, max(ofMinute) as mostBytes by datefloor(minute, 1h) as hour", "sort hour"]),
        Top("TopSources", "Top 20 sources by bytes", "Who sends most.", FlowField.SrcAddr),
        Top("TopDestinations", "Top 20 destinations by bytes", "Who receives most.", FlowField.DstAddr),
        Top("BytesByInterface", "Top 20 network interfaces by bytes", "At which interfaces most is sent and received.", FlowField.InterfaceId),
        Top("BytesByInstance", "Top 20 instances by bytes", "At which instances most is sent and received.", FlowField.InstanceId),
        Top("BytesBySubnet", "Top 20 subnets by bytes", "In which subnets most is sent and received.", FlowField.SubnetId),
        Top("BytesByVpc", "Top 20 VPCs by bytes", "In which VPCs most is sent and received.", FlowField.VpcId),
        Top("BytesByAvailabilityZone", "Availability zones by bytes", "In which availability zones most is sent and received.", FlowField.AzId),
        Top("BytesByAttachment", "Top 20 transit gateway attachments by bytes", "Through which attachments most is sent.", FlowField.TgwAttachmentId),
        Top("BytesByProtocol", "Protocols by bytes", "How much each protocol carries, by its IANA number.", FlowField.Protocol),
        Top("BytesByAddressFamily", "Address families by bytes", "How much IPv4, IPv6 and EFA carry.", FlowField.Type),
        new("BytesByPort", Topic, "Top 20 services by bytes", "Bytes of each service in both directions; the lower port of a record is the service's.", [FlowField.SrcPort, FlowField.DstPort, FlowField.Protocol, FlowField.Bytes],
            (query, _) => [Service(query), $"stats count(*) as records, {query.Sum(FlowField.Bytes, "bytesTransferred")} by service, {query.Name(FlowField.Protocol)}", "sort bytesTransferred desc", "limit 20"]),
        new("LargeRecords", Topic, "Records of more than 500 MB", "The largest transfers within one aggregation interval.", [FlowField.Bytes],
            (query, _) => [query.Filter(FlowField.Bytes.IsAbove(500_000_000)), $"fields @timestamp, {query.Name(FlowField.Bytes)}, @message", $"sort {query.Name(FlowField.Bytes)} desc", "limit 100"]),
        new("BytesPerPacket", Topic, "Bytes per packet by service", "Whether a service exchanges much at once or little: 40 bytes are a connection without content.", [FlowField.SrcPort, FlowField.DstPort, FlowField.Packets, FlowField.Bytes],
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
