using System.ComponentModel.DataAnnotations;
using FlowLogStack.Records;

namespace FlowLogStack.App;

/// <summary>Hosts whose traffic resembles attacks. The detections that they concern don't count it.</summary>
public sealed record KnownSettings
{
    /// <summary>CIDR blocks from which administrators connect; RemoteAccessAccepted doesn't count them. Default: none.</summary>
    [DataType(SettingsSchema.Block)]
    public IReadOnlyList<string> Administrators { get; init; } = [];

    /// <summary>CIDR blocks of hosts that administrators reach from anywhere; RemoteAccessAccepted doesn't count them. Default: none.</summary>
    [DataType(SettingsSchema.Block)]
    public IReadOnlyList<string> Bastions { get; init; } = [];

    /// <summary>CIDR blocks of internal DNS resolvers; UnapprovedResolver and DnsOverTcp don't count their queries. Default: none.</summary>
    [DataType(SettingsSchema.Block)]
    public IReadOnlyList<string> Resolvers { get; init; } = [];

    /// <summary>CIDR blocks of load balancers; UnansweredProbes and PrivateSubnetReached don't count connections to them. Default: none.</summary>
    [DataType(SettingsSchema.Block)]
    public IReadOnlyList<string> LoadBalancers { get; init; } = [];

    /// <summary>CIDR blocks of internal mail servers; MailSent doesn't count their mail. Default: none.</summary>
    [DataType(SettingsSchema.Block)]
    public IReadOnlyList<string> MailServers { get; init; } = [];

    /// <summary>CIDR blocks of external backup targets; LargeTransfer, EgressAnomaly and SlowEgress don't count transfers to them. Default: none.</summary>
    [DataType(SettingsSchema.Block)]
    public IReadOnlyList<string> BackupTargets { get; init; } = [];

    /// <summary>Returns the known hosts for detections.</summary>
    internal KnownHosts ToKnownHosts() => new()
    {
        Administrators = [.. Administrators],
        Bastions = [.. Bastions],
        Resolvers = [.. Resolvers],
        LoadBalancers = [.. LoadBalancers],
        MailServers = [.. MailServers],
        BackupTargets = [.. BackupTargets],
    };

    /// <summary>The lists by their keys.</summary>
    internal IEnumerable<(string Key, IReadOnlyList<string> Blocks)> Lists =>
    [
        ("administrators", Administrators), ("bastions", Bastions), ("resolvers", Resolvers), ("loadBalancers", LoadBalancers), ("mailServers", MailServers),
        ("backupTargets", BackupTargets),
    ];
}
