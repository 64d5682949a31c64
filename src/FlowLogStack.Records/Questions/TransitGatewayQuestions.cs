namespace FlowLogStack.Records;

/// <summary>Athena queries for traffic and packet loss of transit gateways.</summary>
static class TransitGatewayQuestions
{
    public static IEnumerable<AthenaQuery> All { get; } =
    [
        new("GatewayDrops", "Packets dropped by transit gateways, by reason",
            "Packets lost at each attachment by a missing route, a blackhole, their size or their time to live.",
            [FlowField.Start, FlowField.TgwId, FlowField.TgwAttachmentId, FlowField.PacketsLostNoRoute, FlowField.PacketsLostBlackhole,
                FlowField.PacketsLostMtuExceeded, FlowField.PacketsLostTtlExpired],
            text => $"""
            SELECT {AthenaQueryText.Columns("tgw_id", "tgw_attachment_id", "sum(packets_lost_no_route) AS no_route", "sum(packets_lost_blackhole) AS blackhole",
                "sum(packets_lost_mtu_exceeded) AS mtu_exceeded", "sum(packets_lost_ttl_expired) AS ttl_expired")}
            {text.From}
            GROUP BY 1, 2
            HAVING sum(packets_lost_no_route + packets_lost_blackhole + packets_lost_mtu_exceeded + packets_lost_ttl_expired) > 0
            ORDER BY sum(packets_lost_no_route + packets_lost_blackhole + packets_lost_mtu_exceeded + packets_lost_ttl_expired) DESC, 1, 2
            """),
        new("GatewayDroppedPairs", "Pairs without a route",
            "Pairs of addresses for which transit gateways lacked a route or had a blackhole.",
            [FlowField.Start, FlowField.TgwId, FlowField.SrcAddr, FlowField.DstAddr, FlowField.PacketsLostNoRoute, FlowField.PacketsLostBlackhole],
            text => $"""
            SELECT tgw_id, srcaddr, dstaddr, sum(packets_lost_no_route) AS no_route, sum(packets_lost_blackhole) AS blackhole
            {text.From}
            GROUP BY 1, 2, 3
            HAVING sum(packets_lost_no_route + packets_lost_blackhole) > 0
            ORDER BY sum(packets_lost_no_route + packets_lost_blackhole) DESC, 1, 2, 3
            LIMIT 100
            """),
        new("GatewayAttachments", "Bytes by attachment",
            "Bytes of each attachment, by direction.",
            [FlowField.Start, FlowField.TgwId, FlowField.TgwAttachmentId, FlowField.FlowDirection, FlowField.Bytes],
            text => $"""
            SELECT tgw_id, tgw_attachment_id, flow_direction, count(*) AS flows, sum(bytes) AS total_bytes
            {text.From}
              AND bytes IS NOT NULL
            GROUP BY 1, 2, 3
            ORDER BY total_bytes DESC, 1, 2, 3
            """),
        new("GatewayVpcPairs", "Bytes between VPCs",
            "Bytes between VPCs and their accounts through the gateway.",
            [FlowField.Start, FlowField.TgwSrcVpcAccountId, FlowField.TgwSrcVpcId, FlowField.TgwDstVpcAccountId, FlowField.TgwDstVpcId,
                FlowField.FlowDirection, FlowField.Bytes],
            text => $"""
            SELECT tgw_src_vpc_account_id, tgw_src_vpc_id, tgw_dst_vpc_account_id, tgw_dst_vpc_id, sum(bytes) AS total_bytes
            {text.From}
              AND flow_direction = 'ingress'
              AND tgw_src_vpc_id <> '-'
            GROUP BY 1, 2, 3, 4
            ORDER BY total_bytes DESC, 1, 2, 3, 4
            LIMIT 100
            """),
        new("GatewayCrossZone", "Bytes between zones through the gateway",
            "Bytes between availability zones through the gateway, and the cost of both sides.",
            [FlowField.Start, FlowField.TgwSrcAzId, FlowField.TgwDstAzId, FlowField.FlowDirection, FlowField.Bytes],
            text => $"""
            SELECT tgw_src_az_id, tgw_dst_az_id, sum(bytes) AS total_bytes, {AthenaQueryText.Cost("sum(bytes)", 2 * text.Prices.AcrossZones)}
            {text.From}
              AND flow_direction = 'ingress'
              AND tgw_src_az_id <> '-'
              AND tgw_src_az_id <> tgw_dst_az_id
            GROUP BY 1, 2
            ORDER BY total_bytes DESC, 1, 2
            """),
    ];
}
