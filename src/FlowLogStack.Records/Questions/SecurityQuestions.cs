namespace FlowLogStack.Records;

/// <summary>Athena queries for rejected and suspicious traffic.</summary>
static class SecurityQuestions
{
    public static IEnumerable<AthenaQuery> All { get; } =
    [
        new("RejectedTraffic", "Rejected connections",
            "Rejected traffic by source, destination and port, the most frequent first.",
            [FlowField.Start, FlowField.InterfaceId, FlowField.SrcAddr, FlowField.DstAddr, FlowField.DstPort, FlowField.Protocol, FlowField.Action],
            text => $"""
            SELECT interface_id, srcaddr, dstaddr, dstport, {ViewColumns.ProtocolName("protocol")} AS protocol_name, count(*) AS rejections
            {text.From}
              AND action = 'REJECT'
            GROUP BY 1, 2, 3, 4, 5
            ORDER BY rejections DESC, 1, 2, 3, 4, 5
            LIMIT 100
            """)
        {
            Replaces = "VpcFlowLogsRejectedTraffic",
        },
        new("AdminPorts", "Top 10 addresses on administration ports",
            "Sources of accepted traffic to SSH, Telnet, RDP, VNC and WinRM, the most bytes first.",
            [FlowField.Start, FlowField.SrcAddr, FlowField.DstAddr, FlowField.DstPort, FlowField.Protocol, FlowField.Bytes, FlowField.Action],
            text => $"""
            SELECT srcaddr, approx_distinct(dstaddr) AS destinations, count(*) AS flows, sum(bytes) AS total_bytes
            {text.From}
              AND dstport IN (22, 23, 3389, 5900, 5985, 5986)
              AND protocol = 6
              AND action = 'ACCEPT'
            GROUP BY 1
            ORDER BY total_bytes DESC, 1
            LIMIT 10
            """)
        {
            Replaces = "VpcFlowLogsAdminPortTraffic",
        },
        new("AdminFromInternet", "Administration ports reached from the internet",
            "Accepted connections from public addresses to SSH, Telnet, RDP, VNC and WinRM. The expected result is empty.",
            [FlowField.Start, FlowField.SrcAddr, FlowField.DstAddr, FlowField.DstPort, FlowField.Protocol, FlowField.Action, FlowField.Bytes],
            text => $"""
            SELECT srcaddr, dstaddr, dstport, count(*) AS flows, sum(bytes) AS total_bytes
            {text.From}
              AND dstport IN (22, 23, 3389, 5900, 5985, 5986)
              AND protocol = 6
              AND action = 'ACCEPT'
              AND NOT {AthenaQueryText.IsInternal("srcaddr")}
            GROUP BY 1, 2, 3
            ORDER BY flows DESC, 1, 2, 3
            LIMIT 100
            """),
        new("SshRdpTraffic", "SSH and RDP by source and outcome",
            "Sources and destinations of SSH and RDP traffic, with its action.",
            [FlowField.Start, FlowField.SrcAddr, FlowField.DstAddr, FlowField.DstPort, FlowField.Protocol, FlowField.Action, FlowField.Bytes],
            text => $"""
            SELECT srcaddr, dstaddr, dstport, action, count(*) AS flows, sum(bytes) AS total_bytes
            {text.From}
              AND dstport IN (22, 3389)
              AND protocol = 6
            GROUP BY 1, 2, 3, 4
            ORDER BY flows DESC, 1, 2, 3, 4
            LIMIT 100
            """)
        {
            Replaces = "VpcFlowLogsSshRdpTraffic",
        },
        new("PortScans", "Port scans",
            "Sources rejected at 20 or more ports of one address within an hour.",
            [FlowField.Start, FlowField.SrcAddr, FlowField.DstAddr, FlowField.DstPort, FlowField.Action],
            text => $"""
            SELECT {AthenaQueryText.Columns($"date_trunc('hour', {AthenaQueryText.Started}) AS hour", "srcaddr", "dstaddr", "count(DISTINCT dstport) AS ports",
                "min(dstport) AS lowest", "max(dstport) AS highest", "count(*) AS rejections")}
            {text.From}
              AND action = 'REJECT'
            GROUP BY 1, 2, 3
            HAVING count(DISTINCT dstport) >= 20
            ORDER BY ports DESC, 1, 2, 3
            LIMIT 100
            """),
        new("HostSweeps", "Host sweeps",
            "Sources rejected at one port of 20 or more addresses within an hour.",
            [FlowField.Start, FlowField.SrcAddr, FlowField.DstAddr, FlowField.DstPort, FlowField.Action],
            text => $"""
            SELECT date_trunc('hour', {AthenaQueryText.Started}) AS hour, srcaddr, dstport, count(DISTINCT dstaddr) AS addresses, count(*) AS rejections
            {text.From}
              AND action = 'REJECT'
            GROUP BY 1, 2, 3
            HAVING count(DISTINCT dstaddr) >= 20
            ORDER BY addresses DESC, 1, 2, 3
            LIMIT 100
            """),
        new("SlowPortScans", "Slow port scans",
            "Sources that were rejected at 20 ports or 20 addresses or more in a day, however slowly they tried them.",
            [FlowField.Start, FlowField.SrcAddr, FlowField.DstAddr, FlowField.DstPort, FlowField.Protocol, FlowField.Action],
            text => $"""
            SELECT {AthenaQueryText.Columns("srcaddr", "count(DISTINCT dstport) AS ports", "count(DISTINCT dstaddr) AS addresses",
                $"count(DISTINCT date_trunc('hour', {AthenaQueryText.Started})) AS hours", "count(*) AS rejections")}
            {text.From}
              AND action = 'REJECT'
              AND protocol = 6
            GROUP BY 1
            HAVING count(DISTINCT dstport) >= 20 OR count(DISTINCT dstaddr) >= 20
            ORDER BY ports DESC, addresses DESC, 1
            LIMIT 100
            """),
        new("BruteForce", "Hosts whose SSH or RDP answers many addresses",
            "How many external addresses the administrators' ports of each host answered in an hour: administrators are a few, brute force is many.",
            [FlowField.Start, FlowField.SrcAddr, FlowField.DstAddr, FlowField.SrcPort, FlowField.Protocol, FlowField.Bytes, FlowField.Action],
            text => $"""
            SELECT {AthenaQueryText.Columns($"date_trunc('hour', {AthenaQueryText.Started}) AS hour", "srcaddr AS host", "srcport AS port",
                "count(DISTINCT dstaddr) AS clients", "count(*) AS answers")}
            {text.From}
              AND action = 'ACCEPT'
              AND protocol = 6
              AND srcport IN (22, 3389)
              AND bytes >= {Refinement.LeastAnswer}
              AND NOT {AthenaQueryText.IsInternal("dstaddr")}
            GROUP BY 1, 2, 3
            ORDER BY clients DESC, 1, 2, 3
            LIMIT 100
            """),
        new("Beaconing", "Connections at regular intervals",
            "Pairs with at least 12 connections to one port at regular intervals of 10 seconds or more: a beacon, a health check or a timer.",
            [FlowField.Start, FlowField.SrcAddr, FlowField.DstAddr, FlowField.SrcPort, FlowField.DstPort, FlowField.Protocol, FlowField.Action],
            text => $"""
            WITH connections AS (
              SELECT srcaddr, dstaddr, dstport, protocol, srcport, min("start") AS opened
              {text.From}
                AND action = 'ACCEPT'
                AND protocol IN (6, 17)
                AND srcport > dstport
              GROUP BY 1, 2, 3, 4, 5
            ), gaps AS (
              SELECT {AthenaQueryText.Columns("srcaddr", "dstaddr", "dstport", "protocol",
                  "opened - lag(opened) OVER (PARTITION BY srcaddr, dstaddr, dstport, protocol ORDER BY opened, srcport) AS gap")}
              FROM connections
            )
            SELECT srcaddr, dstaddr, dstport, protocol, count(*) AS connections, round(avg(gap), 1) AS seconds_between, round(stddev_samp(gap), 1) AS deviation
            FROM gaps
            GROUP BY 1, 2, 3, 4
            HAVING count(gap) >= 11 AND avg(gap) >= 10 AND stddev_samp(gap) <= avg(gap) / 10
            ORDER BY stddev_samp(gap) / avg(gap), 1, 2, 3, 4
            LIMIT 100
            """),
        new("UnansweredSyn", "Connections stuck at SYN",
            "Accepted TCP connections with SYN only: the destination does not listen, or its response is lost.",
            [FlowField.Start, FlowField.SrcAddr, FlowField.DstAddr, FlowField.DstPort, FlowField.TcpFlags, FlowField.Action],
            text => $"""
            SELECT srcaddr, dstaddr, dstport, count(*) AS attempts
            {text.From}
              AND action = 'ACCEPT'
              AND tcp_flags = 2
            GROUP BY 1, 2, 3
            ORDER BY attempts DESC, 1, 2, 3
            LIMIT 100
            """),
        new("ConnectionResets", "Connections reset",
            "Addresses that reset TCP connections, with the port.",
            [FlowField.Start, FlowField.SrcAddr, FlowField.DstAddr, FlowField.SrcPort, FlowField.TcpFlags],
            text => $"""
            SELECT srcaddr, srcport, dstaddr, count(*) AS resets
            {text.From}
              AND bitwise_and(tcp_flags, 4) <> 0
            GROUP BY 1, 2, 3
            ORDER BY resets DESC, 1, 2, 3
            LIMIT 100
            """),
        new("RejectReasons", "Reasons of rejected traffic",
            "Records rejected by block public access (BPA) and by encryption controls (EC), by interface.",
            [FlowField.Start, FlowField.InterfaceId, FlowField.RejectReason],
            text => $"""
            SELECT reject_reason, interface_id, count(*) AS rejections
            {text.From}
              AND reject_reason <> '-'
            GROUP BY 1, 2
            ORDER BY rejections DESC, 1, 2
            LIMIT 100
            """),
        new("Unencrypted", "Unencrypted traffic by pair",
            "Pairs with traffic that neither the network nor the application encrypts, the most bytes first.",
            [FlowField.Start, FlowField.SrcAddr, FlowField.DstAddr, FlowField.DstPort, FlowField.EncryptionStatus, FlowField.Bytes],
            text => $"""
            SELECT srcaddr, dstaddr, dstport, sum(bytes) AS total_bytes
            {text.From}
              AND encryption_status = 0
            GROUP BY 1, 2, 3
            ORDER BY total_bytes DESC, 1, 2, 3
            LIMIT 100
            """),
        new("DnsServers", "DNS servers in use",
            "Clients of each DNS server, external servers first. " + RecordingLimit.AmazonResolver,
            [FlowField.Start, FlowField.SrcAddr, FlowField.DstAddr, FlowField.DstPort, FlowField.Protocol],
            text => $"""
            SELECT dstaddr AS server, NOT {AthenaQueryText.IsInternal("dstaddr")} AS outside, approx_distinct(srcaddr) AS clients, count(*) AS flows
            {text.From}
              AND dstport = 53
              AND protocol IN (6, 17)
            GROUP BY 1, 2
            ORDER BY 2 DESC, flows DESC, 1
            LIMIT 100
            """),
        new("PortsInUse", "Ports in use at each interface",
            "Ports of accepted traffic at each interface in a month. Rules for other ports are not needed.",
            [FlowField.Start, FlowField.InterfaceId, FlowField.SrcAddr, FlowField.DstPort, FlowField.Protocol, FlowField.FlowDirection, FlowField.Action],
            text => $"""
            SELECT {AthenaQueryText.Columns("interface_id", $"{ViewColumns.ProtocolName("protocol")} AS protocol_name", "dstport", "count(*) AS flows",
                "approx_distinct(srcaddr) AS sources", "from_unixtime(max(\"start\")) AS last_seen")}
            {text.From}
              AND action = 'ACCEPT'
              AND flow_direction = 'ingress'
              AND protocol IN (6, 17)
            GROUP BY 1, 2, 3
            ORDER BY 1, flows DESC, 2, 3
            LIMIT 1000
            """)
        {
            Window = TimeWindow.LastDays(30),
        },
        new("UnusedRules", "Unused rules",
            "Rules of security groups or network ACLs that no accepted traffic matched in a month. Requires a table of rules.",
            [FlowField.Start, FlowField.InterfaceId, FlowField.SrcAddr, FlowField.DstPort, FlowField.Protocol, FlowField.FlowDirection, FlowField.Action],
            text => $"""
            WITH accepted AS (
              SELECT interface_id, protocol, dstport, srcaddr
              {text.From}
                AND action = 'ACCEPT'
                AND flow_direction = 'ingress'
              GROUP BY 1, 2, 3, 4
            )
            SELECT rule.rule_id, rule.interface_id, rule.protocol, rule.from_port, rule.to_port, rule.cidr
            FROM {text.Companion} AS rule
            LEFT JOIN accepted ON accepted.interface_id = rule.interface_id
              AND (rule.protocol = -1 OR (accepted.protocol = rule.protocol AND accepted.dstport BETWEEN rule.from_port AND rule.to_port))
              AND contains(rule.cidr, TRY_CAST(accepted.srcaddr AS IPADDRESS))
            WHERE accepted.interface_id IS NULL
            ORDER BY 2, 1
            """)
        {
            Window = TimeWindow.LastDays(30),
            Companion = CompanionTable.Rules,
        },
        new("RuleUse", "Use of rules",
            "Number of ports and sources of each rule that accepted traffic used in a month. Narrow wide rules with little use. Requires a table of rules.",
            [FlowField.Start, FlowField.InterfaceId, FlowField.SrcAddr, FlowField.DstPort, FlowField.Protocol, FlowField.FlowDirection, FlowField.Action],
            text => $"""
            WITH accepted AS (
              SELECT interface_id, protocol, dstport, srcaddr, count(*) AS flows
              {text.From}
                AND action = 'ACCEPT'
                AND flow_direction = 'ingress'
              GROUP BY 1, 2, 3, 4
            )
            SELECT {AthenaQueryText.Columns("rule.rule_id", "rule.interface_id", "rule.to_port - rule.from_port + 1 AS ports_open",
                "count(DISTINCT accepted.dstport) AS ports_used", "count(DISTINCT accepted.srcaddr) AS sources", "sum(accepted.flows) AS flows")}
            FROM {text.Companion} AS rule
            JOIN accepted ON accepted.interface_id = rule.interface_id
              AND (rule.protocol = -1 OR (accepted.protocol = rule.protocol AND accepted.dstport BETWEEN rule.from_port AND rule.to_port))
              AND contains(rule.cidr, TRY_CAST(accepted.srcaddr AS IPADDRESS))
            GROUP BY 1, 2, 3
            ORDER BY 2, 1
            """)
        {
            Window = TimeWindow.LastDays(30),
            Companion = CompanionTable.Rules,
        },
        new("SourceCountries", "Top source countries by hour",
            "Source countries of traffic by hour. Requires a table of countries, IPv4 and IPv6.",
            [FlowField.Start, FlowField.SrcAddr, FlowField.Bytes],
            text => $"""
            WITH sources AS (
              SELECT date_trunc('hour', {AthenaQueryText.Started}) AS hour, srcaddr, sum(bytes) AS bytes, {AthenaQueryText.Digits("srcaddr")} AS address
              {text.From}
                AND srcaddr <> '-'
              GROUP BY 1, 2
            ), {text.CountryBlocks}, buckets AS (
              SELECT country, first_address, last_address, bucket
              FROM blocks
              CROSS JOIN UNNEST(sequence({Bucket("first_address")}, {Bucket("last_address")})) AS spread (bucket)
            )
            SELECT hour, COALESCE(buckets.country, 'unknown') AS country, count(DISTINCT sources.srcaddr) AS addresses, sum(sources.bytes) AS total_bytes
            FROM sources
            LEFT JOIN buckets ON buckets.bucket = {Bucket("sources.address")} AND sources.address BETWEEN buckets.first_address AND buckets.last_address
            GROUP BY 1, 2
            ORDER BY 1, total_bytes DESC, 2
            """)
        {
            Companion = CompanionTable.Countries,
        },
    ];

    // Blocks and addresses are joined by their first byte (IPv4) or first two (IPv6), so that the join is an equality join and
    // compares an address with a few blocks rather than with all. IPv4 addresses are also 16 bytes, of which the first twelve are the same.
    static string Bucket(string hexadecimal) =>
        $"CASE WHEN {hexadecimal} LIKE '00000000000000000000FFFF%' THEN from_base(substr({hexadecimal}, 25, 2), 16) ELSE 256 + "
            + $"from_base(substr({hexadecimal}, 1, 4), 16) END";
}
