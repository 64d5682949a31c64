namespace FlowLogStack.Records;

/// <summary>Prepared Athena statements for one address, interface, port or service.</summary>
static class LookupQuestions
{
    public static IEnumerable<AthenaQuery> All { get; } =
    [
        new("TrafficFromAddress", "Traffic from an address",
            "Destinations to which an address sent bytes.",
            [FlowField.Start, FlowField.SrcAddr, FlowField.DstAddr, FlowField.DstPort, FlowField.Protocol, FlowField.Bytes],
            text => $"""
            SELECT dstaddr, dstport, {ViewColumns.ProtocolName("protocol")} AS protocol_name, count(*) AS flows, sum(bytes) AS total_bytes
            {text.From}
              AND srcaddr = ?
            GROUP BY 1, 2, 3
            ORDER BY total_bytes DESC, 1, 2, 3
            LIMIT 100
            """)
        {
            Replaces = "VpcFlowLogsTrafficFrmSrcAddr",
            Parameters = [new("source address", "'10.0.0.1'")],
        },
        new("TrafficToAddress", "Traffic to an address",
            "Sources from which an address received bytes.",
            [FlowField.Start, FlowField.SrcAddr, FlowField.DstAddr, FlowField.DstPort, FlowField.Protocol, FlowField.Bytes],
            text => $"""
            SELECT srcaddr, dstport, {ViewColumns.ProtocolName("protocol")} AS protocol_name, count(*) AS flows, sum(bytes) AS total_bytes
            {text.From}
              AND dstaddr = ?
            GROUP BY 1, 2, 3
            ORDER BY total_bytes DESC, 1, 2, 3
            LIMIT 100
            """)
        {
            Replaces = "VpcFlowLogsTrafficToDstAddr",
            Parameters = [new("destination address", "'10.0.0.1'")],
        },
        new("TrafficOfBlock", "Traffic of a block of addresses",
            "Bytes that the addresses of a block, IPv4 or IPv6, sent and received.",
            [FlowField.Start, FlowField.SrcAddr, FlowField.DstAddr, FlowField.Bytes],
            text => $"""
            SELECT srcaddr, dstaddr, count(*) AS flows, sum(bytes) AS total_bytes
            {text.From}
              AND (contains(?, TRY_CAST(srcaddr AS IPADDRESS)) OR contains(?, TRY_CAST(dstaddr AS IPADDRESS)))
            GROUP BY 1, 2
            ORDER BY total_bytes DESC, 1, 2
            LIMIT 100
            """)
        {
            Parameters = [new("block", "'10.0.0.0/16'"), new("the same block", "'10.0.0.0/16'")],
        },
        new("TrafficOfInterface", "Traffic of an interface",
            "Pairs, ports and actions of an interface's traffic.",
            [FlowField.Start, FlowField.InterfaceId, FlowField.SrcAddr, FlowField.DstAddr, FlowField.DstPort, FlowField.Protocol, FlowField.Action,
                FlowField.Bytes],
            text => $"""
            SELECT srcaddr, dstaddr, dstport, {ViewColumns.ProtocolName("protocol")} AS protocol_name, action, count(*) AS flows, sum(bytes) AS total_bytes
            {text.From}
              AND interface_id = ?
              AND srcaddr <> '-'
            GROUP BY 1, 2, 3, 4, 5
            ORDER BY total_bytes DESC, 1, 2, 3, 4, 5
            LIMIT 100
            """)
        {
            Parameters = [new("interface id", "'eni-0a1b2c3d4e5f67890'")],
        },
        new("TrafficToPort", "Traffic to a port",
            "Sources and destinations of traffic to a port, with its action.",
            [FlowField.Start, FlowField.SrcAddr, FlowField.DstAddr, FlowField.DstPort, FlowField.Action, FlowField.Bytes],
            text => $"""
            SELECT srcaddr, dstaddr, action, count(*) AS flows, sum(bytes) AS total_bytes
            {text.From}
              AND dstport = ?
            GROUP BY 1, 2, 3
            ORDER BY total_bytes DESC, 1, 2, 3
            LIMIT 100
            """)
        {
            Parameters = [new("port", "443")],
        },
        new("ServiceCallers", "Callers of an AWS service",
            "Addresses that sent bytes to an AWS service, such as S3.",
            [FlowField.Start, FlowField.PktSrcAddr, FlowField.PktDstAwsService, FlowField.FlowDirection, FlowField.Bytes],
            text => $"""
            SELECT pkt_srcaddr, count(*) AS flows, sum(bytes) AS total_bytes
            {text.From}
              AND pkt_dst_aws_service = ?
              AND flow_direction = 'egress'
            GROUP BY 1
            ORDER BY total_bytes DESC, 1
            LIMIT 100
            """)
        {
            Parameters = [new("service", "'S3'")],
        },
        new("NatUsers", "Users of a NAT gateway",
            "Addresses that sent bytes through a NAT gateway, by its interface, with their destinations.",
            [FlowField.Start, FlowField.InterfaceId, FlowField.SrcAddr, FlowField.DstAddr, FlowField.PktDstAddr, FlowField.Bytes],
            text => $"""
            SELECT srcaddr, pkt_dstaddr, count(*) AS flows, sum(bytes) AS total_bytes
            {text.From}
              AND interface_id = ?
              AND pkt_dstaddr <> dstaddr
            GROUP BY 1, 2
            ORDER BY total_bytes DESC, 1, 2
            LIMIT 100
            """)
        {
            Parameters = [new("the NAT gateway's interface id", "'eni-0a1b2c3d4e5f67890'")],
        },
    ];
}
