namespace FlowLogStack.Simulation;

/// <summary>A tier of the simulated network: a group of subnets of one VPC, or, in transit gateway records, a separate VPC.</summary>
enum Tier
{
    /// <summary>Public subnets with load balancers, the NAT gateway and the bastion.</summary>
    Edge,

    /// <summary>Private subnets of servers.</summary>
    Application,

    /// <summary>Private subnets of databases.</summary>
    Data,

    /// <summary>Private subnets of office desktops.</summary>
    Office,

    /// <summary>Another VPC, behind the transit gateway.</summary>
    Peer,

    /// <summary>The corporate network, behind a VPN.</summary>
    Corporate,
}
