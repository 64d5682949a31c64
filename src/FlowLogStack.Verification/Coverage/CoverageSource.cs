namespace FlowLogStack.Verification;

/// <summary>The calls that coverage is read with.</summary>
public enum CoverageSource
{
    /// <summary>EC2's Describe calls, and CloudWatch telemetry for accounts that these can't read.</summary>
    Auto,

    /// <summary>EC2's Describe calls only: destinations, log formats and deliveries of VPCs, subnets and transit gateways.</summary>
    Describe,

    /// <summary>CloudWatch telemetry only: whether VPCs have flow logs.</summary>
    Telemetry,
}
