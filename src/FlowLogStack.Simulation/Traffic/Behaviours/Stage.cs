namespace FlowLogStack.Simulation;

/// <summary>Where and how a behaviour takes place.</summary>
sealed class Stage(Site site, RandomSource random, int ipv6PerThousand, bool isTransitGateway)
{
    internal Site Site { get; } = site;

    internal RandomSource Random { get; } = random;

    /// <summary>Whether traffic is seen at the transit gateway only.</summary>
    internal bool IsTransitGateway { get; } = isTransitGateway;

    /// <summary>The interfaces that the internet can address; behind a transit gateway, those it sees such traffic to.</summary>
    internal SimulatedInterface[] Exposed { get; } = isTransitGateway ? site[Role.Web] : [.. site[Role.Bastion], .. site[Role.LoadBalancer]];

    /// <summary>The host with an open port.</summary>
    internal SimulatedInterface Open => Exposed[0];

    internal bool DrawsIPv6() => Random.Happens(ipv6PerThousand);
}
