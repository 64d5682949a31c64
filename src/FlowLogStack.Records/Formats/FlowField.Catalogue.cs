using System.Collections.Frozen;

namespace FlowLogStack.Records;

public sealed partial class FlowField
{
    // Field initializers run in the order of the file, so this list precedes its rows.
    static readonly List<FlowField> Rows = [];

    /// <summary><c>version</c>: The highest version among the fields of the format, as the record contains it.</summary>
    /// <remarks>Version 2, VPC and transit gateway records.</remarks>
    public static FlowField Version { get; } = Add("version", FieldKind.Number, 2, RecordKinds.Both);

    /// <summary><c>account-id</c>: The account that owns the interface; may be <c>unknown</c>.</summary>
    /// <remarks>Version 2, VPC and transit gateway records.</remarks>
    public static FlowField AccountId { get; } = Add("account-id", FieldKind.Text, 2, RecordKinds.Both);

    /// <summary><c>interface-id</c>: The network interface; <c>-</c> for a regional NAT gateway.</summary>
    /// <remarks>Version 2, VPC records.</remarks>
    public static FlowField InterfaceId { get; } = Add("interface-id", FieldKind.Text, 2, RecordKinds.Vpc);

    /// <summary><c>srcaddr</c>: The source; on the interface's own side always its primary private IPv4 address.</summary>
    /// <remarks>Version 2, VPC and transit gateway records.</remarks>
    public static FlowField SrcAddr { get; } = Add("srcaddr", FieldKind.Address, 2, RecordKinds.Both);

    /// <summary><c>dstaddr</c>: The destination; on the interface's own side always its primary private IPv4 address.</summary>
    /// <remarks>Version 2, VPC and transit gateway records.</remarks>
    public static FlowField DstAddr { get; } = Add("dstaddr", FieldKind.Address, 2, RecordKinds.Both);

    /// <summary><c>srcport</c>: The source port; 0 for ICMP.</summary>
    /// <remarks>Version 2, VPC and transit gateway records.</remarks>
    public static FlowField SrcPort { get; } = Add("srcport", FieldKind.Number, 2, RecordKinds.Both);

    /// <summary><c>dstport</c>: The destination port; 0 for ICMP.</summary>
    /// <remarks>Version 2, VPC and transit gateway records.</remarks>
    public static FlowField DstPort { get; } = Add("dstport", FieldKind.Number, 2, RecordKinds.Both);

    /// <summary><c>protocol</c>: The IANA protocol number: 1 ICMP, 6 TCP, 17 UDP, 58 ICMPv6.</summary>
    /// <remarks>Version 2, VPC and transit gateway records.</remarks>
    public static FlowField Protocol { get; } = Add("protocol", FieldKind.Number, 2, RecordKinds.Both);

    /// <summary><c>packets</c>: Packets transferred in the aggregation interval.</summary>
    /// <remarks>Version 2, VPC and transit gateway records.</remarks>
    public static FlowField Packets { get; } = Add("packets", FieldKind.Counter, 2, RecordKinds.Both);

    /// <summary><c>bytes</c>: Bytes transferred in the aggregation interval.</summary>
    /// <remarks>Version 2, VPC and transit gateway records.</remarks>
    public static FlowField Bytes { get; } = Add("bytes", FieldKind.Counter, 2, RecordKinds.Both);

    /// <summary><c>start</c>: When the first packet of the flow was seen in the interval; may be up to 60 s off.</summary>
    /// <remarks>Version 2, VPC and transit gateway records.</remarks>
    public static FlowField Start { get; } = Add("start", FieldKind.Instant, 2, RecordKinds.Both);

    /// <summary><c>end</c>: When the last packet of the flow was seen in the interval; may be up to 60 s off.</summary>
    /// <remarks>Version 2, VPC and transit gateway records.</remarks>
    public static FlowField End { get; } = Add("end", FieldKind.Instant, 2, RecordKinds.Both);

