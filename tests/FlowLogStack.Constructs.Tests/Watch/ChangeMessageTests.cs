using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FlowLogStack.Watch;

namespace FlowLogStack.Constructs.Tests.Watch;

/// <summary>The message of each call that changes a network, as EventBridge makes it from CloudTrail's event.</summary>
public sealed partial class ChangeMessageTests : ConstructTests
{
    public static TheoryData<string, string, string> Events => new()
    {
        { "AuthorizeSecurityGroupIngress", """{ "requestParameters": { "groupId": "sg-0a1b2c3d", "ipPermissions": { "items": [{ "ipProtocol": "tcp", "fromPort": 22 }] } } }""", "Security group changed: AuthorizeSecurityGroupIngress sg-0a1b2c3d by" },
        { "AuthorizeSecurityGroupEgress", """{ "requestParameters": { "groupId": "sg-0a1b2c3d" } }""", "Security group changed: AuthorizeSecurityGroupEgress sg-0a1b2c3d by" },
        { "RevokeSecurityGroupIngress", """{ "requestParameters": { "groupId": "sg-0a1b2c3d" } }""", "Security group changed: RevokeSecurityGroupIngress sg-0a1b2c3d by" },
        { "RevokeSecurityGroupEgress", """{ "requestParameters": { "groupId": "sg-0a1b2c3d" } }""", "Security group changed: RevokeSecurityGroupEgress sg-0a1b2c3d by" },
        { "ModifySecurityGroupRules", """{ "requestParameters": { "ModifySecurityGroupRulesRequest": { "GroupId": "sg-0a1b2c3d" } } }""", "Security group changed: ModifySecurityGroupRules sg-0a1b2c3d by" },
        { "CreateSecurityGroup", """{ "requestParameters": { "groupName": "web", "vpcId": "vpc-0a1b2c3d" }, "responseElements": { "groupId": "sg-0a1b2c3d" } }""", "Security group changed: CreateSecurityGroup sg-0a1b2c3d web by" },
        { "DeleteSecurityGroup", """{ "requestParameters": { "groupId": "sg-0a1b2c3d" } }""", "Security group changed: DeleteSecurityGroup sg-0a1b2c3d by" },
        { "AssociateSecurityGroupVpc", """{ "requestParameters": { "groupId": "sg-0a1b2c3d" } }""", "Security group changed: AssociateSecurityGroupVpc sg-0a1b2c3d by" },
        { "DisassociateSecurityGroupVpc", """{ "requestParameters": { "groupId": "sg-0a1b2c3d" } }""", "Security group changed: DisassociateSecurityGroupVpc sg-0a1b2c3d by" },
        { "ModifyNetworkInterfaceAttribute", """{ "requestParameters": { "networkInterfaceId": "eni-0a1b2c3d", "groupSet": { "items": [{ "groupId": "sg-0a1b2c3d" }, { "groupId": "sg-0f0e0d0c" }] } } }""", "Security groups replaced: ModifyNetworkInterfaceAttribute eni-0a1b2c3d sg-0a1b2c3d sg-0f0e0d0c by" },
        { "ModifyInstanceAttribute", """{ "requestParameters": { "instanceId": "i-0a1b2c3d", "groupSet": { "items": [{ "groupId": "sg-0a1b2c3d" }] } } }""", "Security groups replaced: ModifyInstanceAttribute i-0a1b2c3d sg-0a1b2c3d by" },
        { "CreateNetworkAcl", """{ "requestParameters": { "vpcId": "vpc-0a1b2c3d" }, "responseElements": { "networkAcl": { "networkAclId": "acl-0a1b2c3d" } } }""", "Network ACL changed: CreateNetworkAcl acl-0a1b2c3d by" },
        { "CreateNetworkAclEntry", """{ "requestParameters": { "networkAclId": "acl-0a1b2c3d", "ruleNumber": 90, "egress": false, "ruleAction": "allow", "icmpTypeCode": {}, "portRange": { "from": 22, "to": 22 }, "aclProtocol": "6", "cidrBlock": "0.0.0.0/0" } }""", "Network ACL changed: CreateNetworkAclEntry acl-0a1b2c3d allow 0.0.0.0/0 by" },
        { "DeleteNetworkAcl", """{ "requestParameters": { "networkAclId": "acl-0a1b2c3d" } }""", "Network ACL changed: DeleteNetworkAcl acl-0a1b2c3d by" },
        { "DeleteNetworkAclEntry", """{ "requestParameters": { "networkAclId": "acl-0a1b2c3d", "ruleNumber": 90, "egress": true } }""", "Network ACL changed: DeleteNetworkAclEntry acl-0a1b2c3d by" },
        { "ReplaceNetworkAclEntry", """{ "requestParameters": { "networkAclId": "acl-0a1b2c3d", "ruleNumber": 90, "ruleAction": "deny", "ipv6CidrBlock": "::/0" } }""", "Network ACL changed: ReplaceNetworkAclEntry acl-0a1b2c3d deny ::/0 by" },
        { "ReplaceNetworkAclAssociation", """{ "requestParameters": { "associationId": "aclassoc-0a1b2c3d", "networkAclId": "acl-0a1b2c3d" } }""", "Network ACL changed: ReplaceNetworkAclAssociation acl-0a1b2c3d aclassoc-0a1b2c3d by" },
        { "CreateRoute", """{ "requestParameters": { "routeTableId": "rtb-0a1b2c3d", "destinationCidrBlock": "0.0.0.0/0", "gatewayId": "igw-0a1b2c3d" } }""", "Route table changed: CreateRoute rtb-0a1b2c3d 0.0.0.0/0 igw-0a1b2c3d by" },
        { "ReplaceRoute", """{ "requestParameters": { "routeTableId": "rtb-0a1b2c3d", "destinationCidrBlock": "0.0.0.0/0", "networkInterfaceId": "eni-0a1b2c3d" } }""", "Route table changed: ReplaceRoute rtb-0a1b2c3d 0.0.0.0/0 eni-0a1b2c3d by" },
        { "DeleteRoute", """{ "requestParameters": { "routeTableId": "rtb-0a1b2c3d", "destinationCidrBlock": "10.0.0.0/8" } }""", "Route table changed: DeleteRoute rtb-0a1b2c3d 10.0.0.0/8 by" },
        { "CreateRouteTable", """{ "requestParameters": { "vpcId": "vpc-0a1b2c3d" }, "responseElements": { "routeTable": { "routeTableId": "rtb-0a1b2c3d" } } }""", "Route table changed: CreateRouteTable rtb-0a1b2c3d by" },
        { "DeleteRouteTable", """{ "requestParameters": { "routeTableId": "rtb-0a1b2c3d" } }""", "Route table changed: DeleteRouteTable rtb-0a1b2c3d by" },
        { "AssociateRouteTable", """{ "requestParameters": { "subnetId": "subnet-0a1b2c3d", "routeTableId": "rtb-0a1b2c3d" } }""", "Route table changed: AssociateRouteTable rtb-0a1b2c3d subnet-0a1b2c3d by" },
        { "DisassociateRouteTable", """{ "requestParameters": { "associationId": "rtbassoc-0a1b2c3d" } }""", "Route table changed: DisassociateRouteTable rtbassoc-0a1b2c3d by" },
        { "ReplaceRouteTableAssociation", """{ "requestParameters": { "associationId": "rtbassoc-0a1b2c3d", "routeTableId": "rtb-0a1b2c3d" } }""", "Route table changed: ReplaceRouteTableAssociation rtb-0a1b2c3d rtbassoc-0a1b2c3d by" },
        { "CreateInternetGateway", """{ "requestParameters": {}, "responseElements": { "internetGateway": { "internetGatewayId": "igw-0a1b2c3d" } } }""", "Internet or NAT gateway changed: CreateInternetGateway igw-0a1b2c3d by" },
        { "DeleteInternetGateway", """{ "requestParameters": { "internetGatewayId": "igw-0a1b2c3d" } }""", "Internet or NAT gateway changed: DeleteInternetGateway igw-0a1b2c3d by" },
        { "AttachInternetGateway", """{ "requestParameters": { "internetGatewayId": "igw-0a1b2c3d", "vpcId": "vpc-0a1b2c3d" } }""", "Internet or NAT gateway changed: AttachInternetGateway igw-0a1b2c3d vpc-0a1b2c3d by" },
        { "DetachInternetGateway", """{ "requestParameters": { "internetGatewayId": "igw-0a1b2c3d", "vpcId": "vpc-0a1b2c3d" } }""", "Internet or NAT gateway changed: DetachInternetGateway igw-0a1b2c3d vpc-0a1b2c3d by" },
        { "CreateEgressOnlyInternetGateway", """{ "requestParameters": { "CreateEgressOnlyInternetGatewayRequest": { "VpcId": "vpc-0a1b2c3d" } } }""", "Internet or NAT gateway changed: CreateEgressOnlyInternetGateway vpc-0a1b2c3d by" },
        { "DeleteEgressOnlyInternetGateway", """{ "requestParameters": { "DeleteEgressOnlyInternetGatewayRequest": { "EgressOnlyInternetGatewayId": "eigw-0a1b2c3d" } } }""", "Internet or NAT gateway changed: DeleteEgressOnlyInternetGateway eigw-0a1b2c3d by" },
        { "CreateNatGateway", """{ "requestParameters": { "CreateNatGatewayRequest": { "AllocationId": "eipalloc-0a1b2c3d", "SubnetId": "subnet-0a1b2c3d" } }, "responseElements": { "CreateNatGatewayResponse": { "natGateway": { "natGatewayId": "nat-0a1b2c3d", "state": "pending" } } } }""", "Internet or NAT gateway changed: CreateNatGateway nat-0a1b2c3d subnet-0a1b2c3d by" },
        { "DeleteNatGateway", """{ "requestParameters": { "DeleteNatGatewayRequest": { "NatGatewayId": "nat-0a1b2c3d" } } }""", "Internet or NAT gateway changed: DeleteNatGateway nat-0a1b2c3d by" },
        { "CreateFlowLogs", """{ "requestParameters": { "CreateFlowLogsRequest": { "ResourceId": { "tag": 1, "content": "vpc-0a1b2c3d" }, "ResourceType": "VPC", "LogDestination": "arn:aws:s3:::elsewhere", "LogDestinationType": "s3" } } }""", "Flow logs created: CreateFlowLogs vpc-0a1b2c3d arn:aws:s3:::elsewhere by" },
        { "DeleteFlowLogs", """{ "requestParameters": { "DeleteFlowLogsRequest": { "FlowLogId": { "tag": 1, "content": "fl-0a1b2c3d" } } } }""", "Flow logs deleted: DeleteFlowLogs fl-0a1b2c3d by" },
    };

