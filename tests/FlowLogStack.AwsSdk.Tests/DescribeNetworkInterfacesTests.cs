using System.Net;
using Amazon.EC2;
using Amazon.EC2.Model;
using FlowLogStack.Loopback;

namespace FlowLogStack.AwsSdk.Tests;

public sealed class DescribeNetworkInterfacesTests
{
    const string Page = """
        <?xml version="1.0" encoding="UTF-8"?>
        <DescribeNetworkInterfacesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">
          <requestId>r-1</requestId>
          <networkInterfaceSet>
            <item>
              <networkInterfaceId>eni-1</networkInterfaceId><subnetId>subnet-1</subnetId><vpcId>vpc-1</vpcId><ownerId>111122223333</ownerId>
              <privateIpAddress>10.0.0.4</privateIpAddress>
              <groupSet><item><groupId>sg-1</groupId><groupName>web</groupName></item><item><groupId>sg-2</groupId><groupName>base</groupName></item></groupSet>
              <privateIpAddressesSet>
                <item><privateIpAddress>10.0.0.4</privateIpAddress><primary>true</primary><association><publicIp>198.51.100.1</publicIp></association></item>
                <item><privateIpAddress>10.0.0.9</privateIpAddress><primary>false</primary></item>
              </privateIpAddressesSet>
              <ipv6AddressesSet><item><ipv6Address>2001:db8::4</ipv6Address></item></ipv6AddressesSet>
              <ipv4PrefixSet><item><ipv4Prefix>10.0.0.16/28</ipv4Prefix></item></ipv4PrefixSet>
              <ipv6PrefixSet><item><ipv6Prefix>2001:db8:0:0:1::/80</ipv6Prefix></item></ipv6PrefixSet>
              <tagSet><item><key>Name</key><value>a</value></item></tagSet>
            </item>
          </networkInterfaceSet>
          <nextToken>page-2</nextToken>
        </DescribeNetworkInterfacesResponse>
        """;

    [Fact]
    public async Task Writes_filters_ids_and_the_page_as_ec2_numbers_them()
    {
        using var server = new LoopbackServer(_ => LoopbackReply.Of(200, Page));
        using var ec2 = Clients.Ec2(server);

        await ec2.DescribeNetworkInterfacesAsync(new DescribeNetworkInterfacesRequest
        {
            Filters = [new Filter("vpc-id", ["vpc-1"]), new Filter("subnet-id", ["subnet-1", "subnet-2"])],
            NetworkInterfaceIds = ["eni-1"],
            MaxResults = 1000,
            NextToken = "a b=",
        });

        var request = Assert.Single(server.Requests);
        Assert.Equal("POST", request.Method);
        Assert.Equal("/", request.Target);
        Assert.StartsWith("application/x-www-form-urlencoded", request.Headers["Content-Type"], StringComparison.Ordinal);
        Assert.Equal(
            ["Action=DescribeNetworkInterfaces", "Filter.1.Name=vpc-id", "Filter.1.Value.1=vpc-1", "Filter.2.Name=subnet-id", "Filter.2.Value.1=subnet-1",
                "Filter.2.Value.2=subnet-2", "MaxResults=1000", "NetworkInterfaceId.1=eni-1", "NextToken=a%20b%3D", "Version=2016-11-15"],
            request.Text.Split('&').Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Signs_for_the_service_and_the_region()
    {
        using var server = new LoopbackServer(_ => LoopbackReply.Of(200, Page));
        using var ec2 = Clients.Ec2(server);

        await ec2.DescribeNetworkInterfacesAsync(new DescribeNetworkInterfacesRequest());

        var authorization = Assert.Single(server.Requests).Headers["Authorization"];
        Assert.StartsWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/", authorization, StringComparison.Ordinal);
        Assert.Contains("/eu-west-1/ec2/aws4_request", authorization, StringComparison.Ordinal);
        Assert.Matches("Signature=[0-9a-f]{64}$", authorization);
    }

    [Fact]
    public async Task Reads_what_the_answer_says_of_an_interface()
    {
        using var server = new LoopbackServer(_ => LoopbackReply.Of(200, Page));
        using var ec2 = Clients.Ec2(server);

        var answer = await ec2.DescribeNetworkInterfacesAsync(new DescribeNetworkInterfacesRequest());

        Assert.Equal("page-2", answer.NextToken);
        var item = Assert.Single(answer.NetworkInterfaces!);
        Assert.Equal(("eni-1", "subnet-1", "vpc-1", "111122223333", "10.0.0.4"),
            (item.NetworkInterfaceId, item.SubnetId, item.VpcId, item.OwnerId, item.PrivateIpAddress));
        Assert.Equal([("10.0.0.4", true), ("10.0.0.9", false)], item.PrivateIpAddresses!.Select(address => (address.PrivateIpAddress, address.Primary)));
        Assert.Equal(["2001:db8::4"], item.Ipv6Addresses!.Select(address => address.Ipv6Address));
        Assert.Equal(["10.0.0.16/28"], item.Ipv4Prefixes!.Select(prefix => prefix.Ipv4Prefix));
        Assert.Equal(["2001:db8:0:0:1::/80"], item.Ipv6Prefixes!.Select(prefix => prefix.Ipv6Prefix));
        Assert.Equal([("sg-1", "web"), ("sg-2", "base")], item.Groups!.Select(group => (group.GroupId, group.GroupName)));
    }

    [Fact]
    public async Task An_answer_without_interfaces_has_no_next_page()
    {
        using var server = new LoopbackServer(_ =>
            LoopbackReply.Of(200,
                """<DescribeNetworkInterfacesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">"""
                    + """<networkInterfaceSet/></DescribeNetworkInterfacesResponse>"""));
        using var ec2 = Clients.Ec2(server);

        var answer = await ec2.DescribeNetworkInterfacesAsync(new DescribeNetworkInterfacesRequest());

        Assert.Empty(answer.NetworkInterfaces!);
        Assert.Null(answer.NextToken);
    }

    [Fact]
    public async Task Names_the_error_that_ec2_reports()
    {
        using var server = new LoopbackServer(_ =>
            LoopbackReply.Of(400, "<Response><Errors><Error><Code>InvalidParameterValue</Code><Message>The maximum number of filter values is "
                + "200</Message></Error></Errors><RequestID>r-2</RequestID></Response>"));
        using var ec2 = Clients.Ec2(server);

        var error = await Assert.ThrowsAsync<AmazonEC2Exception>(() => ec2.DescribeNetworkInterfacesAsync(new DescribeNetworkInterfacesRequest()));

        Assert.Equal("InvalidParameterValue", error.ErrorCode);
        Assert.Equal("The maximum number of filter values is 200", error.Message);
        Assert.Equal(HttpStatusCode.BadRequest, error.StatusCode);
    }

    [Fact]
    public async Task Retries_when_it_is_throttled()
    {
        var calls = 0;
        using var server = new LoopbackServer(_ => Interlocked.Increment(ref calls) == 1
            ? LoopbackReply.Of(503, "<Response><Errors><Error><Code>RequestLimitExceeded</Code><Message>slow down</Message></Error></Errors></Response>")
            : LoopbackReply.Of(200, Page));
        using var ec2 = Clients.Ec2(server);

        var answer = await ec2.DescribeNetworkInterfacesAsync(new DescribeNetworkInterfacesRequest());

        Assert.Equal(2, calls);
        Assert.Single(answer.NetworkInterfaces!);
    }
}