    /// <summary><c>action</c>: <c>ACCEPT</c> or <c>REJECT</c>; a packet after the connection closed is also <c>REJECT</c>.</summary>
    /// <remarks>Version 2, VPC records.</remarks>
    public static FlowField Action { get; } = Add("action", FieldKind.Text, 2, RecordKinds.Vpc);

    /// <summary><c>log-status</c>: <c>OK</c>, <c>NODATA</c> (no traffic) or <c>SKIPDATA</c> (records were skipped).</summary>
    /// <remarks>Version 2, VPC and transit gateway records.</remarks>
    public static FlowField LogStatus { get; } = Add("log-status", FieldKind.Text, 2, RecordKinds.Both);

    /// <summary><c>vpc-id</c>: The VPC of the interface.</summary>
    /// <remarks>Version 3, VPC records.</remarks>
    public static FlowField VpcId { get; } = Add("vpc-id", FieldKind.Text, 3, RecordKinds.Vpc);

    /// <summary><c>subnet-id</c>: The subnet of the interface; <c>-</c> for a regional NAT gateway.</summary>
    /// <remarks>Version 3, VPC records.</remarks>
    public static FlowField SubnetId { get; } = Add("subnet-id", FieldKind.Text, 3, RecordKinds.Vpc);

    /// <summary><c>instance-id</c>: The instance of the interface; <c>-</c> for a requester-managed interface.</summary>
    /// <remarks>Version 3, VPC records.</remarks>
    public static FlowField InstanceId { get; } = Add("instance-id", FieldKind.Text, 3, RecordKinds.Vpc);

    /// <summary><c>tcp-flags</c>: The OR of the flags seen: FIN 1, SYN 2, RST 4, SYN-ACK 18; transit gateways add PSH 8, ACK 16 and URG 32.</summary>
    /// <remarks>Version 3, VPC and transit gateway records.</remarks>
    public static FlowField TcpFlags { get; } = Add("tcp-flags", FieldKind.Number, 3, RecordKinds.Both);

    /// <summary><c>type</c>: <c>IPv4</c>, <c>IPv6</c> or <c>EFA</c>.</summary>
    /// <remarks>Version 3, VPC and transit gateway records.</remarks>
    public static FlowField Type { get; } = Add("type", FieldKind.Text, 3, RecordKinds.Both);

    /// <summary><c>pkt-srcaddr</c>: The packet's own source, before NAT and for secondary addresses and pods.</summary>
    /// <remarks>Version 3, VPC records.</remarks>
    public static FlowField PktSrcAddr { get; } = Add("pkt-srcaddr", FieldKind.Address, 3, RecordKinds.Vpc);

    /// <summary><c>pkt-dstaddr</c>: The packet's own destination, before NAT and for secondary addresses and pods.</summary>
    /// <remarks>Version 3, VPC records.</remarks>
    public static FlowField PktDstAddr { get; } = Add("pkt-dstaddr", FieldKind.Address, 3, RecordKinds.Vpc);

    /// <summary><c>region</c>: The region of the interface.</summary>
    /// <remarks>Version 4, VPC and transit gateway records.</remarks>
    public static FlowField Region { get; } = Add("region", FieldKind.Text, 4, RecordKinds.Both);

    /// <summary><c>az-id</c>: The availability zone id; <c>-</c> in a sublocation.</summary>
    /// <remarks>Version 4, VPC records.</remarks>
    public static FlowField AzId { get; } = Add("az-id", FieldKind.Text, 4, RecordKinds.Vpc);

    /// <summary><c>sublocation-type</c>: <c>wavelength</c>, <c>outpost</c> or <c>localzone</c>.</summary>
    /// <remarks>Version 4, VPC records.</remarks>
    public static FlowField SublocationType { get; } = Add("sublocation-type", FieldKind.Text, 4, RecordKinds.Vpc);

    /// <summary><c>sublocation-id</c>: The id of the sublocation.</summary>
    /// <remarks>Version 4, VPC records.</remarks>
    public static FlowField SublocationId { get; } = Add("sublocation-id", FieldKind.Text, 4, RecordKinds.Vpc);

