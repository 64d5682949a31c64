using System.Collections.Immutable;

namespace FlowLogStack.Records;

/// <summary>Hosts of the network, and of its partners, whose traffic resembles attacks.</summary>
/// <remarks>Each host is listed once. Every built-in detection that its traffic resembles has it in <see cref="Detection.Allowed"/>.</remarks>
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
}
