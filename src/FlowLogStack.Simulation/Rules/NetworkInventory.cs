using System.Globalization;
using System.Text.Json;
using FlowLogStack.Processing;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>Security groups, network ACLs, interfaces, prefix lists and Elastic IP addresses, from saved answers of EC2's Describe calls.</summary>
sealed class NetworkInventory
{
    const string EveryProtocol = "-1";

    readonly List<(JsonElement Permission, NetworkRule Rule)> permissions = [];
    readonly List<NetworkRule> entries = [];
    readonly Dictionary<string, List<AddressRange>> lists = new(StringComparer.Ordinal);
    readonly Dictionary<string, Interface> interfaces = new(StringComparer.Ordinal);
    readonly Dictionary<FlowAddress, Interface> byAddress = [];
    readonly Dictionary<string, string> aclOfSubnet = new(StringComparer.Ordinal);
    readonly List<string> unused = [];
    IReadOnlyList<NetworkRule>? rules;

    /// <summary>An interface as far as rules are concerned.</summary>
    internal sealed record Interface(string Id, string Subnet, IReadOnlyList<string> Groups, IReadOnlyList<FlowAddress> Addresses)
    {
        /// <summary>Name of the Availability Zone; empty for an unknown one.</summary>
        internal string Zone { get; init; } = "";

        /// <summary>Id of the instance that it is attached to; empty for none.</summary>
        internal string Instance { get; init; } = "";

        /// <summary>Whether it is that of a NAT gateway.</summary>
        internal bool IsNatGateway { get; init; }

        /// <summary>The public IPv4 addresses.</summary>
        internal IReadOnlyList<string> PublicAddresses { get; init; } = [];
    }

    /// <summary>Number of interfaces.</summary>
    public int InterfaceCount => interfaces.Count;

    /// <summary>The interfaces.</summary>
    internal IReadOnlyCollection<Interface> Interfaces => interfaces.Values;

    /// <summary>Private addresses of NAT gateways.</summary>
    internal IEnumerable<FlowAddress> NatGateways => interfaces.Values.Where(known => known.IsNatGateway).SelectMany(known => known.Addresses);

    /// <summary>Elastic IP addresses that belong to no interface.</summary>
    internal IReadOnlyList<string> UnusedAddresses => unused;

    /// <summary>All rules of security groups and network ACLs.</summary>
    public IReadOnlyList<NetworkRule> Rules => rules ??= [.. SecurityGroupRules(), .. entries];

    /// <summary>Adds the answer of a Describe call.</summary>
    /// <param name="json">The answer as JSON, as the AWS CLI prints it.</param>
    /// <param name="name">Name of the file, for messages; the answer of <c>get-managed-prefix-list-entries</c> has its prefix list's id in it.</param>
    /// <exception cref="FormatException">The text isn't such an answer; the message states the reason.</exception>
    public void Add(string json, string name)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(name);
        JsonElement answer;
        try
        {
            using var document = JsonDocument.Parse(json);
            answer = document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            throw new FormatException($"{name}: it isn't valid JSON: {JsonFault.Of(e)} Use an answer of 'aws ec2 describe-…' as the AWS CLI prints it.", e);
        }

        rules = null;
        var known = false;
        foreach (var (key, add) in new (string, Action<JsonElement>)[]
        {
            ("SecurityGroups", AddGroup), ("NetworkInterfaces", AddInterface), ("NetworkAcls", AddAcl), ("PrefixLists", AddList), ("Addresses", AddElastic),
        })
        {
            if (answer.ValueKind is not JsonValueKind.Object || !answer.TryGetProperty(key, out var items) || items.ValueKind is not JsonValueKind.Array)
                continue;
            known = true;
            try
            {
                foreach (var item in Items(items))
                    add(item);
            }
            catch (FormatException e)
            {
                throw new FormatException($"{name}: {e.Message}", e);
            }
        }

        if (!known && answer.ValueKind is JsonValueKind.Object && answer.TryGetProperty("Entries", out var entries))
        {
            known = true;
            var id = Path.GetFileNameWithoutExtension(name);
            if (!id.StartsWith("pl-", StringComparison.Ordinal))
                throw new FormatException($"{name}: the answer of get-managed-prefix-list-entries has no id. Name the file as the prefix list, such as "
                    + "pl-0123456789abcdef0.json.");
            lists[id] = [.. Items(entries).Select(entry => Text(entry, "Cidr")).SelectMany(Ranges)];
        }