    /// <summary><c>pkt-src-aws-service</c>: The AWS service of <c>pkt-srcaddr</c>, such as <c>S3</c>; an open set.</summary>
    /// <remarks>Version 5, VPC and transit gateway records.</remarks>
    public static FlowField PktSrcAwsService { get; } = Add("pkt-src-aws-service", FieldKind.Text, 5, RecordKinds.Both);

    /// <summary><c>pkt-dst-aws-service</c>: The AWS service of <c>pkt-dstaddr</c>, such as <c>S3</c>; an open set.</summary>
    /// <remarks>Version 5, VPC and transit gateway records.</remarks>
    public static FlowField PktDstAwsService { get; } = Add("pkt-dst-aws-service", FieldKind.Text, 5, RecordKinds.Both);

    /// <summary><c>flow-direction</c>: <c>ingress</c> or <c>egress</c>, relative to the interface.</summary>
    /// <remarks>Version 5, VPC and transit gateway records.</remarks>
    public static FlowField FlowDirection { get; } = Add("flow-direction", FieldKind.Text, 5, RecordKinds.Both);

    /// <summary><c>traffic-path</c>: The path egress traffic took, 1 to 8; <c>-</c> for ingress.</summary>
    /// <remarks>Version 5, VPC records.</remarks>
    public static FlowField TrafficPath { get; } = Add("traffic-path", FieldKind.Number, 5, RecordKinds.Vpc);

    /// <summary><c>ecs-cluster-arn</c>: The ECS cluster's ARN; the creator needs ecs:List* for any ecs field.</summary>
    /// <remarks>Version 7, VPC records.</remarks>
    public static FlowField EcsClusterArn { get; } = Add("ecs-cluster-arn", FieldKind.Text, 7, RecordKinds.Vpc);

    /// <summary><c>ecs-cluster-name</c>: The ECS cluster's name.</summary>
    /// <remarks>Version 7, VPC records.</remarks>
    public static FlowField EcsClusterName { get; } = Add("ecs-cluster-name", FieldKind.Text, 7, RecordKinds.Vpc);

    /// <summary><c>ecs-container-instance-arn</c>: The container instance's ARN.</summary>
    /// <remarks>Version 7, VPC records.</remarks>
    public static FlowField EcsContainerInstanceArn { get; } = Add("ecs-container-instance-arn", FieldKind.Text, 7, RecordKinds.Vpc);

    /// <summary><c>ecs-container-instance-id</c>: The container instance; <c>-</c> on Fargate.</summary>
    /// <remarks>Version 7, VPC records.</remarks>
    public static FlowField EcsContainerInstanceId { get; } = Add("ecs-container-instance-id", FieldKind.Text, 7, RecordKinds.Vpc);

    /// <summary><c>ecs-container-id</c>: The Docker runtime id of the first container.</summary>
    /// <remarks>Version 7, VPC records.</remarks>
    public static FlowField EcsContainerId { get; } = Add("ecs-container-id", FieldKind.Text, 7, RecordKinds.Vpc);

    /// <summary><c>ecs-second-container-id</c>: The Docker runtime id of the second container.</summary>
    /// <remarks>Version 7, VPC records.</remarks>
    public static FlowField EcsSecondContainerId { get; } = Add("ecs-second-container-id", FieldKind.Text, 7, RecordKinds.Vpc);

    /// <summary><c>ecs-service-name</c>: The ECS service's name.</summary>
    /// <remarks>Version 7, VPC records.</remarks>
    public static FlowField EcsServiceName { get; } = Add("ecs-service-name", FieldKind.Text, 7, RecordKinds.Vpc);

    /// <summary><c>ecs-task-definition-arn</c>: The ECS task definition's ARN.</summary>
    /// <remarks>Version 7, VPC records.</remarks>
    public static FlowField EcsTaskDefinitionArn { get; } = Add("ecs-task-definition-arn", FieldKind.Text, 7, RecordKinds.Vpc);

