using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>A network interface of the simulated network, with its values in records.</summary>
sealed class SimulatedInterface
{
    /// <summary>Index among the interfaces of all sites.</summary>
    internal required int Index { get; init; }

    internal required Site Site { get; init; }

    internal required Role Role { get; init; }

    internal required Tier Tier { get; init; }

    internal required string Id { get; init; }

    /// <summary>Id of the instance; null for interfaces that a service manages.</summary>
    internal required string? InstanceId { get; init; }

    internal required string SubnetId { get; init; }

    internal required string AzId { get; init; }

    internal required FlowAddress IPv4 { get; init; }

    internal required FlowAddress IPv6 { get; init; }

    /// <summary>Tag value as in records, percent-encoded; null for none.</summary>
    internal required string? Tag { get; init; }

    internal string Type => Role switch
    {
        Role.NatGateway => "nat_gateway",
        Role.TransitGateway => "transit_gateway",
        _ => "-",
    };

    internal FlowAddress Address(bool isIPv6) => isIPv6 ? IPv6 : IPv4;
}
