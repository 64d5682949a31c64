namespace FlowLogStack.Verification;

/// <summary>A resource and its flow logs.</summary>
/// <param name="Account">Account that owns the resource.</param>
/// <param name="Region">Code of the Region, such as <c>eu-west-1</c>.</param>
/// <param name="Kind">Kind of the resource.</param>
/// <param name="Id">Id of the resource.</param>
/// <param name="State">Whether its traffic is recorded.</param>
public sealed record CoveredResource(string Account, string Region, CoveredKind Kind, string Id, CoverageState State)
{
    /// <summary>Value of the tag <c>Name</c>. Default: null (none).</summary>
    public string? Name { get; init; }

    /// <summary>VPC of a subnet. Default: null (not a subnet).</summary>
    public string? VpcId { get; init; }

    /// <summary>Flow logs of the resource itself, also those that aren't active. Default: none.</summary>
    public IReadOnlyList<CoveringFlowLog> FlowLogs { get; init; } = [];

    /// <summary>Whether CloudWatch telemetry reported the state, without the flow logs. Default: false.</summary>
    public bool IsFromTelemetry { get; init; }

    /// <summary>Whether traffic of the resource isn't recorded, or isn't delivered to one of its destinations.</summary>
    public bool IsGap => State is CoverageState.Failing or CoverageState.Partial or CoverageState.Missing;

    /// <summary>Whether the resource is a subnet without flow logs of its own, whose state follows from its VPC.</summary>
    public bool FollowsVpc => Kind is CoveredKind.Subnet && FlowLogs.Count == 0;
}
