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

    /// <summary>Returns the monitored network for detections.</summary>
    internal MonitoredNetwork ToNetwork() => new()
    {
        InternalRanges = [.. InternalRanges],
        PrivateSubnets = [.. PrivateSubnets],
        ApprovedResolvers = [.. ApprovedResolvers],
    };
}