    /// <summary><c>ecs-task-arn</c>: The ECS task's ARN.</summary>
    /// <remarks>Version 7, VPC records.</remarks>
    public static FlowField EcsTaskArn { get; } = Add("ecs-task-arn", FieldKind.Text, 7, RecordKinds.Vpc);

    /// <summary><c>ecs-task-id</c>: The ECS task.</summary>
    /// <remarks>Version 7, VPC records.</remarks>
    public static FlowField EcsTaskId { get; } = Add("ecs-task-id", FieldKind.Text, 7, RecordKinds.Vpc);

    /// <summary><c>reject-reason</c>: <c>BPA</c> (block public access) or <c>EC</c> (encryption control), else <c>-</c>.</summary>
    /// <remarks>Version 8, VPC records.</remarks>
    public static FlowField RejectReason { get; } = Add("reject-reason", FieldKind.Text, 8, RecordKinds.Vpc);

    /// <summary><c>resource-id</c>: The regional NAT gateway, <c>nat-…</c>, else <c>-</c>.</summary>
    /// <remarks>Version 9, VPC records.</remarks>
    public static FlowField ResourceId { get; } = Add("resource-id", FieldKind.Text, 9, RecordKinds.Vpc);

    /// <summary><c>encryption-status</c>: 0 none, 1 Nitro, 2 application, 3 both; <c>-</c> unknown.</summary>
    /// <remarks>Version 10, VPC records.</remarks>
    public static FlowField EncryptionStatus { get; } = Add("encryption-status", FieldKind.Number, 10, RecordKinds.Vpc);

    /// <summary><c>instance-tag</c>: The value of the first chosen tag of the instance.</summary>
    /// <remarks>Version 11, VPC records.</remarks>
    public static FlowField InstanceTag { get; } = Add("instance-tag", FieldKind.EncodedText, 11, RecordKinds.Vpc);

    /// <summary><c>instance-tag-2</c>: The value of the second chosen tag of the instance.</summary>
    /// <remarks>Version 11, VPC records.</remarks>
    public static FlowField InstanceTag2 { get; } = Add("instance-tag-2", FieldKind.EncodedText, 11, RecordKinds.Vpc);

    /// <summary><c>interface-tag</c>: The value of the first chosen tag of the interface.</summary>
    /// <remarks>Version 11, VPC records.</remarks>
    public static FlowField InterfaceTag { get; } = Add("interface-tag", FieldKind.EncodedText, 11, RecordKinds.Vpc);

    /// <summary><c>interface-tag-2</c>: The value of the second chosen tag of the interface.</summary>
    /// <remarks>Version 11, VPC records.</remarks>
    public static FlowField InterfaceTag2 { get; } = Add("interface-tag-2", FieldKind.EncodedText, 11, RecordKinds.Vpc);

    /// <summary><c>asg-tag</c>: The value of the first chosen tag of the Auto Scaling group.</summary>
    /// <remarks>Version 11, VPC records.</remarks>
    public static FlowField AsgTag { get; } = Add("asg-tag", FieldKind.EncodedText, 11, RecordKinds.Vpc);

    /// <summary><c>asg-tag-2</c>: The value of the second chosen tag of the Auto Scaling group.</summary>
    /// <remarks>Version 11, VPC records.</remarks>
    public static FlowField AsgTag2 { get; } = Add("asg-tag-2", FieldKind.EncodedText, 11, RecordKinds.Vpc);

    /// <summary>
    /// <c>interface-type</c>: <c>nat_gateway</c>, <c>network_load_balancer</c>, <c>regional_nat_gateway</c>,
    /// <c>transit_gateway</c> or <c>vpc_endpoint</c>, else <c>-</c>.
    /// </summary>
    /// <remarks>Version 11, VPC records.</remarks>
    public static FlowField InterfaceType { get; } = Add("interface-type", FieldKind.Text, 11, RecordKinds.Vpc);

