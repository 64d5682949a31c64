using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>Reads an event of CloudTrail as a change of the network.</summary>
static partial class ChangeEvent
{
    const int MostIds = 20;
    const int MostDepth = 12;

    // Shortened events lack a source. Other services have calls with similar names: CreateRoute of API Gateway, DeleteGateway of Storage Gateway,
    // CreateDBSecurityGroup of RDS.
    static readonly string[] Sources = ["", "ec2.amazonaws.com", "elasticloadbalancing.amazonaws.com"];

    static readonly string[] Destinations = ["destinationCidrBlock", "destinationIpv6CidrBlock", "destinationPrefixListId"];

    /// <summary>Returns the change; null for a call that reads, that failed, or that is not of the network.</summary>
    internal static NetworkChange? Read(JsonElement detail)
    {
        var call = Text(detail, "eventName");
        if (!Sources.Contains(Text(detail, "eventSource")) || !Network().IsMatch(call) || ChangeDetection.IsRead(call)
            || Text(detail, "errorCode").Length > 0 || (detail.TryGetProperty("readOnly", out var reads) && reads.ValueKind is JsonValueKind.True))
            return null;
        if (!DateTimeOffset.TryParse(Text(detail, "eventTime"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var at))
            return null;
        var parameters = detail.TryGetProperty("requestParameters", out var given) ? given : default;
        var ids = new List<string>();
        Collect(parameters, ids, 0);
        if (detail.TryGetProperty("responseElements", out var response))
            Collect(response, ids, 0);
        var rules = Rules(parameters).ToList();
        var named = string.Join(", ", ids.Take(MostIds));
        var of = rules.Count > 0 ? string.Join(", ", rules.Select(rule => rule.Text).Distinct()) : Routes(parameters);
        return new NetworkChange
        {
            At = at,
            Actor = ActorOf(detail),
            Call = call,
            Text = $"{Words(call)}{(of.Length > 0 ? $" {of}" : "")}{(named.Length > 0 ? $"{(of.Length > 0 ? " of" : "")} {named}" : "")}",
            Targets = ids,
            Ports = [.. rules.Select(rule => rule.Ports)],
        };
    }

    static string ActorOf(JsonElement detail)
    {
        if (!detail.TryGetProperty("userIdentity", out var identity) || identity.ValueKind is not JsonValueKind.Object)
            return "unknown";
        var arn = Text(identity, "arn");
        var parts = arn.Split('/');
        return parts is [.. var _, var role, var session] && arn.Contains(":assumed-role/", StringComparison.Ordinal) ? $"{session} ({role})"
            : parts.Length > 1 ? parts[^1]
            : arn.EndsWith(":root", StringComparison.Ordinal) ? "root"
            : new[] { Text(identity, "userName"), arn, Text(identity, "invokedBy"), Text(identity, "type") }.FirstOrDefault(text =>
                text.Length > 0) ?? "unknown";
    }

    // CreateNetworkAclEntry is "created network acl entry".
    static string Words(string call)
    {
        var words = Capitals().Replace(call, " $1").Trim().ToLowerInvariant().Split(' ');
        words[0] = words[0] switch { "set" => "set", var verb when verb.EndsWith('e') => verb + "d", "modify" => "modified", "reset" => "reset", var verb =>
            verb + "ed" };
        return string.Join(' ', words);
    }

    static IEnumerable<(string Text, ChangedPorts Ports)> Rules(JsonElement parameters)
    {
        foreach (var permission in Items(parameters, "ipPermissions"))
        {
            var protocol = Text(permission, "ipProtocol");
            var ports = PortsOf(protocol, Number(permission, "fromPort"), Number(permission, "toPort"));
            var peers = new[] { ("ipRanges", "cidrIp"), ("ipv6Ranges", "cidrIpv6"), ("groups", "groupId"), ("prefixListIds", "prefixListId") }
                .SelectMany(list => Items(permission, list.Item1).Select(item => Text(item, list.Item2))).Where(peer => peer.Length > 0).ToList();
            yield return ($"{TextOf(protocol, ports)}{(peers.Count > 0 ? $" with {string.Join(" and ", peers)}" : "")}", ports);
        }

        if (Text(parameters, "aclProtocol") is { Length: > 0 } entry)
        {
            var range = Child(parameters, "portRange");
            var ports = PortsOf(entry, Number(range, "from"), Number(range, "to"));
            var peer = Text(parameters, "cidrBlock") is { Length: > 0 } block ? block : Text(parameters, "ipv6CidrBlock");
            var isEgress = parameters.TryGetProperty("egress", out var egress) && egress.ValueKind is JsonValueKind.True;
            yield return ($"{Number(parameters, "ruleNumber")} {Text(parameters, "ruleAction")} {(isEgress ? "egress" : "ingress")} {TextOf(entry, ports)} "
                + $"with {peer}", ports);
        }
    }

    static string Routes(JsonElement parameters) =>
        Destinations.Select(name => Text(parameters, name)).FirstOrDefault(text => text.Length > 0) ?? "";

    static ChangedPorts PortsOf(string protocol, int? from, int? to)
    {
        int? number = protocol switch
        {
            "tcp" => NetworkRule.Tcp,
            "udp" => NetworkRule.Udp,
            "icmp" => NetworkRule.Icmp,
            "icmpv6" => NetworkRule.IcmpV6,
            _ => byte.TryParse(protocol, NumberStyles.None, CultureInfo.InvariantCulture, out var other) ? other : null,
        };
        return new ChangedPorts(number, from is null or < 0 ? 0 : from.Value, to is null or < 0 ? NetworkRule.AllPorts : to.Value);
    }

    static string TextOf(string protocol, ChangedPorts ports) => ports.Protocol switch
    {
        null => "all traffic",
        NetworkRule.Tcp or NetworkRule.Udp => TalkerKeys.ServiceText(ports.Protocol.Value, ports.From, ports.To),
        _ => protocol,
    };

    static void Collect(JsonElement value, List<string> ids, int depth)
    {
        if (depth > MostDepth || ids.Count >= MostIds)
            return;
        switch (value.ValueKind)
        {
            case JsonValueKind.String when Id().IsMatch(value.GetString()!) && !ids.Contains(value.GetString()!):
                ids.Add(value.GetString()!);
                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                    Collect(item, ids, depth + 1);
                break;
            case JsonValueKind.Object:
                // Groups and lists in a rule are its peers, not what is changed.
                foreach (var property in value.EnumerateObject()
                    .Where(property => property.Name is not ("ipPermissions" or "securityGroupRuleSet" or "revokedSecurityGroupRuleSet")))
                    Collect(property.Value, ids, depth + 1);
                break;
        }
    }

    static IEnumerable<JsonElement> Items(JsonElement holder, string name) =>
        Child(Child(holder, name), "items") is { ValueKind: JsonValueKind.Array } items ? items.EnumerateArray()
            .Where(item => item.ValueKind is JsonValueKind.Object) : [];

    static JsonElement Child(JsonElement holder, string name) =>
        holder.ValueKind is JsonValueKind.Object && holder.TryGetProperty(name, out var value) ? value : default;

    static string Text(JsonElement holder, string name) => Child(holder, name) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "";

    static int? Number(JsonElement holder, string name) =>
        Child(holder, name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var number) ? number : null;

    [GeneratedRegex("SecurityGroup|NetworkAcl|Route|Gateway|FlowLogs|NetworkInterface|ModifyInstanceAttribute|"
        + "VpcEndpoint|VpcPeering|Subnet|PrefixList|Address$|BlockPublicAccess|VpcAttribute")]
    private static partial Regex Network();

    [GeneratedRegex(@"\A(sg|acl|eni|i|subnet|rtb|igw|eigw|nat|vpc|vpce|pcx|tgw|tgw-attach|fl|pl|eipalloc|aclassoc|rtbassoc)-[0-9a-z]{1,32}\z")]
    private static partial Regex Id();

    [GeneratedRegex("(?<=[a-z])([A-Z])")]
    private static partial Regex Capitals();
}
