namespace FlowLogStack.Verification;

/// <summary>Whether the traffic of a resource is recorded.</summary>
public enum CoverageState
{
    /// <summary>The resource, the VPC of a subnet or all subnets of a VPC have an active flow log, and no delivery fails.</summary>
    Covered,

    /// <summary>A flow log of the resource doesn't deliver: its last delivery failed.</summary>
    Failing,

    /// <summary>A VPC without a flow log of its own has subnets with flow logs and subnets without.</summary>
    Partial,

    /// <summary>Neither the resource nor what contains it has an active flow log.</summary>
    Missing,

    /// <summary>The resource has the tag of resources that need no flow log, and has none.</summary>
    OptedOut,
}
