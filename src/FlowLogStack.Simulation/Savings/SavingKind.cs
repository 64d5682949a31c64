namespace FlowLogStack.Simulation;

/// <summary>The kind of a possible saving.</summary>
public enum SavingKind
{
    /// <summary>Traffic with S3 through a NAT gateway, which a gateway endpoint carries without charge.</summary>
    S3ThroughNat,

    /// <summary>Traffic with DynamoDB through a NAT gateway, which a gateway endpoint carries without charge.</summary>
    DynamoDbThroughNat,

    /// <summary>Traffic between two addresses in different Availability Zones of a Region.</summary>
    CrossZone,

    /// <summary>Traffic between two addresses in different Regions.</summary>
    CrossRegion,

    /// <summary>A public IPv4 address without accepted traffic with the internet.</summary>
    IdlePublicAddress,
}
