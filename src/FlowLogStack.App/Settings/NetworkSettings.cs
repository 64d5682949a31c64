using System.ComponentModel.DataAnnotations;
using FlowLogStack.Records;

namespace FlowLogStack.App;

/// <summary>What detections need to know of the network they watch.</summary>
public sealed record NetworkSettings
{
    /// <summary>CIDR blocks of the inside, beside the private ranges of IPv4 and IPv6, which are inside always. Default: none.</summary>
    [DataType(SettingsSchema.Block)]
    public IReadOnlyList<string> InternalRanges { get; init; } = [];

    /// <summary>CIDR blocks of subnets that nothing outside may open connections to, for the detection PrivateSubnetReached. Default: none.</summary>
    [DataType(SettingsSchema.Block)]
    public IReadOnlyList<string> PrivateSubnets { get; init; } = [];

    /// <summary>CIDR blocks of the DNS resolvers outside that hosts may ask. Default: none.</summary>
    [DataType(SettingsSchema.Block)]
    public IReadOnlyList<string> ApprovedResolvers { get; init; } = [];

    /// <summary>How many public addresses the network has, load balancers and NAT gateways included: the internet probes each of them, and thresholds of its noise grow with them. Default: 10.</summary>
    [Range(1, 1_000_000)]
    public int PublicAddresses { get; init; } = 10;

    /// <summary>The network that detections watch.</summary>
    internal MonitoredNetwork ToNetwork() => new()
    {
        InternalRanges = [.. InternalRanges],
        PrivateSubnets = [.. PrivateSubnets],
        ApprovedResolvers = [.. ApprovedResolvers],
        PublicAddresses = PublicAddresses,
    };
}
