using System.Collections.Immutable;

namespace FlowLogStack.Records;

/// <summary>AWS's own sample queries for VPC flow logs in the Logs Insights console and guide.</summary>
static class SampleQuestions
{
    const string Topic = "Samples";

    internal static InsightsQuestion TopRejectedSources { get; } = new(
        "TopRejectedSources", Topic, "Top 20 source addresses with the most rejected requests", "The sources most often turned away.",
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
        new("BytesByPair", Topic, "Average, minimum and maximum bytes by source and destination addresses", "How large the records between each two addresses are.",
            [FlowField.Bytes, FlowField.SrcAddr, FlowField.DstAddr],
            (query, _) => [$"stats avg({query.Name(FlowField.Bytes)}), min({query.Name(FlowField.Bytes)}), max({query.Name(FlowField.Bytes)}) by {Pair(query)}"]),
        new("UdpSources", Topic, "Addresses using UDP as a data transfer protocol", "How many records each source has of UDP.",
            [FlowField.Protocol, FlowField.SrcAddr],
            (query, _) => [query.Filter(FlowField.Protocol.Is(17)), $"stats count(*) by {query.Name(FlowField.SrcAddr)}"]),
        new("TopByteTransfers", Topic, "Top 10 byte transfers by source and destination addresses", "Between which addresses most is sent.",
            [FlowField.Bytes, FlowField.SrcAddr, FlowField.DstAddr],
            (query, _) => [$"stats sum({query.Name(FlowField.Bytes)}) as bytesTransferred by {Pair(query)}", "sort bytesTransferred desc", "limit 10"]),
        TopRejectedSources,
        new("TopPacketTransfers", Topic, "Top 15 packet transfers across hosts", "Between which addresses most packets are sent.",
            [FlowField.Packets, FlowField.SrcAddr, FlowField.DstAddr],
            (query, _) => [$"stats sum({query.Name(FlowField.Packets)}) as packetsTransferred by {Pair(query)}", "sort packetsTransferred desc", "limit 15"]),
        new("TopByteTransfersOfInside", Topic, "Top 15 byte transfers for hosts inside", "Where hosts in the internal networks send most.",
            [FlowField.Bytes, FlowField.SrcAddr, FlowField.DstAddr],
            (query, options) => [$"filter {query.IsInside(FlowField.SrcAddr, options)}", $"stats sum({query.Name(FlowField.Bytes)}) as bytesTransferred by {query.Name(FlowField.DstAddr)}", "sort bytesTransferred desc", "limit 15"]),
        new("SkippedRecords", Topic, "Hours in which flow records were skipped", "How often records were lost in each hour.",
            [FlowField.LogStatus],
            (query, _) => [query.Filter(FlowField.LogStatus.Is("SKIPDATA")), "stats count(*) by bin(1h) as t", "sort t"]),
        new("LatestOfEachConnection", Topic, "Latest record of each connection", "The last record between each two endpoints by each protocol.",
            [FlowField.SrcAddr, FlowField.DstAddr, FlowField.SrcPort, FlowField.DstPort, FlowField.Protocol, FlowField.Bytes],
            (query, _) =>
            [
                $"fields @timestamp, {query.Name(FlowField.SrcAddr)}, {query.Name(FlowField.DstAddr)}, {query.Name(FlowField.SrcPort)}, {query.Name(FlowField.DstPort)}, {query.Name(FlowField.Protocol)}, {query.Name(FlowField.Bytes)}",
                query.Filter(FlowField.SrcAddr.IsNot("-")),
                "sort @timestamp desc",
                $"dedup {query.Name(FlowField.SrcAddr)}, {query.Name(FlowField.DstAddr)}, {query.Name(FlowField.SrcPort)}, {query.Name(FlowField.DstPort)}, {query.Name(FlowField.Protocol)}",
                "limit 20",
            ]),
        Nat("NatTopTalkers", "Hosts that send most through the NAT gateway", "Which hosts send most to the NAT gateway.",
            (query, options) => $"{query.Is(FlowField.DstAddr, options)} and {query.IsInside(FlowField.SrcAddr, options)}"),
        Nat("NatTalkers", "Hosts that exchange most with the NAT gateway", "Which hosts send to the NAT gateway and receive from it most.",
            (query, options) => $"({query.Is(FlowField.DstAddr, options)} and {query.IsInside(FlowField.SrcAddr, options)}) or ({query.Is(FlowField.SrcAddr, options)} and {query.IsInside(FlowField.DstAddr, options)})"),
        Nat("NatUploads", "Internet destinations that receive most from the NAT gateway", "Where the hosts behind the NAT gateway upload most.",
            (query, options) => $"{query.Is(FlowField.SrcAddr, options)} and {query.IsOutside(FlowField.DstAddr, options)}"),
        Nat("NatDownloads", "Internet sources that send most to the NAT gateway", "From where the hosts behind the NAT gateway download most.",
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