        if (!known)
            throw new FormatException($"{name}: it has no SecurityGroups, NetworkInterfaces, NetworkAcls, PrefixLists, Addresses or Entries. Use answers of "
                + "'aws ec2 describe-security-groups', 'describe-network-interfaces', 'describe-network-acls', 'describe-prefix-lists' and "
                + "'describe-addresses'.");
    }

    /// <summary>The interface of an id; null for an unknown one.</summary>
    internal Interface? InterfaceOf(string id) => interfaces.GetValueOrDefault(id);

    /// <summary>The interface that has an address; null for an unknown one.</summary>
    internal Interface? InterfaceOf(FlowAddress address) => byAddress.GetValueOrDefault(address);

    /// <summary>The network ACL of a subnet; null for an unknown one.</summary>
    internal string? AclOf(string subnet) => aclOfSubnet.GetValueOrDefault(subnet);

    void AddGroup(JsonElement group)
    {
        foreach (var (key, direction) in new[] { ("IpPermissions", RuleDirection.Ingress), ("IpPermissionsEgress", RuleDirection.Egress) })
        {
            foreach (var permission in Items(group, key))
                permissions.Add((permission, RuleOf(group, direction, permission)));
        }
    }

    void AddInterface(JsonElement item)
    {
        var addresses = Items(item, "PrivateIpAddresses").Select(address => Text(address, "PrivateIpAddress")).Append(Text(item, "PrivateIpAddress"))
            .Concat(Items(item, "Ipv6Addresses").Select(address => Text(address, "Ipv6Address")))
            .SelectMany(text => FlowAddress.TryParse(text, out var address) ? new[] { address } : []).Distinct().ToList();
        var known = new Interface(Text(item, "NetworkInterfaceId"), Text(item, "SubnetId"), [.. Items(item, "Groups").Select(group => Text(group, "GroupId"))],
            addresses)
        {
            Zone = Text(item, "AvailabilityZone"),
            Instance = Child(item, "Attachment") is { } attachment ? Text(attachment, "InstanceId") : "",
            IsNatGateway = Text(item, "InterfaceType") == "nat_gateway",
            PublicAddresses = [.. Items(item, "PrivateIpAddresses").Append(item)
                .Select(holder => Child(holder, "Association") is { } association ? Text(association, "PublicIp") : "")
                .Where(address => address.Length > 0).Distinct()],
        };
        interfaces[known.Id] = known;
        foreach (var address in addresses)
            byAddress[address] = known;
    }

    void AddAcl(JsonElement acl)
    {
        entries.AddRange(Items(acl, "Entries").OrderBy(entry => Number(entry, "RuleNumber")).Select(entry => RuleOf(acl, entry)));
        foreach (var association in Items(acl, "Associations"))
            aclOfSubnet[Text(association, "SubnetId")] = Text(acl, "NetworkAclId");
    }

    void AddElastic(JsonElement address)
    {
        if (Text(address, "AssociationId").Length == 0 && Text(address, "NetworkInterfaceId").Length == 0)
            unused.Add(Text(address, "PublicIp"));
    }

    void AddList(JsonElement list) => lists[Text(list, "PrefixListId")] = [.. Texts(list, "Cidrs").SelectMany(Ranges)];

    // Peers are resolved last, because interfaces and prefix lists can be added after the groups that name them.
    IEnumerable<NetworkRule> SecurityGroupRules() =>
        from permission in permissions
        from peer in PeersOf(permission.Permission)
        select permission.Rule with { Peer = peer.Peer, Addresses = peer.Addresses };

    IEnumerable<(string Peer, IReadOnlyList<AddressRange> Addresses)> PeersOf(JsonElement permission)
    {
        foreach (var range in Items(permission, "IpRanges"))
            yield return (Text(range, "CidrIp"), [.. Ranges(Text(range, "CidrIp"))]);
        foreach (var range in Items(permission, "Ipv6Ranges"))
            yield return (Text(range, "CidrIpv6"), [.. Ranges(Text(range, "CidrIpv6"))]);
        foreach (var list in Items(permission, "PrefixListIds"))
            yield return (Text(list, "PrefixListId"), lists.GetValueOrDefault(Text(list, "PrefixListId")) ?? []);
        foreach (var pair in Items(permission, "UserIdGroupPairs"))
        {
            var id = Text(pair, "GroupId");
            yield return (id, [.. interfaces.Values.Where(known => known.Groups.Contains(id)).SelectMany(known => known.Addresses)
                .Select(address => new AddressRange(address, address.IsIPv4 ? 32 : 128))]);
        }
    }

    static NetworkRule RuleOf(JsonElement group, RuleDirection direction, JsonElement permission)
    {
        var owner = Text(group, "GroupId");
        var protocol = ProtocolOf(Text(permission, "IpProtocol"), owner);
        var rule = new NetworkRule { Owner = owner, OwnerName = Text(group, "GroupName"), IsOfSecurityGroup = true, Direction = direction, Protocol = protocol,
            Peer = "" };
        // For ICMP, the first port is the type and the last the code.
        return rule.IsIcmp
            ? WithType(rule, Number(permission, "FromPort"), Number(permission, "ToPort"))
            : rule.Protocol is null || !rule.HasPorts ? rule : WithPorts(rule, Number(permission, "FromPort"), Number(permission, "ToPort"));
    }

    static NetworkRule RuleOf(JsonElement acl, JsonElement entry)
    {
        var owner = Text(acl, "NetworkAclId");
        var peer = Text(entry, "CidrBlock") is { Length: > 0 } block ? block : Text(entry, "Ipv6CidrBlock");
        var rule = new NetworkRule
        {
            Owner = owner, Number = Number(entry, "RuleNumber") ?? 0, IsAllowed = Text(entry, "RuleAction") == "allow",
            Direction = entry.TryGetProperty("Egress", out var egress) && egress.ValueKind is JsonValueKind.True ? RuleDirection.Egress : RuleDirection.Ingress,
            Protocol = ProtocolOf(Text(entry, "Protocol"), owner), Peer = peer, Addresses = [.. Ranges(peer)],
        };
        if (rule.IsIcmp)
            return Child(entry, "IcmpTypeCode") is { } type ? WithType(rule, Number(type, "Type"), Number(type, "Code")) : rule;
        return rule.Protocol is not null && rule.HasPorts && Child(entry, "PortRange") is { } range
            ? WithPorts(rule, Number(range, "From"), Number(range, "To")) : rule;
    }

    // -1 is every type and every code. A code belongs to a type.
    static NetworkRule WithType(NetworkRule rule, int? type, int? code) =>
        type is null or < 0 ? rule : rule with { IcmpType = type, IcmpCode = code is null or < 0 ? null : code };

    static NetworkRule WithPorts(NetworkRule rule, int? from, int? to) =>
        rule with { FromPort = from is null or < 0 ? 0 : from.Value, ToPort = to is null or < 0 ? NetworkRule.AllPorts : to.Value };

    static int? ProtocolOf(string text, string owner) => text switch
    {
        EveryProtocol => null,
        "tcp" => NetworkRule.Tcp,
        "udp" => NetworkRule.Udp,
        "icmp" => NetworkRule.Icmp,
        "icmpv6" => NetworkRule.IcmpV6,
        _ => byte.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new FormatException($"a rule of {owner} has the unknown protocol '{text}'. Use an answer as EC2 gives it: tcp, udp, icmp, icmpv6, -1 or a "
            + "number from 0 to 255."),
    };

    static JsonElement? Child(JsonElement holder, string key) =>
        holder.TryGetProperty(key, out var value) && value.ValueKind is JsonValueKind.Object ? value : null;

    static IEnumerable<AddressRange> Ranges(string text)
    {
        if (AddressRange.TryParse(text, out var range))
            yield return range;
    }

    static IEnumerable<JsonElement> Items(JsonElement holder, string key) => holder.TryGetProperty(key, out var items) ? Items(items) : [];

    static IEnumerable<JsonElement> Items(JsonElement items) => items.ValueKind is JsonValueKind.Array ? items.EnumerateArray()
        .Where(item => item.ValueKind is JsonValueKind.Object) : [];

    static IEnumerable<string> Texts(JsonElement holder, string key) => holder.TryGetProperty(key, out var items) && items.ValueKind is JsonValueKind.Array
        ? items.EnumerateArray().Where(item => item.ValueKind is JsonValueKind.String).Select(item => item.GetString()!)
        : [];

    static string Text(JsonElement holder, string key) => holder.TryGetProperty(key, out var value) && value.ValueKind is JsonValueKind.String
        ? value.GetString()! : "";

    static int? Number(JsonElement holder, string key) => holder.TryGetProperty(key, out var value) && value.ValueKind is JsonValueKind.Number
        && value.TryGetInt32(out var number) ? number : null;
}
