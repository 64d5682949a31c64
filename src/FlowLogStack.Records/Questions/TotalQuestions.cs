namespace FlowLogStack.Records;

/// <summary>Athena queries for total traffic by time and protocol.</summary>
static class TotalQuestions
{
    public static IEnumerable<AthenaQuery> All { get; } =
    [
        new("AcceptedAndRejected", "Accepted and rejected records by hour",
            "Accepted and rejected records of each hour, and accepted bytes.",
            [FlowField.Start, FlowField.Action, FlowField.Bytes],
            text => $"""
            SELECT {AthenaQueryText.Columns($"date_trunc('hour', {AthenaQueryText.Started}) AS hour", "count_if(action = 'ACCEPT') AS accepted",
                "count_if(action = 'REJECT') AS rejected", "sum(CASE WHEN action = 'ACCEPT' THEN bytes ELSE 0 END) AS accepted_bytes")}
            {text.From}
              AND action IN ('ACCEPT', 'REJECT')
            GROUP BY 1
            ORDER BY 1
            """),
        new("EgressByHour", "Outgoing bytes by hour",
            "Bytes and packets that left interfaces in each hour.",
            [FlowField.Start, FlowField.FlowDirection, FlowField.Bytes, FlowField.Packets],
            text => $"""
            SELECT date_trunc('hour', {AthenaQueryText.Started}) AS hour, sum(bytes) AS total_bytes, sum(packets) AS total_packets
            {text.From}
              AND flow_direction = 'egress'
            GROUP BY 1
            ORDER BY 1
            """),
        new("BytesByProtocol", "Bytes by protocol",
            "Records, packets and bytes of each IP protocol.",
            [FlowField.Start, FlowField.Protocol, FlowField.Bytes, FlowField.Packets],
            text => $"""
            SELECT {ViewColumns.ProtocolName("protocol")} AS protocol_name, count(*) AS flows, sum(packets) AS total_packets, sum(bytes) AS total_bytes
            {text.From}
              AND protocol IS NOT NULL
            GROUP BY 1
            ORDER BY total_bytes DESC, 1
            """),
        new("IPv4Traffic", "IPv4 bytes by hour",
            "The bytes of IPv4 traffic in each hour.",
            [FlowField.Start, FlowField.Type, FlowField.Bytes],
            text => $"""
            SELECT date_trunc('hour', {AthenaQueryText.Started}) AS hour, count(*) AS flows, sum(bytes) AS total_bytes
            {text.From}
              AND type = 'IPv4'
            GROUP BY 1
            ORDER BY 1
            """)
        {
            Replaces = "VpcFlowLogsIPv4Traffic",
        },
        new("IPv6Traffic", "IPv6 bytes by hour",
            "The bytes of IPv6 traffic in each hour.",
            [FlowField.Start, FlowField.Type, FlowField.Bytes],
            text => $"""
            SELECT date_trunc('hour', {AthenaQueryText.Started}) AS hour, count(*) AS flows, sum(bytes) AS total_bytes
            {text.From}
              AND type = 'IPv6'
            GROUP BY 1
            ORDER BY 1
            """)
        {
            Replaces = "VpcFlowLogsIPv6Traffic",
        },
        new("AcceptedTraffic", "Accepted TCP connections by bytes",
            "Sources and TCP ports of accepted traffic, the most bytes first.",
            [FlowField.Start, FlowField.SrcAddr, FlowField.DstAddr, FlowField.DstPort, FlowField.Protocol, FlowField.Action, FlowField.Bytes],
            text => $"""
            SELECT srcaddr, dstaddr, dstport, count(*) AS flows, sum(bytes) AS total_bytes
            {text.From}
              AND action = 'ACCEPT'
              AND protocol = 6
            GROUP BY 1, 2, 3
            ORDER BY total_bytes DESC, 1, 2, 3
            LIMIT 100
            """)
        {
            Replaces = "VpcFlowLogsAcceptedTraffic",
        },
        new("RecordTimes", "Records with readable times",
            "The newest 100 records with readable times.",
            [FlowField.Start, FlowField.End, FlowField.SrcAddr, FlowField.DstAddr, FlowField.DstPort, FlowField.Bytes],
            text => $"""
            SELECT {AthenaQueryText.Columns($"to_iso8601({AthenaQueryText.Started}) AS started", "to_iso8601(from_unixtime(\"end\")) AS ended",
                "NULLIF(srcaddr, '-') AS source", "NULLIF(dstaddr, '-') AS destination", "dstport", "bytes")}
            {text.From}
            ORDER BY "start" DESC, "end" DESC, bytes DESC NULLS LAST, source, destination, dstport
            LIMIT 100
            """),
        new("SourcePrefixes", "Bytes by the first half of the source address",
            "IPv4 networks of 65,536 addresses (/16) that send the most bytes.",
            [FlowField.Start, FlowField.SrcAddr, FlowField.Bytes],
            text => $"""
            SELECT split_part(srcaddr, '.', 1) || '.' || split_part(srcaddr, '.', 2) AS prefix, approx_distinct(srcaddr) AS addresses, sum(bytes) AS total_bytes
            {text.From}
              AND srcaddr LIKE '%.%.%.%'
            GROUP BY 1
            ORDER BY total_bytes DESC, 1
            LIMIT 50
            """),
    ];
}