    [Theory]
    [MemberData(nameof(Events))]
    public void Each_call_makes_one_message_with_what_was_changed(string call, string detail, string start)
    {
        var message = Assert.Single(MessagesOf(Event(call, detail)));
        Assert.StartsWith($"{start} AssumedRole arn:aws:sts::111122223333:assumed-role/Admin/eve from 198.51.100.7 at 2026-01-01T00:00:00Z, in region eu-west-1 of account 111122223333.", message);
        Assert.EndsWith("The CloudTrail event b5f1 has the rest.", message);
    }

    [Fact]
    public void Each_call_of_a_built_in_change_is_tried() =>
        Assert.Equal(Records.Detections.Changes.SelectMany(change => change.Calls).Order(), Events.Select(row => (string)row[0]).Order());

    [Theory]
    [InlineData("ModifyInstanceAttribute", """{ "requestParameters": { "instanceId": "i-0a1b2c3d", "instanceType": { "value": "t3.large" } } }""")]
    [InlineData("ModifyNetworkInterfaceAttribute", """{ "requestParameters": { "networkInterfaceId": "eni-0a1b2c3d", "sourceDestCheck": { "value": false } } }""")]
    [InlineData("RunInstances", """{ "requestParameters": { "groupSet": { "items": [{ "groupId": "sg-0a1b2c3d" }] } } }""")]
    [InlineData("DescribeFlowLogs", """{ "requestParameters": {}, "readOnly": true }""")]
    [InlineData("DeleteFlowLogs", """{ "errorCode": "Client.UnauthorizedOperation", "requestParameters": {} }""")]
    [InlineData("ModifyInstanceAttribute", """{ "errorCode": "Client.UnauthorizedOperation", "requestParameters": { "instanceId": "i-0a1b2c3d", "groupSet": { "items": [{ "groupId": "sg-0a1b2c3d" }] } } }""")]
    public void Other_calls_make_none(string call, string detail) => Assert.Empty(MessagesOf(Event(call, detail)));

