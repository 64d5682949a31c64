using Amazon.EC2.Model;
using FlowLogStack.Loopback;

namespace FlowLogStack.AwsSdk.Tests;

public sealed class DescribeNetworksTests
{
    [Fact]
    public async Task Describes_vpcs_with_owners_and_tags()
    {
        using var server = new LoopbackServer(_ => LoopbackReply.Of(200, """
            <DescribeVpcsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><vpcSet>
              <item><vpcId>vpc-1</vpcId><ownerId>111122223333</ownerId><state>available</state><tagSet><item><key>Name</key>
              <value>main</value></item></tagSet></item>
              <item><vpcId>vpc-2</vpcId><state>pending</state></item>
            </vpcSet><nextToken>more</nextToken></DescribeVpcsResponse>
            """));
        using var ec2 = Clients.Ec2(server);

        var answer = await ec2.DescribeVpcsAsync(new DescribeVpcsRequest { Filters = [new Filter("owner-id", ["111122223333"])], VpcIds = ["vpc-1"],
            MaxResults = 5, NextToken = "t" });

        Assert.Equal(["Action=DescribeVpcs", "Filter.1.Name=owner-id", "Filter.1.Value.1=111122223333", "MaxResults=5", "NextToken=t", "Version=2016-11-15",
            "VpcId.1=vpc-1"], Clients.Form(Assert.Single(server.Requests)));
        Assert.Equal("more", answer.NextToken);
        Assert.Equal([("vpc-1", "111122223333", "available"), ("vpc-2", null, "pending")], answer.Vpcs!.Select(vpc => (vpc.VpcId!, vpc.OwnerId, vpc.State!)));
        Assert.Equal(("Name", "main"), (answer.Vpcs![0].Tags![0].Key, answer.Vpcs[0].Tags![0].Value));
        Assert.Null(answer.Vpcs[1].Tags);
    }

    [Fact]
    public async Task Describes_subnets_with_their_vpc()
    {
        using var server = new LoopbackServer(_ => LoopbackReply.Of(200, "<R><subnetSet><item><subnetId>subnet-1</subnetId><vpcId>vpc-1</vpcId>"
            + "<ownerId>111122223333</ownerId><state>available</state></item></subnetSet></R>"));
        using var ec2 = Clients.Ec2(server);

        var answer = await ec2.DescribeSubnetsAsync(new DescribeSubnetsRequest { SubnetIds = ["subnet-1"] });

        Assert.Equal(["Action=DescribeSubnets", "SubnetId.1=subnet-1", "Version=2016-11-15"], Clients.Form(Assert.Single(server.Requests)));
        Assert.Equal(("subnet-1", "vpc-1", "111122223333"), (answer.Subnets![0].SubnetId, answer.Subnets[0].VpcId, answer.Subnets[0].OwnerId));
        Assert.Null(answer.NextToken);
    }

    [Fact]
    public async Task Describes_transit_gateways()
    {
        using var server = new LoopbackServer(_ => LoopbackReply.Of(200, "<R><transitGatewaySet><item><transitGatewayId>tgw-1</transitGatewayId>"
            + "<ownerId>111122223333</ownerId><state>deleted</state></item></transitGatewaySet></R>"));
        using var ec2 = Clients.Ec2(server);

        var answer = await ec2.DescribeTransitGatewaysAsync(new DescribeTransitGatewaysRequest { TransitGatewayIds = ["tgw-1"], MaxResults = 5 });

        Assert.Equal(["Action=DescribeTransitGateways", "MaxResults=5", "TransitGatewayIds.1=tgw-1", "Version=2016-11-15"],
            Clients.Form(Assert.Single(server.Requests)));
        Assert.Equal(("tgw-1", "deleted"), (answer.TransitGateways![0].TransitGatewayId, answer.TransitGateways[0].State));
    }
}
