using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FlowLogStack.Simulation;

/// <summary>Renders narrower rules of security groups for CloudFormation and CDK in C#.</summary>
static class RuleCode
{
    const string AllProtocols = "-1";
    const int MostDescription = 255;

    /// <summary>A template with a resource for each narrower rule.</summary>
    /// <param name="rows">The review; rows without narrower rules are left out.</param>
    public static string ToCloudFormation(IEnumerable<RuleReviewRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var resources = new JsonObject();
        foreach (var (row, rule, number) in Numbered(rows))
        {
            var properties = new JsonObject();
            foreach (var (name, value) in Properties(row, rule))
                properties[name] = value is int whole ? whole : (string)value;
            resources[$"Rule{number}"] = new JsonObject { ["Type"] = $"AWS::EC2::SecurityGroup{rule.Direction}", ["Properties"] = properties };
        }

        return new JsonObject { ["Resources"] = resources }.ToJsonString(new JsonSerializerOptions { WriteIndented = true,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }) + "\n";
    }

    /// <summary>Statements of a CDK stack in C#, one for each narrower rule.</summary>
    /// <inheritdoc cref="ToCloudFormation"/>
    public static string ToCSharp(IEnumerable<RuleReviewRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var code = new StringBuilder("// In a stack: using Amazon.CDK.AWS.EC2;\n");
        var groups = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (row, rule, number) in Numbered(rows))
        {
            if (Port(rule) is { } port)
                code.Append(CultureInfo.InvariantCulture,
                    $"{Group(rule.Owner)}.Add{rule.Direction}Rule({Peer(rule.Peer)}, {port}, {Literal(Description(row))});\n");
            else
                code.Append(CultureInfo.InvariantCulture, $"new CfnSecurityGroup{rule.Direction}(this, {Literal($"Rule{number}")}, new "
                    + $"CfnSecurityGroup{rule.Direction}Props "
                    + $"{{ {string.Join(", ", Properties(row, rule).Select(property => $"{property.Name} = {Literal(property.Value)}"))} }});\n");
        }

        return code.ToString();

        string Group(string id)
        {
            if (groups.TryGetValue(id, out var name))
                return name;
            groups.Add(id, name = $"group{groups.Count + 1}");
            code.Append(CultureInfo.InvariantCulture,
                $"var {name} = SecurityGroup.FromSecurityGroupId(this, {Literal($"Group{groups.Count}")}, {Literal(id)}, new SecurityGroupImportOptions {{ "
                    + $"AllowAllOutbound = false }});\n");
            return name;
        }
    }

    // Properties of AWS::EC2::SecurityGroupIngress and AWS::EC2::SecurityGroupEgress, with text or whole numbers as values.
    static IEnumerable<(string Name, object Value)> Properties(RuleReviewRow row, NetworkRule rule)
    {
        yield return ("GroupId", rule.Owner);
        yield return ("IpProtocol", rule.Protocol is null ? AllProtocols : rule.ProtocolName);
        yield return ("Description", Description(row));
        if (rule.IsIcmp)
        {
            yield return ("FromPort", rule.IcmpType ?? -1);
            yield return ("ToPort", rule.IcmpCode ?? -1);
        }
        else if (rule.Protocol is not null && rule.HasPorts)
        {
            yield return ("FromPort", rule.FromPort);
            yield return ("ToPort", rule.ToPort);
        }

        var side = rule.Direction is RuleDirection.Ingress ? "Source" : "Destination";
        yield return (PeerKind(rule.Peer) switch { "sg" => $"{side}SecurityGroupId", "pl" => $"{side}PrefixListId", "v6" => "CidrIpv6", _ => "CidrIp" },
            rule.Peer);
    }

    static string PeerKind(string peer) =>
        peer.StartsWith("sg-", StringComparison.Ordinal) ? "sg" : peer.StartsWith("pl-", StringComparison.Ordinal) ? "pl"
            : peer.Contains(':', StringComparison.Ordinal) ? "v6" : "v4";

    static string Peer(string peer) =>
        $"Peer.{PeerKind(peer) switch { "sg" => "SecurityGroupId", "pl" => "PrefixList", "v6" => "Ipv6", _ => "Ipv4" }}({Literal(peer)})";

    // Null for what Port of the CDK has no member for, such as GRE and types of ICMP for IPv6.
    static string? Port(NetworkRule rule) => (rule.Protocol, rule.FromPort == rule.ToPort, rule.FromPort == 0 && rule.ToPort == NetworkRule.AllPorts) switch
    {
        (null, _, _) => "Port.AllTraffic()",
        (NetworkRule.Tcp, true, _) => $"Port.Tcp({rule.FromPort})",
        (NetworkRule.Tcp, _, true) => "Port.AllTcp()",
        (NetworkRule.Tcp, _, _) => $"Port.TcpRange({rule.FromPort}, {rule.ToPort})",
        (NetworkRule.Udp, true, _) => $"Port.Udp({rule.FromPort})",
        (NetworkRule.Udp, _, true) => "Port.AllUdp()",
        (NetworkRule.Udp, _, _) => $"Port.UdpRange({rule.FromPort}, {rule.ToPort})",
        (NetworkRule.Icmp, _, _) => rule switch
        {
            { IcmpType: null } => "Port.AllIcmp()",
            { IcmpCode: null } => $"Port.IcmpType({rule.IcmpType})",
            _ => $"Port.IcmpTypeAndCode({rule.IcmpType}, {rule.IcmpCode})",
        },
        (NetworkRule.IcmpV6, _, _) when rule.IcmpType is null => "Port.AllIcmpV6()",
        _ => null,
    };

    // The escapes of JSON are escapes of C# as well.
    static string Literal(object value) => JsonSerializer.Serialize(value, value.GetType());

    // EC2 accepts these characters in descriptions.
    static string Description(RuleReviewRow row)
    {
        var text = string.Concat($"narrower than {row.Rule.Text}".Select(c =>
            char.IsAsciiLetterOrDigit(c) || " ._-:/()#,@[]+=&;{}!$*".Contains(c, StringComparison.Ordinal) ? c : '_'));
        return text.Length <= MostDescription ? text : text[..MostDescription];
    }

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
