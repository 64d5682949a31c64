namespace FlowLogStack.Simulation;

/// <summary>A layer of the simulated network: a group of subnets of one VPC, or, in transit gateway records, a VPC of its own.</summary>
enum Tier
{
    /// <summary>Public subnets: load balancers, the NAT gateway, the bastion. Where the internet comes in.</summary>
    Edge,

    /// <summary>Private subnets of servers.</summary>
    Application,

    /// <summary>Private subnets of databases.</summary>
    Data,

    /// <summary>Private subnets of the desktops people work at.</summary>
    Office,

    /// <summary>Another VPC, behind the transit gateway.</summary>
    Peer,

    /// <summary>The company's own network, behind a VPN.</summary>
    Corporate,
}
