namespace FlowLogStack.Simulation;

/// <summary>The purpose of an interface in the simulated network.</summary>
enum Role
{
    LoadBalancer,
    NatGateway,
    Bastion,
    Web,
    Directory,
    Intranet,
    Resolver,
    TransitGateway,
    Database,
    Cache,
    Workstation,
    Spare,
}
