namespace FlowLogStack.Capture;

/// <summary>The kinds of resources that can have flow logs.</summary>
public enum CaptureSourceKind
{
    /// <summary>A VPC, <c>vpc-…</c>: every network interface in it.</summary>
    Vpc,

    /// <summary>A subnet, <c>subnet-…</c>: every network interface in it.</summary>
    Subnet,

    /// <summary>A network interface, <c>eni-…</c>.</summary>
    NetworkInterface,

    /// <summary>A transit gateway, <c>tgw-…</c>.</summary>
    TransitGateway,

    /// <summary>An attachment of a transit gateway, <c>tgw-attach-…</c>.</summary>
    TransitGatewayAttachment,

    /// <summary>A NAT gateway with regional availability, <c>nat-…</c>.</summary>
    RegionalNatGateway,
}