    static JsonObject Event(string call, string detail)
    {
        var all = JsonNode.Parse(detail)!.AsObject();
        all["eventName"] = call;
        all["eventSource"] = "ec2.amazonaws.com";
        all["eventTime"] = "2026-01-01T00:00:00Z";
        all["awsRegion"] = "eu-west-1";
        all["sourceIPAddress"] = "198.51.100.7";
        all["eventID"] = "b5f1";
        all["userIdentity"] = new JsonObject { ["type"] = "AssumedRole", ["arn"] = "arn:aws:sts::111122223333:assumed-role/Admin/eve" };
        return new JsonObject { ["source"] = "aws.ec2", ["detail-type"] = "AWS API Call via CloudTrail", ["account"] = "111122223333", ["detail"] = all };
    }

    static readonly Lazy<IReadOnlyList<JsonNode>> Rules = new(() =>
    {
        var stack = new Stack(Repository.NewApp(), "Changes");
        var topic = new AlarmTopic(stack, "Topic");
        foreach (var change in Records.Detections.Changes)
            new ChangeNotification(stack, change.Id, new ChangeNotificationProps { Change = change, Topic = topic });
        return [.. stack.Template().ResourcesOf("AWS::Events::Rule").Values.Select(rule => rule["Properties"]!)];
    });

