namespace FlowLogStack.Records;

/// <summary>Athena queries for the addresses with the most traffic.</summary>
static class TalkerQuestions
{
    public static IEnumerable<AthenaQuery> All { get; } =
    [
        new("TopAddresses", "Top 50 addresses by bytes",
            "The addresses with the most bytes sent and received in total.",
            [FlowField.Start, FlowField.SrcAddr, FlowField.DstAddr, FlowField.Bytes],
            text => $"""
            SELECT address, count(*) AS flows, sum(bytes) AS total_bytes
            {text.Source}
            CROSS JOIN UNNEST(ARRAY[srcaddr, dstaddr]) AS ends (address)
            {text.Where}
              AND address <> '-'
            GROUP BY 1
            ORDER BY total_bytes DESC, 1
            LIMIT 50
            """)
        {
            Replaces = "VpcFlowLogsTopTalkers",
        },
        new("TopPacketAddresses", "Top 50 addresses of packets by bytes",
            "The packet addresses with the most bytes sent and received in total: behind NAT gateways, of secondary addresses and of pods.",
            [FlowField.Start, FlowField.PktSrcAddr, FlowField.PktDstAddr, FlowField.Bytes],
            text => $"""
            SELECT address, count(*) AS flows, sum(bytes) AS total_bytes
            {text.Source}
            CROSS JOIN UNNEST(ARRAY[pkt_srcaddr, pkt_dstaddr]) AS ends (address)
            {text.Where}
              AND address <> '-'
            GROUP BY 1
            ORDER BY total_bytes DESC, 1
            LIMIT 50
            """)
        {
            Replaces = "VpcFlowLogsTopTalkersPacketLevel",
        },
        new("TopPacketTalkers", "Top 50 talkers by packet address",
            "The pairs of packet addresses with the most bytes.",
            [FlowField.Start, FlowField.PktSrcAddr, FlowField.PktDstAddr, FlowField.Bytes],
            text => $"""
            SELECT pkt_srcaddr, pkt_dstaddr, sum(bytes) AS total_bytes
            {text.From}
              AND pkt_srcaddr <> '-'
            GROUP BY 1, 2
            ORDER BY total_bytes DESC, 1, 2
            LIMIT 50
            """)
        {
            Replaces = "VpcFlowLogsTotalBytesTransferredPacketLevel",
        },
        new("TopSources", "Top 50 source addresses",
            "The addresses that sent the most bytes, with their number of destinations.",
            [FlowField.Start, FlowField.SrcAddr, FlowField.DstAddr, FlowField.Bytes],
            text => $"""
            SELECT srcaddr, count(*) AS flows, approx_distinct(dstaddr) AS destinations, sum(bytes) AS total_bytes
            {text.From}
              AND srcaddr <> '-'
            GROUP BY 1
            ORDER BY total_bytes DESC, 1
            LIMIT 50
            """),
        new("TopDestinations", "Top 50 destination addresses",
            "The addresses that received the most bytes, with their number of sources.",
            [FlowField.Start, FlowField.SrcAddr, FlowField.DstAddr, FlowField.Bytes],
            text => $"""
            SELECT dstaddr, count(*) AS flows, approx_distinct(srcaddr) AS sources, sum(bytes) AS total_bytes
            {text.From}
              AND dstaddr <> '-'
            GROUP BY 1
            ORDER BY total_bytes DESC, 1
            LIMIT 50
            """),
        new("TopInstances", "Top 50 instances by bytes",
            "The instances with the most bytes.",
            [FlowField.Start, FlowField.InstanceId, FlowField.Bytes],
            text => $"""
            SELECT instance_id, count(*) AS flows, sum(bytes) AS total_bytes
            {text.From}
              AND instance_id <> '-'
            GROUP BY 1
            ORDER BY total_bytes DESC, 1
            LIMIT 50
            """)
        {
            Replaces = "VpcFlowLogsTopTalkingInstances",
        },
        new("TopSubnets", "Top 50 subnets by bytes",
            "The subnets with the most bytes.",
            [FlowField.Start, FlowField.SubnetId, FlowField.VpcId, FlowField.Bytes],
            text => $"""
            SELECT subnet_id, vpc_id, count(*) AS flows, sum(bytes) AS total_bytes
            {text.From}
              AND subnet_id <> '-'
            GROUP BY 1, 2
            ORDER BY total_bytes DESC, 1, 2
            LIMIT 50
            """)
        {
            Replaces = "VpcFlowLogsTopTalkingSubnets",
        },
        new("TopTcpSources", "Top 50 sources of TCP by bytes",
            "The addresses that sent the most bytes over TCP.",
            [FlowField.Start, FlowField.SrcAddr, FlowField.Protocol, FlowField.Bytes],
            text => $"""
            SELECT srcaddr, count(*) AS flows, sum(bytes) AS total_bytes
            {text.From}
              AND protocol = 6
            GROUP BY 1
            ORDER BY total_bytes DESC, 1
            LIMIT 50
            """)
        {
            Replaces = "VpcFlowLogsTopTCPTraffic",
        },
        new("HttpsDestinations", "Top 10 HTTPS servers by packets",
            "The destinations that received the most packets on port 443.",
            [FlowField.Start, FlowField.DstAddr, FlowField.DstPort, FlowField.Packets],
            text => $"""
            SELECT dstaddr, sum(packets) AS total_packets
            {text.From}
              AND dstport = 443
            GROUP BY 1
            ORDER BY total_packets DESC, 1
            LIMIT 10
            """),
        new("TopPorts", "Top 50 services",
            "The services with the most records, with the bytes of both directions and the number of clients. The lower port of a record is the service's.",
            [FlowField.Start, FlowField.SrcAddr, FlowField.DstAddr, FlowField.SrcPort, FlowField.DstPort, FlowField.Protocol, FlowField.Bytes],
            text => $"""
            SELECT {AthenaQueryText.Columns($"{ViewColumns.ProtocolName("protocol")} AS protocol_name", "LEAST(srcport, dstport) AS service_port",
                "count(*) AS flows", "approx_distinct(CASE WHEN srcport >= dstport THEN srcaddr ELSE dstaddr END) AS clients", "sum(bytes) AS total_bytes")}
            {text.From}
              AND protocol IN (6, 17)
            GROUP BY 1, 2
            ORDER BY flows DESC, 1, 2
            LIMIT 50
            """),
        new("Connections", "Connections, both directions in one row",
            "Clients, servers and the server's port, with the bytes that each side sent. The lower port counts as the server's, and a connection that both "
                + "interfaces logged counts once.",
            [FlowField.Start, FlowField.End, FlowField.InterfaceId, FlowField.SrcAddr, FlowField.DstAddr, FlowField.SrcPort, FlowField.DstPort,
                FlowField.Protocol, FlowField.Bytes, FlowField.Action],
            text => $"""
            WITH sides AS (
              SELECT interface_id, protocol, "start", "end", bytes, srcport >= dstport AS from_client,
                CASE WHEN srcport >= dstport THEN srcaddr ELSE dstaddr END AS client,
                CASE WHEN srcport >= dstport THEN dstaddr ELSE srcaddr END AS server,
                CASE WHEN srcport >= dstport THEN dstport ELSE srcport END AS server_port
              {text.From}
                AND action = 'ACCEPT'
                AND protocol IN (6, 17)
            ), seen AS (
              SELECT interface_id, client, server, server_port, protocol, count(*) AS flows, min("start") AS opened, max("end") AS closed,
                sum(CASE WHEN from_client THEN bytes ELSE 0 END) AS sent, sum(CASE WHEN from_client THEN 0 ELSE bytes END) AS received
              FROM sides
              GROUP BY 1, 2, 3, 4, 5
            )
            SELECT {AthenaQueryText.Columns("client", "server", "server_port", "protocol", "max(flows) AS flows", "max(sent) AS client_bytes",
                "max(received) AS server_bytes", "from_unixtime(min(opened)) AS first_seen", "from_unixtime(max(closed)) AS last_seen")}
            FROM seen
            GROUP BY 1, 2, 3, 4
            ORDER BY client_bytes + server_bytes DESC, 1, 2, 3, 4
            LIMIT 100
            """),
        new("UnansweredConnections", "Connections without a response",
            "Accepted connections without a response: the server is down, or the rule is obsolete.",
            [FlowField.Start, FlowField.SrcAddr, FlowField.DstAddr, FlowField.SrcPort, FlowField.DstPort, FlowField.Protocol, FlowField.Packets,
                FlowField.Action],
            text => $"""
            WITH sides AS (
              SELECT srcport >= dstport AS from_client, packets,
                CASE WHEN srcport >= dstport THEN srcaddr ELSE dstaddr END AS client,
                CASE WHEN srcport >= dstport THEN dstaddr ELSE srcaddr END AS server,
                CASE WHEN srcport >= dstport THEN dstport ELSE srcport END AS server_port
              {text.From}
                AND action = 'ACCEPT'
                AND protocol = 6
            )
            SELECT client, server, server_port, count(*) AS flows, sum(packets) AS total_packets
            FROM sides
            GROUP BY 1, 2, 3
            HAVING count_if(NOT from_client) = 0
            ORDER BY flows DESC, 1, 2, 3
            LIMIT 100
            """),
    ];
}
