using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace FlowLogStack.Simulation;

/// <summary>Renders narrower rules of security groups for CloudFormation and CDK in C#.</summary>
public static class RuleCode
{
    /// <summary>A template with a resource for each narrower rule.</summary>
    /// <param name="rows">The review; rows without narrower rules are left out.</param>
    public static string ToCloudFormation(IEnumerable<RuleReviewRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var resources = new JsonObject();
        foreach (var (row, rule, number) in Numbered(rows))
        {
            var isIngress = rule.Direction is RuleDirection.Ingress;
            var properties = new JsonObject { ["GroupId"] = rule.Owner, ["IpProtocol"] = rule.Protocol is null ? "-1" : rule.ProtocolName, ["Description"] = Description(row) };
            if (rule.Protocol is not null && rule.HasPorts)
            {
                properties["FromPort"] = rule.FromPort;
                properties["ToPort"] = rule.ToPort;
            }
            else if (rule.Protocol is 1 or 58)
            {
                properties["FromPort"] = -1;
                properties["ToPort"] = -1;
            }

            properties[rule.Peer switch
            {
                _ when rule.Peer.StartsWith("sg-", StringComparison.Ordinal) => isIngress ? "SourceSecurityGroupId" : "DestinationSecurityGroupId",
                _ when rule.Peer.StartsWith("pl-", StringComparison.Ordinal) => isIngress ? "SourcePrefixListId" : "DestinationPrefixListId",
                _ when rule.Peer.Contains(':', StringComparison.Ordinal) => "CidrIpv6",
                _ => "CidrIp",
            }] = rule.Peer;
            resources[$"Rule{number}"] = new JsonObject { ["Type"] = isIngress ? "AWS::EC2::SecurityGroupIngress" : "AWS::EC2::SecurityGroupEgress", ["Properties"] = properties };
        }

        return new JsonObject { ["Resources"] = resources }.ToJsonString(new System.Text.Json.JsonSerializerOptions { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }) + "\n";
    }

    /// <summary>Statements of a CDK stack in C#, one for each narrower rule.</summary>
    /// <inheritdoc cref="ToCloudFormation"/>
    public static string ToCSharp(IEnumerable<RuleReviewRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var code = new StringBuilder("// In a stack: using Amazon.CDK.AWS.EC2;\n");
        var groups = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (row, rule, _) in Numbered(rows))
        {
            var group = Group(rule.Owner);
            var peer = rule.Peer switch
            {
                _ when rule.Peer.StartsWith("sg-", StringComparison.Ordinal) => $"Peer.SecurityGroupId(\"{rule.Peer}\")",
                _ when rule.Peer.StartsWith("pl-", StringComparison.Ordinal) => $"Peer.PrefixList(\"{rule.Peer}\")",
                _ when rule.Peer.Contains(':', StringComparison.Ordinal) => $"Peer.Ipv6(\"{rule.Peer}\")",
                _ => $"Peer.Ipv4(\"{rule.Peer}\")",
            };
            code.Append(CultureInfo.InvariantCulture, $"{group}.Add{rule.Direction}Rule({peer}, {Port(rule)}, \"{Description(row)}\");\n");
        }

        return code.ToString();

        string Group(string id)
        {
            if (groups.TryGetValue(id, out var name))
                return name;
            groups.Add(id, name = $"group{groups.Count + 1}");
            code.Append(CultureInfo.InvariantCulture, $"var {name} = SecurityGroup.FromSecurityGroupId(this, \"Group{groups.Count}\", \"{id}\", new SecurityGroupImportOptions {{ AllowAllOutbound = false }});\n");
            return name;
        }
    }

    static string Port(NetworkRule rule) => (rule.ProtocolName, rule.FromPort == rule.ToPort, rule.FromPort == 0 && rule.ToPort == NetworkRule.AllPorts) switch
    {
        ("tcp", true, _) => $"Port.Tcp({rule.FromPort})",
        ("tcp", _, true) => "Port.AllTcp()",
        ("tcp", _, _) => $"Port.TcpRange({rule.FromPort}, {rule.ToPort})",
        ("udp", true, _) => $"Port.Udp({rule.FromPort})",
        ("udp", _, true) => "Port.AllUdp()",
        ("udp", _, _) => $"Port.UdpRange({rule.FromPort}, {rule.ToPort})",
        ("icmp", _, _) => "Port.AllIcmp()",
        ("icmpv6", _, _) => "Port.AllIcmpV6()",
        _ => "Port.AllTraffic()",
    };

    static string Description(RuleReviewRow row) => $"narrower than {row.Rule.Text}";

    static IEnumerable<(RuleReviewRow Row, NetworkRule Rule, int Number)> Numbered(IEnumerable<RuleReviewRow> rows)
    {
        var number = 0;
        foreach (var row in rows)
        {
            foreach (var rule in row.Narrower)
                yield return (row, rule, ++number);
        }
    }
}
