using System.Collections.Immutable;

namespace FlowLogStack.Records;

/// <summary>Hosts of the network, and of its partners, whose traffic resembles attacks. Each is listed once; the detections that it concerns don't count it.</summary>
public sealed record KnownHosts
{
    /// <summary>CIDR blocks from which administrators connect. Default: none.</summary>
    public ImmutableArray<string> Administrators { get; init; } = [];

    /// <summary>CIDR blocks of hosts that administrators reach from anywhere. Default: none.</summary>
    /// <remarks>Connections to them don't count as remote access from outside; brute force against them does, in its query.</remarks>
    public ImmutableArray<string> Bastions { get; init; } = [];

    /// <summary>CIDR blocks of internal DNS resolvers and forwarders, which query external servers. Default: none.</summary>
    public ImmutableArray<string> Resolvers { get; init; } = [];

    /// <summary>CIDR blocks of load balancers, which accept requests that no host answers and forward others to private subnets. Default: none.</summary>
    public ImmutableArray<string> LoadBalancers { get; init; } = [];

    /// <summary>CIDR blocks of internal mail servers. Default: none.</summary>
    public ImmutableArray<string> MailServers { get; init; } = [];

    /// <summary>CIDR blocks of external backup targets. Default: none.</summary>
    public ImmutableArray<string> BackupTargets { get; init; } = [];

    /// <summary>Returns the detection without known traffic.</summary>
    internal Detection AllowIn(Detection detection, ImmutableArray<string> approvedResolvers) => detection.Id switch
    {
        "RemoteAccessAccepted" => Allow(detection, Administrators, Bastions),
        "PrivateSubnetReached" or "UnansweredProbes" => Allow(detection, [], LoadBalancers),
        "DnsOverTcp" => Allow(detection, Resolvers, approvedResolvers),
        "UnapprovedResolver" => Allow(detection, Resolvers, []),
        "MailSent" => Allow(detection, MailServers, []),
        "LargeTransfer" or "EgressAnomaly" or "SlowEgress" => Allow(detection, [], BackupTargets),
        _ => detection,
    };

    static Detection Allow(Detection detection, ImmutableArray<string> sources, ImmutableArray<string> destinations) => sources.IsEmpty && destinations.IsEmpty
        ? detection
        : detection with { Allowed = detection.Allowed with { Sources = [.. detection.Allowed.Sources, .. sources], Destinations = [.. detection.Allowed.Destinations, .. destinations] } };
}
