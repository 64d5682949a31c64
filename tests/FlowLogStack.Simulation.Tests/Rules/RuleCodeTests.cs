using System.Globalization;
using System.Text.Json.Nodes;

namespace FlowLogStack.Simulation.Tests;

/// <summary>Rules of security groups and network ACLs, as they are read from EC2's answers and written for CloudFormation and the CDK.</summary>
public sealed class RuleCodeTests
{
    static NetworkRule Read(string protocol, int? from, int? to, string peers = """ "IpRanges": [{ "CidrIp": "10.0.0.0/8" }] """, string key = "IpPermissions")
    {
        var ports = from is null ? "" : string.Create(CultureInfo.InvariantCulture, $"\"FromPort\": {from}, \"ToPort\": {to}, ");
        return Read($$"""{ "SecurityGroups": [{ "GroupId": "sg-0123456789abcdef0", "{{key}}": [{ "IpProtocol": "{{protocol}}", {{ports}}{{peers}} }] }] }""");
    }

    static NetworkRule ReadEntry(string protocol, string more) =>
        Read($$"""
            { "NetworkAcls": [{ "NetworkAclId": "acl-1", "Entries": [{ "RuleNumber": 1, "RuleAction": "deny", "Egress": false, "Protocol": "{{protocol}}",
              "CidrBlock": "10.0.0.0/8" {{more}} }] }] }
            """);

    static NetworkRule Read(string answer)
    {
        var inventory = new NetworkInventory();
        inventory.Add(answer, "answer.json");
        return Assert.Single(inventory.Rules);
    }

    static RuleReviewRow[] Narrower(NetworkRule rule) => [new RuleReviewRow(rule, RuleFinding.WiderThanUsed, 1, 1, [], [], [rule])];

    [Theory]
    [InlineData("-1", null, null, "ingress all from 10.0.0.0/8", "Port.AllTraffic()")]
    [InlineData("tcp", 22, 22, "ingress tcp/22 from 10.0.0.0/8", "Port.Tcp(22)")]
    [InlineData("tcp", 0, 65535, "ingress tcp/all from 10.0.0.0/8", "Port.AllTcp()")]
    [InlineData("udp", 53, 54, "ingress udp/53-54 from 10.0.0.0/8", "Port.UdpRange(53, 54)")]
    [InlineData("icmp", -1, -1, "ingress icmp from 10.0.0.0/8", "Port.AllIcmp()")]
    [InlineData("icmp", 8, -1, "ingress icmp type 8 from 10.0.0.0/8", "Port.IcmpType(8)")]
    [InlineData("icmp", 3, 4, "ingress icmp type 3 code 4 from 10.0.0.0/8", "Port.IcmpTypeAndCode(3, 4)")]
    [InlineData("icmpv6", -1, -1, "ingress icmpv6 from 10.0.0.0/8", "Port.AllIcmpV6()")]
    [InlineData("icmpv6", 128, 0, "ingress icmpv6 type 128 code 0 from 10.0.0.0/8", null)]
    [InlineData("47", null, null, "ingress 47 from 10.0.0.0/8", null)]
    [InlineData("50", null, null, "ingress 50 from 10.0.0.0/8", null)]
    [InlineData("132", null, null, "ingress 132 from 10.0.0.0/8", null)]
    public void A_rule_is_written_as_it_was_read(string protocol, int? from, int? to, string text, string? port)
    {
        var rule = Read(protocol, from, to);
        Assert.Equal(text, rule.Text);
        var properties = JsonNode.Parse(RuleCode.ToCloudFormation(Narrower(rule)))!["Resources"]!["Rule1"]!["Properties"]!;
        Assert.Equal((protocol, from, to), ((string?)properties["IpProtocol"], (int?)properties["FromPort"], (int?)properties["ToPort"]));
        var code = RuleCode.ToCSharp(Narrower(rule)).TrimEnd().Split('\n')[^1];
        Assert.Contains(port is null
            ? $"new CfnSecurityGroupIngress(this, \"Rule1\", new CfnSecurityGroupIngressProps {{ GroupId = \"sg-0123456789abcdef0\", IpProtocol = "
            + $"\"{protocol}\", " : $"group1.AddIngressRule(Peer.Ipv4(\"10.0.0.0/8\"), {port}, ", code, StringComparison.Ordinal);
        if (port is null)
            Assert.Equal(from is not null, code.Contains(string.Create(CultureInfo.InvariantCulture, $"FromPort = {from}, ToPort = {to}, "),
                StringComparison.Ordinal) && from is not null);
    }

