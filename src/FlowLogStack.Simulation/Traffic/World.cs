using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>All sites of a plan, and the shared values of each observer's records.</summary>
sealed class World
{
    internal World(IEnumerable<string> accounts, IReadOnlyList<string> regions, ulong seed, RecordKinds kind)
    {
        IsTransitGateway = kind is RecordKinds.TransitGateway;
        var sites = new List<Site>();
        var interfaces = new List<SimulatedInterface>();
        foreach (var account in accounts)
        {
            foreach (var region in regions)
            {
                sites.Add(new Site(sites.Count, account, region, seed, interfaces.Count));
                interfaces.AddRange(sites[^1].Interfaces);
            }
        }

        Sites = sites;
        Interfaces = interfaces;
        Profiles = IsTransitGateway ? [.. sites.SelectMany(TransitProfile.Of)] : [.. interfaces.Select(one => new InterfaceProfile(one))];
    }

    /// <summary>Whether traffic is recorded at the transit gateway, instead of at network interfaces.</summary>
    internal bool IsTransitGateway { get; }

    internal IReadOnlyList<Site> Sites { get; }

    internal IReadOnlyList<SimulatedInterface> Interfaces { get; }

    internal IReadOnlyList<Profile> Profiles { get; }

    /// <summary>Returns the profile of an attachment's records of traffic with another one.</summary>
    internal static int TransitProfileOf(Site site, Tier observer, Tier other, bool isEgress) =>
        (((site.Index * TransitProfile.Tiers) + (int)observer) * (TransitProfile.Tiers + 1) + (int)other) * 2 + (isEgress ? 1 : 0);

    /// <summary>Returns the profile of an attachment's records without traffic.</summary>
    internal static int TransitStatusProfile(Site site, Tier observer) =>
        ((site.Index * TransitProfile.Tiers) + (int)observer) * (TransitProfile.Tiers + 1) * 2 + TransitProfile.Tiers * 2;
}
