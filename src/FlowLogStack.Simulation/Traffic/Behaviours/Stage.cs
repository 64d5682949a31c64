namespace FlowLogStack.Simulation;

/// <summary>The environment of an activity.</summary>
sealed class Stage(Site site, RandomSource random, int ipv6PerThousand, bool isTransitGateway)
{
    internal Site Site { get; } = site;

    internal RandomSource Random { get; } = random;

    /// <summary>Whether traffic is recorded only at the transit gateway.</summary>
    internal bool IsTransitGateway { get; } = isTransitGateway;

    /// <summary>The interfaces with public addresses; behind a transit gateway, those that receive such traffic.</summary>
    internal SimulatedInterface[] Exposed { get; } = isTransitGateway ? site[Role.Web] : [.. site[Role.Bastion], .. site[Role.LoadBalancer]];

    /// <summary>The host with an open port.</summary>
    internal SimulatedInterface Open => Exposed[0];

    internal bool DrawsIPv6() => Random.Happens(ipv6PerThousand);
}