    static List<string> MessagesOf(JsonObject @event) =>
        [.. Rules.Value.Where(rule => Matches(rule["EventPattern"]!, @event)).Select(rule => Message(rule["Targets"]![0]!["InputTransformer"]!, @event))];

    // Values of a list are alternatives, and each element of a list in the event is tried.
    static bool Matches(JsonNode pattern, JsonNode? value) => (pattern, value) switch
    {
        (JsonObject, JsonArray elements) => elements.Any(element => Matches(pattern, element)),
        (JsonObject fields, _) => fields.All(field => Matches(field.Value!, (value as JsonObject)?[field.Key])),
        (JsonArray, JsonArray elements) => elements.Any(element => Matches(pattern, element)),
        (JsonArray alternatives, _) => alternatives.Any(alternative => alternative switch
        {
            JsonObject rule when rule["exists"] is { } exists => (bool)exists == value is JsonValue,
            JsonObject rule => value is JsonValue text && text.ToString().StartsWith((string)rule["prefix"]!, StringComparison.Ordinal),
            _ => value is JsonValue text && text.ToString() == (string?)alternative,
        }),
        _ => false,
    };

    static string Message(JsonNode transformer, JsonObject @event)
    {
        var template = (string)JsonNode.Parse((string)transformer["InputTemplate"]!)!;
        var text = Name().Replace(template, name => At(@event, (string)transformer["InputPathsMap"]![name.Groups[1].Value]!) is JsonValue value ? value.ToString() : "");
        return Blanks().Replace(text, " ");
    }

    static JsonNode? At(JsonNode? node, string path)
    {
        foreach (Match part in Part().Matches(path["$".Length..]))
            node = part.Groups[2].Success ? (node as JsonArray)?.ElementAtOrDefault(int.Parse(part.Groups[2].Value, CultureInfo.InvariantCulture)) : (node as JsonObject)?[part.Groups[1].Value];
        return node;
    }

    [GeneratedRegex("<([a-zA-Z0-9]+)>")]
    private static partial Regex Name();

    [GeneratedRegex(" +")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"\.([A-Za-z0-9]+)|\[(\d+)\]")]
    private static partial Regex Part();
}
