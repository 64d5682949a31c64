using System.Collections.Immutable;

namespace FlowLogStack.Records;

/// <summary>The properties of a monitored network that detections require: its internal addresses and its approved resolvers.</summary>
public sealed record MonitoredNetwork
{
    internal const string AllOfIPv6 = "::/0";

    /// <summary>Private and link-local addresses of IPv4, and unique local addresses of IPv6.</summary>
    public static ImmutableArray<string> PrivateRanges { get; } = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "fc00::/7"];

    /// <summary><see cref="PrivateRanges"/> and all other blocks outside the public internet: carrier-grade NAT, loopback and link-local.</summary>
    /// <remarks>For queries, which support CIDR blocks. Filter patterns compare text, for which 100.64.0.0/10 alone requires 64 wildcards.</remarks>
    public static ImmutableArray<string> NonPublicRanges { get; } = [.. PrivateRanges, "100.64.0.0/10", "127.0.0.0/8", "fe80::/10"];

    /// <summary>A network of private ranges, without private subnets or approved resolvers.</summary>
    public static MonitoredNetwork Default { get; } = new();

    /// <summary>
    /// Internal CIDR blocks beside <see cref="PrivateRanges"/>, in particular the VPC's IPv6 block. Default: empty; all IPv6
    /// addresses count as internal.
    /// </summary>
    public ImmutableArray<string> InternalRanges { get; init; } = [];

    /// <summary>CIDR blocks of subnets that must not receive connections from external addresses. Default: empty, no detection of such connections.</summary>
    public ImmutableArray<string> PrivateSubnets { get; init; } = [];

    /// <summary>CIDR blocks of approved external resolvers. Default: empty, only internal resolvers are approved.</summary>
    public ImmutableArray<string> ApprovedResolvers { get; init; } = [];

    /// <summary>Number of public addresses of the network, by which thresholds for unsolicited internet traffic are scaled. Default: 10.</summary>
    public int PublicAddresses { get; init; } = 10;

    /// <summary>Hosts whose traffic resembles attacks. Default: none.</summary>
    public KnownHosts Known { get; init; } = new();

    /// <summary>Smallest transfer within one record that counts as large, in bytes. Default: 500,000,000.</summary>
    public long LargeTransferBytes { get; init; } = 500_000_000;

    /// <summary>Whether <see cref="InternalRanges"/> contains an IPv6 block, so that internal and external IPv6 addresses differ.</summary>
    public bool TellsIPv6 => InternalRanges.Any(range => range.Contains(':', StringComparison.Ordinal));

    /// <summary>All internal CIDR blocks.</summary>
    /// <remarks>
    /// A VPC's IPv6 addresses are public, so the internal ones have to be configured. Without an IPv6 block, all of IPv6 counts
    /// as internal: detections of traffic from or to external addresses ignore IPv6, rather than count every connection
    /// within the VPC.
    /// <para>
    /// An IPv6 block whose length is not a multiple of 16, such as a VPC's <c>/56</c>, counts as the block with the next shorter
    /// such length, in all patterns and queries alike: filter patterns compare text, and no text prefix matches exactly the
    /// addresses of a <c>/56</c>. The additional addresses belong to other networks of the same provider.
    /// </para>
    /// </remarks>
    public ImmutableArray<string> Inside => [.. PrivateRanges, .. InternalRanges.Select(Widened).Distinct(), .. TellsIPv6 ? Array.Empty<string>()
        : [AllOfIPv6]];

    static string Widened(string block) =>
        AddressRange.TryParse(block, out var range) && !range.Address.IsIPv4 && range.PrefixLength is > 16 and < 128 && range.PrefixLength % 16 != 0
            ? new AddressRange(range.Address, range.PrefixLength / 16 * 16).ToString()
            : block;
}
