namespace FlowLogStack.Records;

// Detections of changes of what surrounds security groups: their interfaces, network ACLs, routes and gateways.
public static partial class Detections
{
    /// <summary>Network interfaces and instances whose security groups were replaced.</summary>
    [BuiltIn(30)]
    public static ChangeDetection SecurityGroupsSwapped { get; } = new()
    {
        Id = "SecurityGroupsSwapped",
        Title = "Security groups replaced",
        Meaning = "The security groups of a network interface or an instance were replaced.",
        Rationale = "The rules of other groups apply at once, although no group has changed.",
        Response = "Find the caller, and compare the rules of the groups before and after.",
        Guidance = new(
            "Read the event for the interface, the groups and the caller; compare with the change calendar.",
            "Monitor the traffic of the interface from then on.",
            "Set the former groups. Allow changes only through the pipeline.",
            "Inform the caller how to make the change in code."),
        FalsePositives = "Load balancers, clusters and deployments replace the groups of their interfaces.",
        Techniques = ["T1562.007"],
        Limits = "Groups that an instance is started with, and Regions without a trail.",
        Calls = ["ModifyNetworkInterfaceAttribute", "ModifyInstanceAttribute"],
        Conditions = [new("requestParameters.groupSet.items.groupId", ["sg-"])],
        Subjects =
        [
            "requestParameters.networkInterfaceId", "requestParameters.instanceId", "requestParameters.groupSet.items[0].groupId",
            "requestParameters.groupSet.items[1].groupId",
            "requestParameters.groupSet.items[2].groupId", "requestParameters.groupSet.items[3].groupId", "requestParameters.groupSet.items[4].groupId",
        ],
    };

    /// <summary>Network ACLs that were created, deleted or associated with another subnet, or whose entries were changed.</summary>
    [BuiltIn(40)]
    public static ChangeDetection NetworkAclChanges { get; } = new()
    {
        Id = "NetworkAclChanges",
        Title = "Network ACL changed",
        Meaning = "A network ACL was created, deleted or associated, or its entries were changed.",
        Rationale = "An entry applies to all interfaces of the subnets at once, whatever their security groups accept.",
        Response = "Find the caller and the entry, and compare the rejected traffic of the subnets before and after.",
        Guidance = new(
            "Read the event for the entry and the caller; compare with the change calendar.",
            "Monitor the traffic of the subnets from then on.",
            "Revert the entry. Allow changes only through the pipeline.",
            "Inform the caller how to make the change in code."),
        FalsePositives = "Deployments of networks.",
        Techniques = ["T1562.007"],
        Limits = "Changes of prefix lists, and Regions without a trail.",
        Calls =
        [
            "CreateNetworkAcl", "CreateNetworkAclEntry", "DeleteNetworkAcl", "DeleteNetworkAclEntry", "ReplaceNetworkAclAssociation",
            "ReplaceNetworkAclEntry",
        ],
        Subjects =
        [
            "requestParameters.networkAclId", "responseElements.networkAcl.networkAclId", "requestParameters.associationId",
            "requestParameters.ruleAction", "requestParameters.cidrBlock",
            "requestParameters.ipv6CidrBlock",
        ],
    };

    /// <summary>Route tables that were created, deleted or associated with another subnet, or whose routes were changed.</summary>
    [BuiltIn(50)]
    public static ChangeDetection RouteTableChanges { get; } = new()
    {
        Id = "RouteTableChanges",
        Title = "Route table changed",
        Meaning = "A route table was created, deleted or associated, or its routes were changed.",
        Rationale = "A route can open a private subnet to the internet, or send its traffic past an inspection.",
        Response = "Find the caller and the route, and the subnets that use the table.",
        Guidance = new(
            "Read the event for the route, its target and the caller; compare with the change calendar.",
            "Monitor the egress traffic of the subnets from then on.",
            "Revert the route. Allow changes only through the pipeline.",
            "Inform the caller how to make the change in code."),
        FalsePositives = "Deployments of networks, and appliances that move a route to a healthy instance.",
        Techniques = ["T1599"],
        Limits = "Routes that a gateway propagates, routes of transit gateways and prefix lists, and Regions without a trail.",
        Calls =
        [
            "CreateRoute", "ReplaceRoute", "DeleteRoute", "CreateRouteTable", "DeleteRouteTable", "AssociateRouteTable", "DisassociateRouteTable",
            "ReplaceRouteTableAssociation",
        ],
        Subjects =
        [
            "requestParameters.routeTableId", "responseElements.routeTable.routeTableId", "requestParameters.associationId", "requestParameters.subnetId",
            "requestParameters.destinationCidrBlock",
            "requestParameters.destinationIpv6CidrBlock", "requestParameters.destinationPrefixListId", "requestParameters.gatewayId",
            "requestParameters.natGatewayId", "requestParameters.networkInterfaceId",
            "requestParameters.instanceId", "requestParameters.transitGatewayId", "requestParameters.vpcPeeringConnectionId",
        ],
    };

