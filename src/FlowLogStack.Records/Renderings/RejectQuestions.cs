using System.Collections.Immutable;

namespace FlowLogStack.Records;

/// <summary>Logs Insights queries for accepted and rejected traffic.</summary>
static class RejectQuestions
{
    const string Topic = "Accepts and rejects";

    internal static ImmutableArray<InsightsQuestion> All { get; } =
    [
        new("ByAction", Topic, "Accepted and rejected traffic", "Accepted and rejected records and bytes.", [FlowField.Action, FlowField.Bytes],
            (query, _) => [query.Filter(FlowField.Action.IsNot("-")),
                $"stats count(*) as records, {query.Sum(FlowField.Bytes, "bytesTransferred")} by {query.Name(FlowField.Action)}",
                    $"sort {query.Name(FlowField.Action)}"]),
        new("ActionOverTime", Topic, "Accepted and rejected records over time", "Accepted and rejected records in every five minutes.", [FlowField.Action],
            (query, _) => [query.Filter(FlowField.Action.IsNot("-")), $"stats {Counted(query, "ACCEPT")} as accepted, {Counted(query, "REJECT")} as rejected "
                + "by bin(5m) as t", "sort t"]),
        new("RejectRatio", Topic, "Share of rejected records by network interface", "Network interfaces with the highest percentage of rejected records.",
            [FlowField.Action, FlowField.InterfaceId],
            (query, _) => [query.Filter(FlowField.Action.IsNot("-")), $"stats {Counted(query, "REJECT")} as rejected, count(*) as records, rejected * 100 / "
                + $"records as percentRejected by {query.Name(FlowField.InterfaceId)}", "sort percentRejected desc, records desc", "limit 20"]),
        Rejected("RejectsByPort", "Top 20 destination ports with the most rejected requests", "Destination ports with the most rejected records.",
            FlowField.DstPort, FlowField.Protocol),
        Rejected("RejectsByInterface", "Top 20 network interfaces with the most rejected requests", "Network interfaces with the most rejected records.",
            FlowField.InterfaceId),
        Rejected("RejectsByDestination", "Top 20 destinations with the most rejected requests", "Destinations with the most rejected records.",
            FlowField.DstAddr),
        Rejected("RejectReasons", "Reasons for which requests are rejected", "Rejected records by reason: security groups and network ACLs, Block Public "
            + "Access, or encryption controls.", FlowField.RejectReason),
        new("PortsTried", Topic, "Sources rejected at most ports", "Sources with the most rejected destination ports.",
            [FlowField.Action, FlowField.SrcAddr, FlowField.DstAddr, FlowField.DstPort],
            (query, _) => [query.Filter(FlowField.Action.Is("REJECT")), $"stats count_distinct({query.Name(FlowField.DstPort)}) as ports, "
                + $"count_distinct({query.Name(FlowField.DstAddr)}) as hosts, count(*) as records by {query.Name(FlowField.SrcAddr)}",
                "sort ports desc, hosts desc, records desc", "limit 20"]),
        new("SlowPortScans",
            Topic, "Slow port scans", "Sources rejected at 100 or more ports or hosts over the time range, those with the most ports first; run it "
                + "over a day.", [FlowField.Action, FlowField.Protocol, FlowField.SrcAddr, FlowField.DstAddr, FlowField.DstPort],
            (query, _) => [query.Filter(FlowField.Action.Is("REJECT"),
                FlowField.Protocol.Is(6)), $"stats count_distinct({query.Name(FlowField.DstPort)}) as ports, count_distinct({query.Name(FlowField.DstAddr)}) "
                    + $"as hosts, count(*) as records by {query.Name(FlowField.SrcAddr)}", "filter ports >= 100 or hosts >= 100",
                    "sort ports desc, hosts desc, records desc", "limit 50"]),
        new("BruteForce", Topic, "Hosts whose SSH or RDP answers many addresses", "How many addresses the administrators' ports of each host answer in an "
            + "hour: administrators are a few, brute force is many.",
            [FlowField.Action, FlowField.Protocol, FlowField.SrcAddr, FlowField.DstAddr, FlowField.SrcPort, FlowField.Bytes],
            (query, _) => [query.Filter(FlowField.Action.Is("ACCEPT"), FlowField.Protocol.Is(6), FlowField.SrcPort.IsOneOf(22, 3389),
                FlowField.Bytes.IsAtLeast(Refinement.LeastAnswer)), $"stats count_distinct({query.Name(FlowField.DstAddr)}) as clients, count(*) as records "
                    + $"by {query.Name(FlowField.SrcAddr)}, {query.Name(FlowField.SrcPort)}, bin(1h) as hour", "sort clients desc, records desc", "limit 50"]),
        new("RemoteAccess", Topic, "Sources accepted at SSH and RDP", "Sources of accepted connections to SSH and RDP.",
            [FlowField.Action, FlowField.SrcAddr, FlowField.DstAddr, FlowField.DstPort, FlowField.Protocol],
            (query, _) => [query.Filter(FlowField.Action.Is("ACCEPT"), FlowField.DstPort.IsOneOf(22, 3389),
                FlowField.Protocol.Is(6)), $"stats count(*) as records "
                    + $"by {query.Name(FlowField.SrcAddr)}, {query.Name(FlowField.DstAddr)}, {query.Name(FlowField.DstPort)}", "sort records desc",
                    "limit 100"]),
        new("PingSources", Topic, "Sources of ICMP", "Sources of the most ICMP packets, such as pings.",
            [FlowField.Protocol, FlowField.SrcAddr, FlowField.Packets],
            (query, _) => [query.Filter(FlowField.Protocol.IsOneOf(1,
                58)), $"stats {query.Sum(FlowField.Packets, "packetsTransferred")} by {query.Name(FlowField.SrcAddr)}", "sort packetsTransferred desc",
                    "limit 20"]),
        new("DnsOverTcp", Topic, "DNS over TCP", "Hosts that use DNS over TCP, as zone transfers and tunnels do. " + RecordingLimit.AmazonResolver,
            [FlowField.Protocol, FlowField.SrcAddr, FlowField.DstAddr, FlowField.DstPort, FlowField.Bytes],
            (query, _) => [query.Filter(FlowField.DstPort.Is(53),
                FlowField.Protocol.Is(6)),
                    $"stats count(*) as records, {query.Sum(FlowField.Bytes, "bytesTransferred")} by {query.Name(FlowField.SrcAddr)}, {query.Name(FlowField.DstAddr)}", "sort bytesTransferred desc", "limit 20"]),
    ];

    static InsightsQuestion Rejected(string id, string title, string meaning, params ImmutableArray<FlowField> by) =>
        new(id, Topic, title, meaning, [FlowField.Action, .. by], (query, _) =>
        [
            query.Filter(FlowField.Action.Is("REJECT")),
            $"stats count(*) as numRejections by {string.Join(", ", by.Select(query.Name))}",
            "sort numRejections desc",
            "limit 20",
        ]);

    static string Counted(InsightsQuery query, string action) => $"sum(if({query.Name(FlowField.Action)} = \"{action}\", 1, 0))";
}
