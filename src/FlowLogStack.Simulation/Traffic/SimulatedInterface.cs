using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>What an interface of the simulated network is for.</summary>
enum Role
{
    LoadBalancer,
    NatGateway,
    Bastion,
    Web,
    Directory,
    Intranet,
    Resolver,
    TransitGateway,
    Database,
    Cache,
    Workstation,
    Spare,
}

/// <summary>A network interface of the simulated network, with all that records say about it.</summary>
sealed class SimulatedInterface
{
    /// <summary>The index among the interfaces of all sites.</summary>
    internal required int Index { get; init; }

    internal required Site Site { get; init; }

    internal required Role Role { get; init; }

    internal required Tier Tier { get; init; }

    internal required string Id { get; init; }

    /// <summary>The instance; null for interfaces that a service manages.</summary>
    internal required string? InstanceId { get; init; }

    internal required string SubnetId { get; init; }

    internal required string AzId { get; init; }

    internal required FlowAddress IPv4 { get; init; }

    internal required FlowAddress IPv6 { get; init; }

    /// <summary>The tag values, as records hold them: percent-encoded; null for none.</summary>
    internal required string? Tag { get; init; }

    internal string Type => Role switch
    {
        Role.NatGateway => "nat_gateway",
        Role.TransitGateway => "transit_gateway",
        _ => "-",
    };

    internal FlowAddress Address(bool isIPv6) => isIPv6 ? IPv6 : IPv4;
}