    /// <summary>Internet gateways and NAT gateways that were created, deleted, attached or detached.</summary>
    [BuiltIn(60)]
    public static ChangeDetection GatewayChanges { get; } = new()
    {
        Id = "GatewayChanges",
        Title = "Internet or NAT gateway changed",
        Meaning = "An internet gateway or a NAT gateway was created, deleted, attached or detached.",
        Rationale = "A gateway connects a network to the internet, which may have had no way out before.",
        Response = "Find the caller and the VPC, and whether the VPC may have a gateway.",
        Guidance = new(
            "Read the event for the gateway, the VPC and the caller; compare with the change calendar.",
            "Monitor the egress traffic of the VPC from then on.",
            "Detach the gateway. Deny the calls to all principals except the pipeline.",
            "Inform the caller how to make the change in code."),
        FalsePositives = "Deployments of networks.",
        Techniques = ["T1599"],
        Limits = "Transit gateways, VPN connections, peering connections and endpoints, and Regions without a trail.",
        Calls =
        [
            "CreateInternetGateway", "DeleteInternetGateway", "AttachInternetGateway", "DetachInternetGateway", "CreateEgressOnlyInternetGateway",
            "DeleteEgressOnlyInternetGateway",
            "CreateNatGateway", "DeleteNatGateway",
        ],
        Subjects =
        [
            "requestParameters.internetGatewayId", "responseElements.internetGateway.internetGatewayId", "requestParameters.vpcId",
            "responseElements.CreateEgressOnlyInternetGatewayResponse.egressOnlyInternetGateway.egressOnlyInternetGatewayId",
            "requestParameters.CreateEgressOnlyInternetGatewayRequest.VpcId",
            "requestParameters.DeleteEgressOnlyInternetGatewayRequest.EgressOnlyInternetGatewayId",
            "responseElements.CreateNatGatewayResponse.natGateway.natGatewayId",
            "requestParameters.CreateNatGatewayRequest.SubnetId", "requestParameters.DeleteNatGatewayRequest.NatGatewayId", "requestParameters.natGatewayId",
        ],
    };

    /// <summary>Flow logs that were created.</summary>
    [BuiltIn(70)]
    public static ChangeDetection FlowLogsCreated { get; } = new()
    {
        Id = "FlowLogsCreated",
        Title = "Flow logs created",
        Meaning = "Flow logs were created.",
        Rationale = "A flow log can send the records of a network to a bucket of another account.",
        Response = "Find the caller, and whether the destination is one of yours.",
        Guidance = new(
            "Read the event for the monitored resource, the destination and the caller.",
            "Compare the destination with the list of your log groups, buckets and streams.",
            "Delete the flow log if the destination isn't yours. Deny ec2:CreateFlowLogs to all principals except the pipeline.",
            "Inform the caller which destinations are approved."),
        FalsePositives = "Deployments of flow logs, this stack's own included.",
        Limits = "Flow logs that AWS services create in accounts of their own, and Regions without a trail.",
        Severity = Severity.Low,
        Calls = ["CreateFlowLogs"],
        Subjects =
        [
            "requestParameters.CreateFlowLogsRequest.ResourceId.content", "requestParameters.CreateFlowLogsRequest.ResourceId[0].content",
            "requestParameters.CreateFlowLogsRequest.LogDestination", "requestParameters.CreateFlowLogsRequest.LogGroupName",
        ],
    };
}
