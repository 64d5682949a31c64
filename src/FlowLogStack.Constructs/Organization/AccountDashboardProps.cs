using Amazon.CDK;

namespace FlowLogStack.Organization;

/// <summary>Properties for <see cref="AccountDashboard"/>.</summary>
public sealed record AccountDashboardProps
{
    /// <summary>
    /// Name of the dashboard, 1 to 255 letters, digits, hyphens and underscores. Names are unique in an account across all Regions. A change
    /// replaces the dashboard. Required.
    /// </summary>
    public required string Name { get; init; }

    /// <summary>Alarms by account whose metrics are drawn, of one or more detections. Required, one or more.</summary>
    public required IReadOnlyList<AccountAlarms> Alarms { get; init; }

    /// <summary>
    /// Whether a log panel has the addresses behind each detection in the selected account. CloudWatch bills its query each time the dashboard is viewed
    /// or refreshed. It requires the field <c>account-id</c> in the log format. Default: true.
    /// </summary>
    public bool ShowsRecords { get; init; } = true;

    /// <summary>Initial time range, back from now, in whole minutes. Default: 3 hours.</summary>
    public Duration Range { get; init; } = Durations.Hours(3);
}
