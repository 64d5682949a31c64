namespace FlowLogStack.Records;

/// <summary>Athena queries for traffic paths and their cost.</summary>
static class PathQuestions
{
    public static IEnumerable<AthenaQuery> All { get; } =
    [
        new("AwsServices", "Bytes to and from AWS services",
            "Bytes between interfaces and AWS services, by direction.",
            [FlowField.Start, FlowField.FlowDirection, FlowField.PktSrcAwsService, FlowField.PktDstAwsService, FlowField.Bytes],
            text => $"""
            SELECT {AthenaQueryText.Columns("flow_direction",
                "CASE flow_direction WHEN 'egress' THEN pkt_dst_aws_service ELSE pkt_src_aws_service END AS aws_service",
                "count(*) AS flows", "sum(bytes) AS total_bytes")}
            {text.From}
              AND CASE flow_direction WHEN 'egress' THEN pkt_dst_aws_service ELSE pkt_src_aws_service END <> '-'
            GROUP BY 1, 2
            ORDER BY total_bytes DESC, 1, 2
            """),
        new("TrafficPaths", "Bytes by traffic path",
            "Bytes of egress traffic by path: within the VPC, through gateways, over peerings.",
            [FlowField.Start, FlowField.TrafficPath, FlowField.Bytes],
            text => $"""
            SELECT {ViewColumns.TrafficPathName("traffic_path")} AS path, count(*) AS flows, sum(bytes) AS total_bytes
            {text.From}
              AND traffic_path IS NOT NULL
            GROUP BY 1
            ORDER BY total_bytes DESC, 1
            """),
        new("InternetEgress", "Bytes to the internet and their cost",
            "Interfaces with the most bytes to the internet, and their cost. Traffic that may have used a gateway endpoint for S3 or DynamoDB is excluded.",
            [FlowField.Start, FlowField.InterfaceId, FlowField.TrafficPath, FlowField.PktDstAwsService, FlowField.Bytes],
            text => $"""
            SELECT interface_id, sum(bytes) AS total_bytes, {AthenaQueryText.Cost("sum(bytes)", text.Prices.ToInternet)}
            {text.From}
              AND (traffic_path = 8 OR (traffic_path = 2 AND COALESCE(pkt_dst_aws_service, '-') NOT IN ('S3', 'DYNAMODB')))
            GROUP BY 1
            ORDER BY total_bytes DESC, 1
            LIMIT 100
            """),
        new("CrossRegion", "Bytes to other regions and their cost",
            "Bytes over peerings with other regions, by pair, and their cost.",
            [FlowField.Start, FlowField.Region, FlowField.SrcAddr, FlowField.DstAddr, FlowField.TrafficPath, FlowField.Bytes],
            text => $"""
            SELECT region, srcaddr, dstaddr, sum(bytes) AS total_bytes, {AthenaQueryText.Cost("sum(bytes)", text.Prices.AcrossRegions)}
            {text.From}
              AND traffic_path = 5
            GROUP BY 1, 2, 3
            ORDER BY total_bytes DESC, 1, 2, 3
            LIMIT 100
            """),
        new("CrossZone", "Bytes between availability zones and their cost",
            "Bytes between zones, and the cost of both sides. The zone of an address is that of the interface that logged it; addresses in two zones "
                + "are excluded.",
            [FlowField.Start, FlowField.SrcAddr, FlowField.DstAddr, FlowField.AzId, FlowField.FlowDirection, FlowField.Bytes],
            text => $"""
            WITH traffic AS (
              SELECT srcaddr, dstaddr, flow_direction, az_id, sum(bytes) AS bytes
              {text.From}
                AND az_id <> '-'
                AND flow_direction IN ('ingress', 'egress')
              GROUP BY 1, 2, 3, 4
            ), places AS (
              SELECT {AthenaQueryText.OwnAddress} AS address, min(az_id) AS az_id
              FROM traffic
              GROUP BY 1
              HAVING min(az_id) = max(az_id)
            )
            SELECT {AthenaQueryText.Columns("source.az_id AS source_zone", "destination.az_id AS destination_zone", "sum(traffic.bytes) AS total_bytes",
                AthenaQueryText.Cost("sum(traffic.bytes)", 2 * text.Prices.AcrossZones))}
            FROM traffic
            JOIN places AS source ON source.address = traffic.srcaddr
            JOIN places AS destination ON destination.address = traffic.dstaddr
            WHERE traffic.flow_direction = 'egress' AND source.az_id <> destination.az_id
            GROUP BY 1, 2
            ORDER BY total_bytes DESC, 1, 2
            """),
        new("NatGateways", "Bytes through NAT gateways and their cost",
            "Bytes processed by NAT gateways, and their cost.",
            [FlowField.Start, FlowField.InterfaceId, FlowField.InterfaceType, FlowField.FlowDirection, FlowField.Bytes],
            text => $"""
            SELECT interface_id, interface_type, sum(bytes) AS total_bytes, {AthenaQueryText.Cost("sum(bytes)", text.Prices.ThroughNatGateway)}
            {text.From}
              AND interface_type IN ('nat_gateway', 'regional_nat_gateway')
              AND flow_direction = 'ingress'
            GROUP BY 1, 2
            ORDER BY total_bytes DESC, 1, 2
            """),
        new("RegionalNatGateways", "Bytes through regional NAT gateways",
            "Bytes of each regional NAT gateway, by direction.",
            [FlowField.Start, FlowField.ResourceId, FlowField.FlowDirection, FlowField.Bytes],
            text => $"""
            SELECT resource_id, flow_direction, count(*) AS flows, sum(bytes) AS total_bytes
            {text.From}
              AND resource_id <> '-'
              AND flow_direction <> '-'
            GROUP BY 1, 2
            ORDER BY total_bytes DESC, 1, 2
            """),
        new("NextHops", "Bytes by next hop",
            "Bytes of egress traffic by the next hop's interface type, zone and VPC.",
            [FlowField.Start, FlowField.NextHopInterfaceType, FlowField.NextHopAzId, FlowField.NextHopVpcId, FlowField.Bytes],
            text => $"""
            SELECT next_hop_interface_type, next_hop_az_id, next_hop_vpc_id, count(*) AS flows, sum(bytes) AS total_bytes
            {text.From}
              AND next_hop_vpc_id <> '-'
            GROUP BY 1, 2, 3
            ORDER BY total_bytes DESC, 1, 2, 3
            LIMIT 100
            """),
        new("Sublocations", "Bytes at Outposts, Local Zones and Wavelength Zones",
            "Bytes of interfaces in sublocations, by direction.",
            [FlowField.Start, FlowField.SublocationType, FlowField.SublocationId, FlowField.FlowDirection, FlowField.Bytes],
            text => $"""
            SELECT sublocation_type, sublocation_id, flow_direction, count(*) AS flows, sum(bytes) AS total_bytes
            {text.From}
              AND sublocation_id <> '-'
              AND flow_direction <> '-'
            GROUP BY 1, 2, 3
            ORDER BY total_bytes DESC, 1, 2, 3
            """),
        new("EcsServices", "Map of ECS services",
            "Bytes between ECS services, identified by the addresses of their tasks.",
            [FlowField.Start, FlowField.SrcAddr, FlowField.DstAddr, FlowField.DstPort, FlowField.FlowDirection, FlowField.EcsClusterName,
                FlowField.EcsServiceName, FlowField.Bytes],
            text => $"""
            WITH traffic AS (
              SELECT srcaddr, dstaddr, dstport, flow_direction, ecs_cluster_name || '/' || ecs_service_name AS service, sum(bytes) AS bytes
              {text.From}
                AND ecs_service_name <> '-'
                AND flow_direction IN ('ingress', 'egress')
              GROUP BY 1, 2, 3, 4, 5
            ), places AS (
              SELECT {AthenaQueryText.OwnAddress} AS address, min(service) AS service
              FROM traffic
              GROUP BY 1
              HAVING min(service) = max(service)
            )
            SELECT traffic.service AS from_service, COALESCE(places.service, 'elsewhere') AS to_service, traffic.dstport, sum(traffic.bytes) AS total_bytes
            FROM traffic
            LEFT JOIN places ON places.address = traffic.dstaddr
            WHERE traffic.flow_direction = 'egress'
            GROUP BY 1, 2, 3
            ORDER BY total_bytes DESC, 1, 2, 3
            LIMIT 200
            """),
        new("InstanceTags", "Bytes by the instances' tag",
            "Bytes of instances, by the value of the first tag that the flow log records.",
            [FlowField.Start, FlowField.InstanceTag, FlowField.Bytes],
            text => $"""
            SELECT TRY(url_decode(instance_tag)) AS tag, count(*) AS flows, sum(bytes) AS total_bytes
            {text.From}
              AND instance_tag <> '-'
            GROUP BY 1
            ORDER BY total_bytes DESC, 1
            LIMIT 100
            """),
    ];
}
