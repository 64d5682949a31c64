using FlowLogStack.Capture;

namespace FlowLogStack.Organization;

/// <summary>Properties for <see cref="CoverageRule"/>.</summary>
public sealed record CoverageRuleProps
{
    /// <summary>
    /// Whether the rule applies to all accounts of the organization. The stack must be in the management account or in that of a delegated administrator of
    /// AWS Config. Default: false (the account of the stack).
    /// </summary>
    public bool OfOrganization { get; init; }

    /// <summary>Accounts of the organization that the rule excludes, at most 1,000. Requires <see cref="OfOrganization"/>. Default: none.</summary>
    public IReadOnlyList<string> ExcludedAccounts { get; init; } = [];

    /// <summary>Traffic that a flow log must record: all, accepted or rejected. Default: null (any).</summary>
    public TrafficType? TrafficType { get; init; }

    /// <summary>Name of the rule, 1 to 64 characters. Another name replaces the rule. Default: <c>vpc-flow-logs-enabled</c>.</summary>
    public string RuleName { get; init; } = "vpc-flow-logs-enabled";
}
