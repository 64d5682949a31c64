using Amazon.CDK;

namespace FlowLogStack.Dashboards;

/// <summary>Properties for <see cref="FlowLogDashboard"/>.</summary>
public sealed record FlowLogDashboardProps
{
    /// <summary>
    /// Name of the dashboard, 1 to 255 letters, digits, hyphens and underscores. Names are unique in an account across all Regions. A change
    /// replaces the dashboard. Required.
    /// </summary>
    public required string Name { get; init; }

    /// <summary>Rows of panels, from the top. Required.</summary>
    public required IReadOnlyList<IReadOnlyList<Panel>> Rows { get; init; }

    /// <summary>Variables whose values replace patterns in the panels. Default: none.</summary>
    public IReadOnlyList<FilterVariable> Variables { get; init; } = [];

    /// <summary>Initial time range, back from now, in whole minutes. Default: 3 hours.</summary>
    public Duration Range { get; init; } = Durations.Hours(3);
}