    /// <summary>
    /// <c>next-hop-interface-id</c>: The interface of the next hop; <c>-</c> toward an internet gateway, another region or a
    /// foreign account.
    /// </summary>
    /// <remarks>Version 11, VPC records.</remarks>
    public static FlowField NextHopInterfaceId { get; } = Add("next-hop-interface-id", FieldKind.Text, 11, RecordKinds.Vpc);

    /// <summary><c>next-hop-subnet-id</c>: The subnet of the next hop.</summary>
    /// <remarks>Version 11, VPC records.</remarks>
    public static FlowField NextHopSubnetId { get; } = Add("next-hop-subnet-id", FieldKind.Text, 11, RecordKinds.Vpc);

    /// <summary><c>next-hop-az-id</c>: The availability zone of the next hop.</summary>
    /// <remarks>Version 11, VPC records.</remarks>
    public static FlowField NextHopAzId { get; } = Add("next-hop-az-id", FieldKind.Text, 11, RecordKinds.Vpc);

    /// <summary><c>next-hop-vpc-id</c>: The VPC of the next hop.</summary>
    /// <remarks>Version 11, VPC records.</remarks>
    public static FlowField NextHopVpcId { get; } = Add("next-hop-vpc-id", FieldKind.Text, 11, RecordKinds.Vpc);

    /// <summary><c>next-hop-interface-type</c>: The type of the next hop's interface.</summary>
    /// <remarks>Version 11, VPC records.</remarks>
    public static FlowField NextHopInterfaceType { get; } = Add("next-hop-interface-type", FieldKind.Text, 11, RecordKinds.Vpc);

    /// <summary><c>resource-type</c>: Always <c>TransitGateway</c>.</summary>
    /// <remarks>Version 6, transit gateway records.</remarks>
    public static FlowField ResourceType { get; } = Add("resource-type", FieldKind.Text, 6, RecordKinds.TransitGateway);

    /// <summary><c>tgw-id</c>: The transit gateway.</summary>
    /// <remarks>Version 6, transit gateway records.</remarks>
    public static FlowField TgwId { get; } = Add("tgw-id", FieldKind.Text, 6, RecordKinds.TransitGateway);

    /// <summary><c>tgw-attachment-id</c>: The attachment of the record.</summary>
    /// <remarks>Version 6, transit gateway records.</remarks>
    public static FlowField TgwAttachmentId { get; } = Add("tgw-attachment-id", FieldKind.Text, 6, RecordKinds.TransitGateway);

    /// <summary><c>tgw-src-vpc-account-id</c>: The account of the source VPC.</summary>
    /// <remarks>Version 6, transit gateway records.</remarks>
    public static FlowField TgwSrcVpcAccountId { get; } = Add("tgw-src-vpc-account-id", FieldKind.Text, 6, RecordKinds.TransitGateway);

    /// <summary><c>tgw-dst-vpc-account-id</c>: The account of the destination VPC.</summary>
    /// <remarks>Version 6, transit gateway records.</remarks>
    public static FlowField TgwDstVpcAccountId { get; } = Add("tgw-dst-vpc-account-id", FieldKind.Text, 6, RecordKinds.TransitGateway);

    /// <summary><c>tgw-src-vpc-id</c>: The source VPC.</summary>
    /// <remarks>Version 6, transit gateway records.</remarks>
    public static FlowField TgwSrcVpcId { get; } = Add("tgw-src-vpc-id", FieldKind.Text, 6, RecordKinds.TransitGateway);

    /// <summary><c>tgw-dst-vpc-id</c>: The destination VPC.</summary>
    /// <remarks>Version 6, transit gateway records.</remarks>
    public static FlowField TgwDstVpcId { get; } = Add("tgw-dst-vpc-id", FieldKind.Text, 6, RecordKinds.TransitGateway);

    /// <summary><c>tgw-src-subnet-id</c>: The source subnet.</summary>
    /// <remarks>Version 6, transit gateway records.</remarks>
    public static FlowField TgwSrcSubnetId { get; } = Add("tgw-src-subnet-id", FieldKind.Text, 6, RecordKinds.TransitGateway);

