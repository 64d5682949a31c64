using System.Globalization;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>
/// The network of one account in one Region: a VPC with public and private subnets in two Availability Zones, and its interfaces. The seed, the account
/// and the Region determine its ids and addresses.
/// </summary>
sealed class Site
{
    static readonly (Role Role, Tier Tier, int Count)[] Plan =
    [
        (Role.LoadBalancer, Tier.Edge, 2), (Role.NatGateway, Tier.Edge, 1), (Role.Bastion, Tier.Edge, 1),
        (Role.Web, Tier.Application, 4), (Role.Directory, Tier.Application, 1), (Role.Intranet, Tier.Application, 1),
        (Role.Resolver, Tier.Application, 2), (Role.TransitGateway, Tier.Application, 1),
        (Role.Database, Tier.Data, 2), (Role.Cache, Tier.Data, 1),
        (Role.Workstation, Tier.Office, 12), (Role.Spare, Tier.Office, 1), (Role.Spare, Tier.Edge, 1),
    ];

    readonly SimulatedInterface[][] byRole;
    readonly RandomSource random;

    internal Site(int index, string account, string region, ulong seed, int firstInterface)
    {
        Index = index;
        AccountId = account;
        Region = region;
        random = new RandomSource(seed, Hash(account), Hash(region));
        FlowLogId = NewId("fl-");
        VpcId = NewId("vpc-");
        TransitGatewayId = NewId("tgw-");
        Attachments = [.. Enum.GetValues<Tier>().Select(tier => new Attachment(
            tier,
            NewId("tgw-attach-"),
            tier is Tier.Corporate ? null : tier is Tier.Application ? VpcId : NewId("vpc-"),
            NewId("subnet-"),
            NewId("eni-"),
            AzIdOf(region, (int)tier % 2)))];
        var subnets = Enum.GetValues<Tier>().Select(_ => new[] { NewId("subnet-"), NewId("subnet-") }).ToArray();
        var interfaces = new List<SimulatedInterface>();
        foreach (var (role, tier, count) in Plan)
        {
            for (var i = 0; i < count; i++)
            {
                var zone = i % 2;
                var host = 10 + interfaces.Count;
                interfaces.Add(new SimulatedInterface
                {
                    Index = firstInterface + interfaces.Count,
                    Site = this,
                    Role = role,
                    Tier = tier,
                    Id = NewId("eni-"),
                    InstanceId = role is Role.Bastion or Role.Web or Role.Directory or Role.Intranet or Role.Workstation or Role.Cache ? NewId("i-") : null,
                    SubnetId = subnets[(int)tier][zone],
                    AzId = AzIdOf(region, zone),
                    IPv4 = FlowAddress.FromIPv4(V4Prefix | ((uint)tier << 12) | ((uint)zone << 8) | (uint)host),
                    IPv6 = new FlowAddress(V6Prefix | ((uint)tier << 4) | (uint)zone, random.Next() >> 16 | 0x0A00_0000_0000_0000),
                    Tag = TagOf(role),
                });
            }
        }

        Interfaces = interfaces;
        byRole = [.. Enum.GetValues<Role>().Select(role => interfaces.Where(one => one.Role == role).ToArray())];
    }

    internal int Index { get; }

    internal string AccountId { get; }

    internal string Region { get; }

    internal string FlowLogId { get; }

    internal string VpcId { get; }

    internal string TransitGatewayId { get; }

    internal IReadOnlyList<SimulatedInterface> Interfaces { get; }

    /// <summary>The transit gateway's attachments, one for each <see cref="Tier"/>, in order.</summary>
    internal IReadOnlyList<Attachment> Attachments { get; }

    internal SimulatedInterface[] this[Role role] => byRole[(int)role];

    internal SimulatedInterface One(Role role) => byRole[(int)role][0];

    /// <summary>CIDR block of the VPC's IPv6 addresses.</summary>
    internal string IPv6Range => $"{new FlowAddress(V6Prefix, 0)}/48";

    /// <summary>CIDR blocks of the private subnets, IPv4 and IPv6.</summary>
    internal IEnumerable<string> PrivateSubnets =>
        from tier in new[] { Tier.Application, Tier.Data, Tier.Office }
        from range in new[] { $"{FlowAddress.FromIPv4(V4Prefix | ((uint)tier << 12))}/20", $"{new FlowAddress(V6Prefix | ((uint)tier << 4), 0)}/60" }
        select range;

    /// <summary>Returns any address of the VPC, in use or not, as the target of a scan.</summary>
    internal FlowAddress AnyAddress(RandomSource from, bool isIPv6) => isIPv6
        ? new FlowAddress(V6Prefix | (uint)from.Below(64), from.Next())
        : FlowAddress.FromIPv4(V4Prefix | (uint)from.Between(260, 0x3FFE));

    internal static FlowAddress AnyCorporate(RandomSource from, bool isIPv6) => isIPv6
        ? new FlowAddress(0xFD12_3456_789A_0000, (ulong)from.Between(1, 4000))
        : FlowAddress.FromIPv4(0xC0A8_0000 | (uint)from.Between(0x0A0A, 0x0BF0));

    internal FlowAddress AnyPeer(RandomSource from, bool isIPv6) => isIPv6
        ? new FlowAddress(V6Prefix | 0xF000, (ulong)from.Between(1, 400))
        : FlowAddress.FromIPv4(0x0AC8_0000 | ((uint)Index << 10) | (uint)from.Between(10, 200));

    uint V4Prefix => 0x0A00_0000 | ((uint)Index << 16);

    ulong V6Prefix => 0x2600_1F18_0000_0000 | ((ulong)(0x4000 + Index) << 16);

    string NewId(string prefix) => string.Create(CultureInfo.InvariantCulture, $"{prefix}0{random.Next():x16}");

    static string AzIdOf(string region, int zone)
    {
        var parts = region.Split('-');
        var direction = string.Concat(parts[1..^1].Select(part => part switch
        {
            "northeast" => "ne",
            "northwest" => "nw",
            "southeast" => "se",
            "southwest" => "sw",
            "central" => "c",
            _ => part[..1],
        }));
        return string.Create(CultureInfo.InvariantCulture, $"{parts[0]}{direction}{parts[^1]}-az{zone + 1}");
    }

    // Tag values can be any text. These two contain a space and a non-ASCII letter, which are percent-encoded in records.
    static string? TagOf(Role role) => role switch
    {
        Role.Web => "web%20tier",
        Role.Workstation => "B%C3%BCro",
        Role.Bastion => "bastion",
        Role.Database or Role.Cache => "data",
        Role.Directory or Role.Intranet => "intranet",
        _ => null,
    };

    static ulong Hash(string text)
    {
        var hash = 0xCBF2_9CE4_8422_2325;
        foreach (var c in text)
            hash = (hash ^ c) * 0x0000_0100_0000_01B3;
        return hash;
    }

    /// <summary>The attachment of one tier to the transit gateway; a VPN has no VPC.</summary>
    internal sealed record Attachment(Tier Tier, string Id, string? VpcId, string SubnetId, string InterfaceId, string AzId);
}
