using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>A rule of a security group or network ACL.</summary>
sealed record NetworkRule
{
    /// <summary>Id of the security group or network ACL.</summary>
    public required string Owner { get; init; }

    /// <summary>Name of the security group; empty for a network ACL.</summary>
    public string OwnerName { get; init; } = "";

    /// <summary>Whether it is a rule of a security group.</summary>
    public bool IsOfSecurityGroup { get; init; }

    /// <summary>Direction of the traffic.</summary>
    public RuleDirection Direction { get; init; }

    /// <summary>Rule number of a network ACL; 0 for a security group.</summary>
    public int Number { get; init; }

    /// <summary>Whether the traffic is allowed.</summary>
    public bool IsAllowed { get; init; } = true;

    /// <summary>IANA protocol number; null for all protocols.</summary>
    public int? Protocol { get; init; }

    /// <summary>First port; 0 for all.</summary>
    public int FromPort { get; init; }

    /// <summary>Last port; 65535 for all.</summary>
    public int ToPort { get; init; } = AllPorts;

    /// <summary>Type of ICMP messages; null for all types, and for other protocols. Flow log records have no type.</summary>
    public int? IcmpType { get; init; }

    /// <summary>Code of ICMP messages of the type; null for all codes.</summary>
    public int? IcmpCode { get; init; }

    /// <summary>The peer as it is written: a CIDR block, a security group or a prefix list.</summary>
    public required string Peer { get; init; }

    /// <summary>Addresses of the peer; empty when a group or list isn't resolved.</summary>
    public IReadOnlyList<AddressRange> Addresses { get; init; } = [];

    internal const int AllPorts = 65535;
    internal const int Tcp = 6;
    internal const int Udp = 17;
    internal const int Icmp = 1;
    internal const int IcmpV6 = 58;

    /// <summary>Whether the peer is every address of IPv4 or IPv6.</summary>
    public bool IsOpen => Peer is "0.0.0.0/0" or "::/0";

    /// <summary>Whether the peer's addresses are known.</summary>
    public bool IsResolved => Addresses.Count > 0;

    /// <summary>Whether the rule has ports: of TCP, UDP or all protocols.</summary>
    internal bool HasPorts => Protocol is null or Tcp or Udp;

    /// <summary>Whether the rule is about ICMP, which has types and codes in place of ports.</summary>
    internal bool IsIcmp => Protocol is Icmp or IcmpV6;

    /// <summary>The rule in words: <c>ingress tcp/22 from 0.0.0.0/0</c>.</summary>
    public string Text =>
        $"{(Direction is RuleDirection.Ingress ? "ingress" : "egress")} {(IsOfSecurityGroup ? "" : IsAllowed ? "allow " : "deny ")}{ProtocolName}{PortText} "
            + $"{(Direction is RuleDirection.Ingress ? "from" : "to")} {Peer}";

    /// <summary>Name of the protocol as EC2 has it; <c>all</c> for all.</summary>
    public string ProtocolName => Protocol switch
    {
        null => "all",
        Tcp => "tcp",
        Udp => "udp",
        Icmp => "icmp",
        IcmpV6 => "icmpv6",
        { } number => number.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };

    string PortText =>
        IcmpType is { } type ? $" type {type}{(IcmpCode is { } code ? $" code {code}" : "")}" : !HasPorts || Protocol is null ? "" : FromPort == 0
        && ToPort == AllPorts ? "/all" : FromPort == ToPort ? $"/{FromPort}" : $"/{FromPort}-{ToPort}";

    /// <summary>Whether the rule is about a packet. A rule of one ICMP type is about each ICMP packet, because records have no type.</summary>
    internal bool Matches(int protocol, int port, FlowAddress peer)
    {
        if (Protocol is { } only && only != protocol)
            return false;
        if (Protocol is not null && HasPorts && (port < FromPort || port > ToPort))
            return false;
        foreach (var range in Addresses)
        {
            if (range.Contains(peer))
                return true;
        }

        return false;
    }
}