    /// <summary><c>tgw-dst-subnet-id</c>: The destination subnet.</summary>
    /// <remarks>Version 6, transit gateway records.</remarks>
    public static FlowField TgwDstSubnetId { get; } = Add("tgw-dst-subnet-id", FieldKind.Text, 6, RecordKinds.TransitGateway);

    /// <summary><c>tgw-src-eni</c>: The transit gateway's interface in the source VPC.</summary>
    /// <remarks>Version 6, transit gateway records.</remarks>
    public static FlowField TgwSrcEni { get; } = Add("tgw-src-eni", FieldKind.Text, 6, RecordKinds.TransitGateway);

    /// <summary><c>tgw-dst-eni</c>: The transit gateway's interface in the destination VPC.</summary>
    /// <remarks>Version 6, transit gateway records.</remarks>
    public static FlowField TgwDstEni { get; } = Add("tgw-dst-eni", FieldKind.Text, 6, RecordKinds.TransitGateway);

    /// <summary><c>tgw-src-az-id</c>: The availability zone of the source interface.</summary>
    /// <remarks>Version 6, transit gateway records.</remarks>
    public static FlowField TgwSrcAzId { get; } = Add("tgw-src-az-id", FieldKind.Text, 6, RecordKinds.TransitGateway);

    /// <summary><c>tgw-dst-az-id</c>: The availability zone of the destination interface.</summary>
    /// <remarks>Version 6, transit gateway records.</remarks>
    public static FlowField TgwDstAzId { get; } = Add("tgw-dst-az-id", FieldKind.Text, 6, RecordKinds.TransitGateway);

    /// <summary><c>tgw-pair-attachment-id</c>: The attachment on the other side of the flow.</summary>
    /// <remarks>Version 6, transit gateway records.</remarks>
    public static FlowField TgwPairAttachmentId { get; } = Add("tgw-pair-attachment-id", FieldKind.Text, 6, RecordKinds.TransitGateway);

    /// <summary><c>packets-lost-no-route</c>: Packets lost because no route was specified.</summary>
    /// <remarks>Version 6, transit gateway records.</remarks>
    public static FlowField PacketsLostNoRoute { get; } = Add("packets-lost-no-route", FieldKind.Counter, 6, RecordKinds.TransitGateway);

    /// <summary><c>packets-lost-blackhole</c>: Packets lost to a blackhole route.</summary>
    /// <remarks>Version 6, transit gateway records.</remarks>
    public static FlowField PacketsLostBlackhole { get; } = Add("packets-lost-blackhole", FieldKind.Counter, 6, RecordKinds.TransitGateway);

    /// <summary><c>packets-lost-mtu-exceeded</c>: Packets lost because they exceeded the MTU.</summary>
    /// <remarks>Version 6, transit gateway records.</remarks>
    public static FlowField PacketsLostMtuExceeded { get; } = Add("packets-lost-mtu-exceeded", FieldKind.Counter, 6, RecordKinds.TransitGateway);

    /// <summary><c>packets-lost-ttl-expired</c>: Packets lost because their time to live expired.</summary>
    /// <remarks>Version 6, transit gateway records.</remarks>
    public static FlowField PacketsLostTtlExpired { get; } = Add("packets-lost-ttl-expired", FieldKind.Counter, 6, RecordKinds.TransitGateway);

    /// <summary>All fields that AWS documents: the VPC fields by version, then the fields of transit gateways only.</summary>
    public static IReadOnlyList<FlowField> Catalogue { get; } = Rows.AsReadOnly();

    static readonly FrozenDictionary<string, FlowField> ByName = Catalogue.ToFrozenDictionary(field => field.Name, StringComparer.Ordinal);

    static FlowField Add(string name, FieldKind kind, int version, RecordKinds appliesTo)
    {
        var field = new FlowField(name, kind, version, appliesTo, isCustom: false);
        Rows.Add(field);
        return field;
    }
}
