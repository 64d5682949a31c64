using Amazon.CDK.AWS.EC2;
using FlowLogStack.Capture;

namespace FlowLogStack.Constructs.Tests.Capture;

public sealed class CaptureSourceTests : ConstructTests
{
    FlowLogCapture Capture(CaptureSource source, Func<FlowLogCaptureProps, FlowLogCaptureProps>? with = null)
    {
        var props = new FlowLogCaptureProps { Source = source, Destination = CaptureDestination.CloudWatchLogs(new FlowLogGroup(Stack, "Logs")) };
        return new FlowLogCapture(Stack, "Capture", with?.Invoke(props) ?? props);
    }

    [Theory]
    [InlineData("vpc-0a1b2c3d", "VPC")]
    [InlineData("subnet-0a1b2c3d4e5f67890", "Subnet")]
    [InlineData("eni-0a1b2c3d4e5f67890", "NetworkInterface")]
    [InlineData("nat-0a1b2c3d4e5f67890", "RegionalNatGateway")]
    public void Tells_the_kind_of_an_existing_resource_by_its_id(string id, string type)
    {
        Capture(CaptureSource.FromId(id));
        Stack.Template().Has("AWS::EC2::FlowLog", $$"""{ "ResourceId": "{{id}}", "ResourceType": "{{type}}", "TrafficType": "ALL" }""");
    }

    [Theory]
    [InlineData("tgw-0a1b2c3d4e5f67890", "TransitGateway")]
    [InlineData("tgw-attach-0a1b2c3d4e5f67890", "TransitGatewayAttachment")]
    public void A_transit_gateway_has_its_own_format_one_minute_and_no_traffic_type(string id, string type)
    {
        Capture(CaptureSource.FromId(id));
        var template = Stack.Template();
        template.Has("AWS::EC2::FlowLog", $$"""{ "ResourceId": "{{id}}", "ResourceType": "{{type}}", "MaxAggregationInterval": 60 }""");
        var flowLog = template.Only("AWS::EC2::FlowLog");
        Assert.False(flowLog.ContainsKey("TrafficType"));
        Assert.Equal(FlowLogFormat.TransitGateway.ToString(), (string?)flowLog["LogFormat"]);
    }

    [Fact]
    public void Records_the_resources_of_the_same_app_by_reference()
    {
        var vpc = new Vpc(Stack, "Vpc", new VpcProps { NatGateways = 0 });
        var gateway = new CfnTransitGateway(Stack, "Gateway");
        CaptureSource[] sources =
        [
            CaptureSource.Vpc(vpc),
            CaptureSource.Subnet(vpc.PublicSubnets[0]),
            CaptureSource.NetworkInterface(new CfnNetworkInterface(Stack, "Interface",
                new CfnNetworkInterfaceProps { SubnetId = vpc.PublicSubnets[0].SubnetId })),
            CaptureSource.TransitGateway(gateway),
            CaptureSource.TransitGatewayAttachment(new CfnTransitGatewayAttachment(Stack, "Attachment",
                new CfnTransitGatewayAttachmentProps { TransitGatewayId = gateway.Ref, VpcId = vpc.VpcId, SubnetIds = [vpc.PublicSubnets[0].SubnetId] })),
            CaptureSource.RegionalNatGateway(new CfnNatGateway(Stack, "Nat", new CfnNatGatewayProps { SubnetId = vpc.PublicSubnets[0].SubnetId })),
        ];
        foreach (var source in sources)
        {
            new FlowLogCapture(Stack, source.ResourceType, new FlowLogCaptureProps
            {
                Source = source,
                Destination = CaptureDestination.CloudWatchLogs(new FlowLogGroup(Stack, source.ResourceType + "Logs")),
            });
        }

        var flowLogs = Stack.Template().ResourcesOf("AWS::EC2::FlowLog").Values.Select(flowLog => flowLog["Properties"]!).ToList();
        Assert.Equal(["NetworkInterface", "RegionalNatGateway", "Subnet", "TransitGateway", "TransitGatewayAttachment", "VPC"],
            flowLogs.Select(flowLog => (string)flowLog["ResourceType"]!).Order(StringComparer.Ordinal));
        Assert.All(flowLogs, flowLog => Assert.NotNull(flowLog["ResourceId"]!["Ref"]));
    }

    [Theory]
    [InlineData("i-0a1b2c3d4e5f67890")]
    [InlineData("vpc-")]
    [InlineData("vpc-xyz12345")]
    [InlineData("VPC-0a1b2c3d")]
    [InlineData("vpc-0a1b2c3d4e5f678901")]
    [InlineData("")]
    public void Refuses_an_id_of_nothing_that_has_flow_logs(string id)
    {
        var error = Assert.Throws<ArgumentException>(() => CaptureSource.FromId(id));
        Assert.Contains($"'{id}' is not the id of a resource that can have flow logs", error.Message);
        Assert.Contains("'vpc-0a1b2c3d4e5f67890'", error.Message);
    }

