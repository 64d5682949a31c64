using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>One end of a conversation.</summary>
/// <param name="Interface">The interface; null outside the simulated network.</param>
/// <param name="Address">The address.</param>
/// <param name="Tier">Tier in a network of transit gateways.</param>
/// <param name="Service">AWS service of the address.</param>
readonly record struct Party(SimulatedInterface? Interface, FlowAddress Address, Tier Tier, AwsService Service = AwsService.None)
{
    internal static Party Of(SimulatedInterface one, bool isIPv6) => new(one, one.Address(isIPv6), one.Tier);

    internal static Party Outside(FlowAddress address, AwsService service = AwsService.None) => new(null, address, Tier.Edge, service);
}
