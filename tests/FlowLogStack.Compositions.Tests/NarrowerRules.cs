using Amazon.CDK.AWS.EC2;
using Constructs;

namespace FlowLogStack.Compositions.Tests;

/// <summary>A stack with the statements that <c>flowlogs rules --csharp</c> writes, in its constructor.</summary>
sealed class NarrowerRules : Stack
{
    internal NarrowerRules(Construct scope, string id)
        : base(scope, id)
    {
        // In a stack: using Amazon.CDK.AWS.EC2;
        var group1 = SecurityGroup.FromSecurityGroupId(this, "Group1", "sg-0123456789abcdef0", new SecurityGroupImportOptions { AllowAllOutbound = false });
        group1.AddEgressRule(Peer.Ipv4("10.0.7.0/24"), Port.AllTraffic(), "narrower than egress all to 10.0.7.0/24");
        var group2 = SecurityGroup.FromSecurityGroupId(this, "Group2", "sg-0aaaaaaaaaaaaaaa1", new SecurityGroupImportOptions { AllowAllOutbound = false });
        group2.AddIngressRule(Peer.Ipv6("2001:db8::/64"), Port.Tcp(22), "narrower than ingress tcp/22 from 2001:db8::/64");
        group1.AddIngressRule(Peer.SecurityGroupId("sg-0fedcba9876543210"), Port.AllTcp(), "narrower than ingress tcp/all from sg-0fedcba9876543210");
        group2.AddEgressRule(Peer.PrefixList("pl-0123456789abcdef0"), Port.TcpRange(8000, 8100), "narrower than egress tcp/8000-8100 to pl-0123456789abcdef0");
        group1.AddIngressRule(Peer.Ipv4("10.0.7.0/24"), Port.Udp(53), "narrower than ingress udp/53 from 10.0.7.0/24");
        group2.AddIngressRule(Peer.Ipv6("2001:db8::/64"), Port.AllUdp(), "narrower than ingress udp/all from 2001:db8::/64");
        group1.AddEgressRule(Peer.SecurityGroupId("sg-0fedcba9876543210"), Port.UdpRange(1024, 2048),
            "narrower than egress udp/1024-2048 to sg-0fedcba9876543210");
        group2.AddIngressRule(Peer.PrefixList("pl-0123456789abcdef0"), Port.AllIcmp(), "narrower than ingress icmp from pl-0123456789abcdef0");
        group1.AddIngressRule(Peer.Ipv4("10.0.7.0/24"), Port.IcmpType(8), "narrower than ingress icmp type 8 from 10.0.7.0/24");
        group2.AddEgressRule(Peer.Ipv6("2001:db8::/64"), Port.IcmpTypeAndCode(3, 4), "narrower than egress icmp type 3 code 4 to 2001:db8::/64");
        group1.AddIngressRule(Peer.SecurityGroupId("sg-0fedcba9876543210"), Port.AllIcmpV6(), "narrower than ingress icmpv6 from sg-0fedcba9876543210");
        new CfnSecurityGroupIngress(this, "Rule12", new CfnSecurityGroupIngressProps { GroupId = "sg-0aaaaaaaaaaaaaaa1", IpProtocol = "icmpv6",
            Description = "narrower than ingress icmpv6 type 128 code 0 from pl-0123456789abcdef0", FromPort = 128, ToPort = 0,
            SourcePrefixListId = "pl-0123456789abcdef0" });
        new CfnSecurityGroupEgress(this, "Rule13", new CfnSecurityGroupEgressProps { GroupId = "sg-0123456789abcdef0", IpProtocol = "47",
            Description = "narrower than egress 47 to 10.0.7.0/24", CidrIp = "10.0.7.0/24" });
        new CfnSecurityGroupIngress(this, "Rule14", new CfnSecurityGroupIngressProps { GroupId = "sg-0aaaaaaaaaaaaaaa1", IpProtocol = "50",
            Description = "narrower than ingress 50 from 2001:db8::/64", CidrIpv6 = "2001:db8::/64" });
        new CfnSecurityGroupIngress(this, "Rule15", new CfnSecurityGroupIngressProps { GroupId = "sg-0123456789abcdef0", IpProtocol = "132",
            Description = "narrower than ingress 132 from sg-0fedcba9876543210", SourceSecurityGroupId = "sg-0fedcba9876543210" });
    }
}
