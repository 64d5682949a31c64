using System.Collections.Immutable;

namespace FlowLogStack.Records;

/// <summary>AWS's own sample queries for VPC flow logs in the Logs Insights console and guide.</summary>
static class SampleQuestions
{
    const string Topic = "Samples";

    internal static InsightsQuestion TopRejectedSources { get; } = new(
        "TopRejectedSources", Topic, "Top 20 source addresses with the most rejected requests", "Source addresses with the most rejected records.",
        [FlowField.Action, FlowField.SrcAddr],
        (query, _) =>
        [
            query.Filter(FlowField.Action.Is("REJECT")),
            $"stats count(*) as numRejections by {query.Name(FlowField.SrcAddr)}",
            "sort numRejections desc",
            "limit 20",
        ]);

    internal static ImmutableArray<InsightsQuestion> All { get; } =
    [
        new("BytesByPair", Topic, "Average, minimum and maximum bytes by source and destination addresses", "Sizes of records for each pair of "
            + "addresses, in bytes.",
            [FlowField.Bytes, FlowField.SrcAddr, FlowField.DstAddr],
            (query, _) => [$"stats avg({query.Name(FlowField.Bytes)}), min({query.Name(FlowField.Bytes)}), max({query.Name(FlowField.Bytes)}) "
                + $"by {Pair(query)}"]),
        new("UdpSources", Topic, "Addresses using UDP as a data transfer protocol", "Number of UDP records of each source.",
            [FlowField.Protocol, FlowField.SrcAddr],
            (query, _) => [query.Filter(FlowField.Protocol.Is(17)), $"stats count(*) by {query.Name(FlowField.SrcAddr)}"]),
        new("TopByteTransfers", Topic, "Top 10 byte transfers by source and destination addresses", "Pairs of addresses with the most bytes.",
            [FlowField.Bytes, FlowField.SrcAddr, FlowField.DstAddr],
            (query, _) => [$"stats sum({query.Name(FlowField.Bytes)}) as bytesTransferred by {Pair(query)}", "sort bytesTransferred desc", "limit 10"]),
        TopRejectedSources,
        new("TopPacketTransfers", Topic, "Top 15 packet transfers across hosts", "Pairs of addresses with the most packets.",
            [FlowField.Packets, FlowField.SrcAddr, FlowField.DstAddr],
            (query, _) => [$"stats sum({query.Name(FlowField.Packets)}) as packetsTransferred by {Pair(query)}", "sort packetsTransferred desc", "limit 15"]),
        new("TopByteTransfersOfInside", Topic, "Top 15 byte transfers for internal hosts", "Destinations that receive the most bytes from internal hosts.",
            [FlowField.Bytes, FlowField.SrcAddr, FlowField.DstAddr],
            (query, options) =>
                [$"filter {query.IsInside(FlowField.SrcAddr, options)}", $"stats sum({query.Name(FlowField.Bytes)}) as bytesTransferred "
                    + $"by {query.Name(FlowField.DstAddr)}", "sort bytesTransferred desc", "limit 15"]),
        new("SkippedRecords", Topic, "Hours in which flow records were skipped", "Skipped records in each hour.",
            [FlowField.LogStatus],
            (query, _) => [query.Filter(FlowField.LogStatus.Is("SKIPDATA")), "stats count(*) by bin(1h) as t", "sort t"]),
        new("LatestOfEachConnection", Topic, "Latest record of each connection", "Last record of each pair of endpoints and protocol.",
            [FlowField.SrcAddr, FlowField.DstAddr, FlowField.SrcPort, FlowField.DstPort, FlowField.Protocol, FlowField.Bytes],
            (query, _) =>
            [
                $"fields @timestamp, {query.Name(FlowField.SrcAddr)}, {query.Name(FlowField.DstAddr)}, {query.Name(FlowField.SrcPort)}, {query.Name(FlowField.DstPort)}, {query.Name(FlowField.Protocol)}, {query.Name(FlowField.Bytes)}",
                query.Filter(FlowField.SrcAddr.IsNot("-")),
                "sort @timestamp desc",
                $"dedup {query.Name(FlowField.SrcAddr)}, {query.Name(FlowField.DstAddr)}, {query.Name(FlowField.SrcPort)}, {query.Name(FlowField.DstPort)}, {query.Name(FlowField.Protocol)}",
                "limit 20",
            ]),
        Nat("NatTopTalkers", "Hosts that send most through the NAT gateway", "Hosts that send the most bytes to the NAT gateway.",
            (query, options) => $"{query.Is(FlowField.DstAddr, options)} and {query.IsInside(FlowField.SrcAddr, options)}"),
        Nat("NatTalkers", "Hosts that exchange most with the NAT gateway", "Hosts that exchange the most bytes with the NAT gateway.",
            (query, options) => $"({query.Is(FlowField.DstAddr, options)} and {query.IsInside(FlowField.SrcAddr, options)}) or "
                + $"({query.Is(FlowField.SrcAddr, options)} and {query.IsInside(FlowField.DstAddr, options)})"),
        Nat("NatUploads", "Internet destinations that receive most from the NAT gateway", "External destinations that receive the most bytes from hosts "
            + "behind the NAT gateway.",
            (query, options) => $"{query.Is(FlowField.SrcAddr, options)} and {query.IsOutside(FlowField.DstAddr, options)}"),
        Nat("NatDownloads", "Internet sources that send most to the NAT gateway", "External sources that send the most bytes to hosts behind the NAT gateway.",
            (query, options) => $"{query.Is(FlowField.DstAddr, options)} and {query.IsOutside(FlowField.SrcAddr, options)}"),
    ];

    static InsightsQuestion Nat(string id, string title, string meaning, Func<InsightsQuery, InsightsQuestionOptions, string> condition) =>
        new(id, Topic, title, meaning, [FlowField.Bytes, FlowField.SrcAddr, FlowField.DstAddr], (query, options) =>
        [
            $"filter {condition(query, options)}",
            $"stats sum({query.Name(FlowField.Bytes)}) as bytesTransferred by {Pair(query)}",
            "sort bytesTransferred desc",
            "limit 10",
        ])
        {
            NeedsNatGateway = true,
        };

    static string Pair(InsightsQuery query) => $"{query.Name(FlowField.SrcAddr)}, {query.Name(FlowField.DstAddr)}";
}
