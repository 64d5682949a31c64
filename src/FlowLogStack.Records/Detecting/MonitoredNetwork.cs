using System.Collections.Immutable;

namespace FlowLogStack.Records;

/// <summary>What detections need to know of the network they watch: which addresses are inside, and whom to ask for names.</summary>
public sealed record MonitoredNetwork
{
    internal const string AllOfIPv6 = "::/0";

    /// <summary>The private and link-local addresses of IPv4, and the unique local ones of IPv6.</summary>
    public static ImmutableArray<string> PrivateRanges { get; } = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "fc00::/7"];

    /// <summary><see cref="PrivateRanges"/> and every other block that no address of the internet is in: shared by carriers, loopback, link-local.</summary>
    /// <remarks>For queries, which know blocks. Filter patterns spell addresses as text, for which 100.64.0.0/10 alone is 64 wildcards.</remarks>
    public static ImmutableArray<string> NonPublicRanges { get; } = [.. PrivateRanges, "100.64.0.0/10", "127.0.0.0/8", "fe80::/10"];

    /// <summary>A network of private ranges, without private subnets or resolvers of its own.</summary>
    public static MonitoredNetwork Default { get; } = new();

    /// <summary>CIDR blocks of the inside, beside <see cref="PrivateRanges"/>: the VPC's own IPv6 block above all. Default: none, and then IPv6 is not watched for what comes from outside.</summary>
    public ImmutableArray<string> InternalRanges { get; init; } = [];

    /// <summary>CIDR blocks of subnets that nothing outside may open connections to. Default: none, and so no detection of it.</summary>
    public ImmutableArray<string> PrivateSubnets { get; init; } = [];

    /// <summary>CIDR blocks of the resolvers outside that hosts may ask. Default: none; those inside may be asked always.</summary>
    public ImmutableArray<string> ApprovedResolvers { get; init; } = [];

    /// <summary>How many addresses of the network the internet can reach. Thresholds of what the internet sends to all of them grow with it. Default: 10.</summary>
    public int PublicAddresses { get; init; } = 10;

    /// <summary>Whether any IPv6 block is named, so that inside and outside can be told apart over IPv6, too.</summary>
    public bool TellsIPv6 => InternalRanges.Any(range => range.Contains(':', StringComparison.Ordinal));

    /// <summary>Every block of the inside.</summary>
    /// <remarks>
    /// A VPC's IPv6 addresses are public ones, so only their owner can say which are inside. Until an IPv6 block is named,
    /// all of IPv6 counts as inside: detections of traffic from or to the outside pass it over, rather than take every
    /// connection within the VPC for one with the internet.
    /// <para>
    /// An IPv6 block whose length is no multiple of 16, as a VPC's <c>/56</c> is, counts as the block of the next shorter such
    /// length, in every rendering alike: filter patterns compare texts, and no text begins all addresses of a <c>/56</c> and no
    /// others. What lies between belongs to other networks of the same provider.
    /// </para>
    /// </remarks>
    public ImmutableArray<string> Inside => [.. PrivateRanges, .. InternalRanges.Select(Widened).Distinct(), .. TellsIPv6 ? Array.Empty<string>() : [AllOfIPv6]];

    static string Widened(string block) =>
        AddressRange.TryParse(block, out var range) && !range.Address.IsIPv4 && range.PrefixLength is > 16 and < 128 && range.PrefixLength % 16 != 0
            ? new AddressRange(range.Address, range.PrefixLength / 16 * 16).ToString()
            : block;
}
