namespace FlowLogStack.Simulation;

/// <summary>The route of a conversation's packets, which determines where they are recorded.</summary>
enum Route : byte
{
    /// <summary>Between two addresses of the VPC.</summary>
    Local,

    /// <summary>Through the internet gateway, or for IPv6 the egress-only internet gateway.</summary>
    InternetGateway,

    /// <summary>From a private subnet through the NAT gateway.</summary>
    NatGateway,

    /// <summary>Through a gateway endpoint.</summary>
    GatewayEndpoint,

    /// <summary>Through the virtual private gateway.</summary>
    Vpn,

    /// <summary>Through the transit gateway's interface.</summary>
    TransitGateway,
}
