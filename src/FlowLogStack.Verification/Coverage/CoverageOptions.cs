using FlowLogStack.Records;

namespace FlowLogStack.Verification;

/// <summary>Options of a <see cref="FlowLogCoverage"/>.</summary>
public sealed record CoverageOptions
{
    /// <summary>AWS Regions, one or more. Required.</summary>
    public required IReadOnlyList<string> Regions { get; init; }

    /// <summary>Accounts, 12 digits each. Default: none (the account of the credentials).</summary>
    public IReadOnlyList<string> Accounts { get; init; } = [];

    /// <summary>
    /// Whether the accounts are all active accounts of the organization. The credentials must be those of its management account or of a delegated
    /// administrator. Default: false.
    /// </summary>
    public bool IsOrganization { get; init; }

    /// <summary>
    /// Name of the role in the other accounts, with its path if it has one, whose permissions the calls use. Default: null (none; other accounts are read
    /// from CloudWatch telemetry).
    /// </summary>
    public string? RoleName { get; init; }

    /// <summary>External id that the roles require. Default: null (none).</summary>
    public string? ExternalId { get; init; }

    /// <summary>The calls. Default: <see cref="CoverageSource.Auto"/>.</summary>
    public CoverageSource Source { get; init; } = CoverageSource.Auto;

    /// <summary>Tag of resources that need no flow log. Default: <c>FlowLogs=off</c>.</summary>
    public OptOutTag OptOut { get; init; } = OptOutTag.Default;

    /// <summary>Clock. Default: the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
