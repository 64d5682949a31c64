namespace FlowLogStack.Records;

/// <summary>Athena queries for traffic that deserves a look once a day, and no alarm. None of them was tested on independent data.</summary>
static class ThreatAthenaQuestions
{
    public static IEnumerable<AthenaQuery> All { get; } =
    [
        new("MiningPools", "Hosts that stay connected to ports of mining pools",
            "Internal hosts with accepted traffic to an external port that mining pools use, in three or more periods of ten minutes. "
                + "Untested on independent data.",
            [FlowField.Start, FlowField.SrcAddr, FlowField.DstAddr, FlowField.DstPort, FlowField.Protocol, FlowField.Action, FlowField.Bytes],
            text => $"""
            SELECT srcaddr, dstaddr, dstport, count(DISTINCT "start" - "start" % 600) AS periods, sum(bytes) AS total_bytes
            {Accepted(text, 6, "dstport", ThreatQuestions.PoolPorts, toInternal: false)}
            GROUP BY 1, 2, 3
            HAVING count(DISTINCT "start" - "start" % 600) >= 3
            ORDER BY periods DESC, total_bytes DESC, 1, 2, 3
            LIMIT 100
            """),
        new("TorRelays", "Hosts that connect to ports of Tor relays",
            "Internal hosts with accepted traffic to external ports 9001 and 9030. Relays and bridges on port 443 are not found. Untested on independent data.",
            [FlowField.Start, FlowField.SrcAddr, FlowField.DstAddr, FlowField.DstPort, FlowField.Protocol, FlowField.Action, FlowField.Bytes],
            text => $"""
            SELECT srcaddr, count(DISTINCT dstaddr) AS relays, count(*) AS flows, sum(bytes) AS total_bytes
            {Accepted(text, 6, "dstport", ThreatQuestions.RelayPorts, toInternal: false)}
            GROUP BY 1
            ORDER BY relays DESC, flows DESC, 1
            LIMIT 100
            """),
        new("AdministrationPairs", "Newest internal pairs on administrators' ports",
            "Pairs of internal hosts with accepted traffic to ports 22, 135, 445, 3389, 5985 and 5986, the pair that appeared last first. "
                + "Untested on independent data.",
            [FlowField.Start, FlowField.SrcAddr, FlowField.DstAddr, FlowField.DstPort, FlowField.Protocol, FlowField.Action],
            text => $"""
            SELECT srcaddr, dstaddr, dstport, from_unixtime(min("start")) AS first_seen, count(*) AS flows
            {Accepted(text, 6, "dstport", ThreatQuestions.AdministrationPorts, toInternal: true)}
            GROUP BY 1, 2, 3
            ORDER BY first_seen DESC, flows DESC, 1, 2, 3
            LIMIT 100
            """)
        {
            Window = TimeWindow.LastDays(7),
        },
        new("Amplifiers", "Hosts that answer the outside as amplifiers do",
            "Internal hosts with accepted UDP from port 53 (DNS), 111, 123 (NTP), 161, 389 (LDAP), 1900 or 11211 to external addresses, by bytes. "
                + "Untested on independent data.",
            [FlowField.Start, FlowField.SrcAddr, FlowField.DstAddr, FlowField.SrcPort, FlowField.Protocol, FlowField.Action, FlowField.Packets,
                FlowField.Bytes],
            text => $"""
            SELECT srcaddr, srcport, count(DISTINCT dstaddr) AS targets, sum(packets) AS total_packets, sum(bytes) AS total_bytes
            {Accepted(text, 17, "srcport", ThreatQuestions.AmplifierPorts, toInternal: false)}
            GROUP BY 1, 2
            ORDER BY total_bytes DESC, 1, 2
            LIMIT 100
            """),
        new("RegionsInUse", "Regions by their first traffic",
            "The AWS Regions of a month's records, the one whose first record is newest first: traffic in a Region that was never used. "
                + "Untested on independent data.",
            [FlowField.Start, FlowField.Region, FlowField.Bytes],
            text => $"""
            SELECT region, from_unixtime(min("start")) AS first_seen, count(*) AS flows, sum(bytes) AS total_bytes
            {text.From}
              AND region <> '-'
            GROUP BY 1
            ORDER BY first_seen DESC, 1
            LIMIT 100
            """)
        {
            Window = TimeWindow.LastDays(30),
        },
    ];

    // Accepted traffic of internal hosts from or to one of the ports.
    static string Accepted(AthenaQueryText text, int protocol, string portColumn, IEnumerable<long> ports, bool toInternal) => $"""
        {text.From}
          AND action = 'ACCEPT'
          AND protocol = {protocol}
          AND {portColumn} IN ({string.Join(", ", ports)})
          AND {AthenaQueryText.IsInternal("srcaddr")}
          AND {(toInternal ? "" : "NOT ")}{AthenaQueryText.IsInternal("dstaddr")}
        """;
}
