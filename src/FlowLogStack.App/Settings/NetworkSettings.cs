using System.ComponentModel.DataAnnotations;
using FlowLogStack.Records;

namespace FlowLogStack.App;

/// <summary>The monitored network, for detections.</summary>
public sealed record NetworkSettings
{
    /// <summary>Internal CIDR blocks, in addition to the private ranges of IPv4 and IPv6, which are always internal. Default: none.</summary>
    [DataType(SettingsSchema.Block)]
    public IReadOnlyList<string> InternalRanges { get; init; } = [];

    /// <summary>CIDR blocks of subnets that accept no connections from external addresses, for the detection PrivateSubnetReached. Default: none.</summary>
    [DataType(SettingsSchema.Block)]
    public IReadOnlyList<string> PrivateSubnets { get; init; } = [];

    /// <summary>CIDR blocks of external DNS resolvers that hosts may query. Default: none.</summary>
    [DataType(SettingsSchema.Block)]
    public IReadOnlyList<string> ApprovedResolvers { get; init; } = [];

    /// <summary>
    /// Number of public addresses of the network, including those of load balancers and NAT gateways. Internet scanners probe each of them, and
    /// the thresholds of detections of this noise grow with the number. Default: 10.
    /// </summary>
    [Range(1, 1_000_000)]
    public int PublicAddresses { get; init; } = 10;

    /// <summary>Hosts whose traffic resembles attacks, each listed once for all detections.</summary>
    public KnownSettings Known { get; init; } = new();

    /// <summary>Smallest transfer within one record that LargeTransfer counts, in megabytes. Default: 500.</summary>
    [Range(1, 1_000_000)]
    public int LargeTransferMegabytes { get; init; } = 500;

    /// <summary>Returns the monitored network for detections.</summary>
    internal MonitoredNetwork ToNetwork() => new()
    {
        InternalRanges = [.. InternalRanges],
        PrivateSubnets = [.. PrivateSubnets],
        ApprovedResolvers = [.. ApprovedResolvers],
        PublicAddresses = PublicAddresses,
        Known = Known.ToKnownHosts(),
        LargeTransferBytes = LargeTransferMegabytes * 1_000_000L,
    };
}
