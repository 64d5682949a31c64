namespace FlowLogStack.Verification;

/// <summary>The kind of a resource whose flow logs are looked for.</summary>
public enum CoveredKind
{
    /// <summary>A virtual network, <c>vpc-…</c>.</summary>
    Vpc,

    /// <summary>A range of addresses of a VPC, <c>subnet-…</c>.</summary>
    Subnet,

    /// <summary>A router between VPCs and other networks, <c>tgw-…</c>.</summary>
    TransitGateway,
}
