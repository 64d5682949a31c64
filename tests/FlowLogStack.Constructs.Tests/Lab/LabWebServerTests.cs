using Amazon.CDK.AWS.EC2;
using FlowLogStack.Lab;

namespace FlowLogStack.Constructs.Tests.Lab;

public sealed class LabWebServerTests : ConstructTests
{
    [Theory]
    [InlineData("me", "'me' in AllowFrom of the web server 'Test/Web' is not a CIDR block. Use an IPv4 address and a length, as in 198.51.100.7/32.")]
    [InlineData("198.51.100.7", "is not a CIDR block")]
    [InlineData("2001:db8::/32", "is an IPv6 block")]
    [InlineData("10.20.0.5/16", "Use 10.20.0.0/16.")]
    public void Refuses_a_network_that_a_security_group_would_not_admit(string network, string message) =>
        Assert.Contains(message, Assert.Throws<ArgumentException>(() => Server([network])).Message);

    [Fact]
    public void Takes_blocks_and_tokens()
    {
        var parameter = new CfnParameter(Stack, "Mine");
        Server(["198.51.100.7/32", parameter.ValueAsString]);
        Stack.Template().Has("AWS::EC2::SecurityGroup", """
            { "SecurityGroupIngress": [{ "CidrIp": "198.51.100.7/32", "FromPort": 80 }, { "CidrIp": { "Ref": "Mine" }, "FromPort": 80 }],
              "Tags": [{ "Key": "Name", "Value": "SecurityGroupHTTPOnly" }] }
            """);
    }

    LabWebServer Server(string[] networks) =>
        new(Stack, "Web", new LabWebServerProps { Vpc = new Vpc(Stack, "Vpc", new VpcProps { NatGateways = 0, RestrictDefaultSecurityGroup = false }),
            AllowFrom = networks });
}