    [Theory]
    [InlineData("1", ", \"IcmpTypeCode\": { \"Type\": 8, \"Code\": -1 }", "ingress deny icmp type 8 from 10.0.0.0/8")]
    [InlineData("1", ", \"IcmpTypeCode\": { \"Type\": 3, \"Code\": 4 }", "ingress deny icmp type 3 code 4 from 10.0.0.0/8")]
    [InlineData("58", ", \"IcmpTypeCode\": { \"Type\": -1, \"Code\": -1 }", "ingress deny icmpv6 from 10.0.0.0/8")]
    [InlineData("6", ", \"PortRange\": { \"From\": 80, \"To\": 81 }", "ingress deny tcp/80-81 from 10.0.0.0/8")]
    [InlineData("47", "", "ingress deny 47 from 10.0.0.0/8")]
    [InlineData("-1", "", "ingress deny all from 10.0.0.0/8")]
    public void An_entry_of_a_network_ACL_has_its_type_and_code(string protocol, string more, string text) =>
        Assert.Equal(text, ReadEntry(protocol, more).Text);

    // A protocol that isn't understood must not become a rule of all protocols.
    [Theory]
    [InlineData("")]
    [InlineData("gre")]
    [InlineData("256")]
    public void Refuses_an_unknown_protocol(string protocol)
    {
        Assert.Equal($"answer.json: a rule of sg-0123456789abcdef0 has the unknown protocol '{protocol}'. Use an answer as EC2 gives it: tcp, udp, icmp, "
            + "icmpv6, -1 or a number from 0 to 255.", Assert.Throws<FormatException>(() => Read(protocol, null, null)).Message);
        Assert.Contains($"a rule of acl-1 has the unknown protocol '{protocol}'", Assert.Throws<FormatException>(() => ReadEntry(protocol, "")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Text_of_an_answer_stays_inside_its_literal()
    {
        const string Odd = "x\"); System.Exit(\\\n\u2028é";
        var rule = new NetworkRule { Owner = Odd, Peer = Odd, IsOfSecurityGroup = true };
        var lines = RuleCode.ToCSharp(Narrower(rule)).TrimEnd().Split('\n');
        Assert.Equal(
            [
                "// In a stack: using Amazon.CDK.AWS.EC2;",
                "var group1 = SecurityGroup.FromSecurityGroupId(this, \"Group1\", \"x\\u0022); System.Exit(\\\\\\n\\u2028\\u00E9\", new "
                    + "SecurityGroupImportOptions { AllowAllOutbound = false });",
                "group1.AddIngressRule(Peer.Ipv4(\"x\\u0022); System.Exit(\\\\\\n\\u2028\\u00E9\"), Port.AllTraffic(), \"narrower than ingress all from x_); "
                    + "System.Exit(____\");",
            ],
            lines);
    }

    [Fact]
    public void A_description_has_the_length_that_EC2_accepts()
    {
        var rule = Read("tcp", 22, 22) with { Peer = new string('1', 300) };
        Assert.Equal(255, ((string)JsonNode.Parse(RuleCode.ToCloudFormation(Narrower(rule)))!["Resources"]!["Rule1"]!["Properties"]!["Description"]!).Length);
    }
}