    [Fact]
    public void Refuses_an_id_that_is_only_known_at_deployment() =>
        Assert.Contains("CaptureSource.Vpc(vpc)", Assert.Throws<ArgumentException>(() =>
            CaptureSource.FromId(new Vpc(Stack, "Vpc", new VpcProps { NatGateways = 0 }).VpcId)).Message);

    [Fact]
    public void Refuses_a_traffic_type_for_a_transit_gateway()
    {
        var error = Assert.Throws<ArgumentException>(() => Capture(CaptureSource.FromId("tgw-0a1b2c3d"), props =>
            props with { TrafficType = TrafficType.Reject }));
        Assert.Contains("The traffic type Reject was chosen for 'tgw-0a1b2c3d'", error.Message);
        Assert.Contains("Remove TrafficType", error.Message);
    }

    [Fact]
    public void Refuses_ten_minutes_for_a_transit_gateway() =>
        Assert.Contains("need 60 s", Assert.Throws<ArgumentException>(() =>
            Capture(CaptureSource.FromId("tgw-0a1b2c3d"), props => props with { AggregationInterval = AggregationInterval.TenMinutes })).Message);

    [Fact]
    public void Refuses_an_interval_the_service_does_not_have() =>
        Assert.Contains("The aggregation interval 61", Assert.Throws<ArgumentException>(() =>
            Capture(CaptureSource.FromId(VpcId), props => props with { AggregationInterval = (AggregationInterval)61 })).Message);

    [Fact]
    public void Refuses_transit_gateway_fields_for_a_vpc() =>
        Assert.Contains("'resource-type' at position 2", Assert.Throws<FlowLogFormatException>(() =>
            Capture(CaptureSource.FromId(VpcId), props => props with { Format = FlowLogFormat.TransitGateway })).Message);

    [Fact]
    public void Refuses_vpc_fields_for_a_transit_gateway() =>
        Assert.Contains("'interface-id' at position 3", Assert.Throws<FlowLogFormatException>(() =>
            Capture(CaptureSource.FromId("tgw-0a1b2c3d"), props => props with { Format = FlowLogFormat.Default })).Message);

    [Fact]
    public void Passes_on_traffic_type_interval_and_tags()
    {
        Capture(CaptureSource.FromId(VpcId), props => props with
        {
            TrafficType = TrafficType.Accept,
            AggregationInterval = AggregationInterval.TenMinutes,
            Tags = new Dictionary<string, string> { ["team"] = "network" },
        });
        Stack.Template().Has("AWS::EC2::FlowLog",
            """{ "TrafficType": "ACCEPT", "MaxAggregationInterval": 600, "Tags": [{ "Key": "team", "Value": "network" }] }""");
    }

    [Fact]
    public void Tag_fields_bring_their_tag_keys()
    {
        Capture(CaptureSource.FromId(VpcId), props => props with
        {
            Format = FlowLogFormat.V11,
            TagFields = new TagFields { NetworkInterfaceKeys = ["Name", "team"], InstanceKeys = ["Name", "role"], AutoScalingGroupKeys = ["Name", "tier"] },
        });
        Stack.Template().Has("AWS::EC2::FlowLog", """
            {
              "TagFieldSpecifications": [
                { "ResourceType": "network-interface", "TagKeys": ["Name", "team"] },
                { "ResourceType": "instance", "TagKeys": ["Name", "role"] },
                { "ResourceType": "auto-scaling-group", "TagKeys": ["Name", "tier"] }
              ]
            }
            """);
    }

    [Fact]
    public void Refuses_tag_fields_without_tag_keys()
    {
        var error = Assert.Throws<FlowLogFormatException>(() =>
            Capture(CaptureSource.FromId(VpcId), props => props with { Format = FlowLogFormat.Default.With(FlowField.InstanceTag) }));
        Assert.Contains("The format has 'instance-tag', which needs 1 tag key(s) of the resource type 'instance'", error.Message);
        Assert.Contains("TagFields.InstanceKeys", error.Message);
    }

    [Fact]
    public void Refuses_a_second_tag_field_with_one_tag_key() =>
        Assert.Contains("'interface-tag-2', which needs 2 tag key(s)",
            Assert.Throws<FlowLogFormatException>(() => Capture(CaptureSource.FromId(VpcId), props => props with
        {
            Format = FlowLogFormat.Default.With(FlowField.InterfaceTag, FlowField.InterfaceTag2),
            TagFields = new TagFields { NetworkInterfaceKeys = ["Name"] },
        })).Message);

    [Fact]
    public void Refuses_tag_keys_that_no_field_shows() =>
        Assert.Contains("Add ${asg-tag} to the format, or remove the key",
            Assert.Throws<FlowLogFormatException>(() => Capture(CaptureSource.FromId(VpcId), props => props with
        {
            TagFields = new TagFields { AutoScalingGroupKeys = ["Name"] },
        })).Message);
}
