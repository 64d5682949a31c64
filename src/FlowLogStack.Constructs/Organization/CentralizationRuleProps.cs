using FlowLogStack.Capture;

namespace FlowLogStack.Organization;

/// <summary>Properties for <see cref="CentralizationRule"/>.</summary>
public sealed record CentralizationRuleProps
{
    /// <summary>Name of the rule, 1 to 100 letters, digits and hyphens. Another name replaces the rule. Required.</summary>
    public required string RuleName { get; init; }

    /// <summary>Organization whose log events are copied. Required.</summary>
    public required SourceOrganization Organization { get; init; }

    /// <summary>AWS Regions whose log events are copied. Required, one or more.</summary>
    [TakesListToken]
    public required IReadOnlyList<string> SourceRegions { get; init; }

    /// <summary>Start of the names of log groups whose events are copied: letters, digits and <c>_ / . # -</c>. Default: <c>/flow-logs</c>.</summary>
    [NeedsValue]
    public string LogGroupPrefix { get; init; } = "/flow-logs";

    /// <summary>Account that receives the events, 12 digits. Default: null (the account of the stack).</summary>
    public string? DestinationAccount { get; init; }

    /// <summary>Region that receives the events. Default: null (the Region of the stack).</summary>
    public string? DestinationRegion { get; init; }

    /// <summary>Whether events of log groups with a customer managed key are copied; if false, these log groups are skipped. Default: false.</summary>
    public bool CopyEncrypted { get; init; }
}
