namespace FlowLogStack.Simulation;

/// <summary>The dashboards of a template with data from recorded flow logs. <see cref="PreviewPage"/> draws it.</summary>
sealed record PreviewResult
{
    /// <summary>Name of the template.</summary>
    public string Template { get; init; } = "";

    /// <summary>Number of records read.</summary>
    public long Records { get; init; }

    /// <summary>Number of malformed lines.</summary>
    public long RejectedLines { get; init; }

    /// <summary>Start of the time range; null without records.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>End of the time range; null without records.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Names of the dashboards, in the order of the template.</summary>
    public IReadOnlyList<string> DashboardNames => [.. Dashboards.Select(dashboard => dashboard.Name)];

    /// <summary>Limitations of the preview, one sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>
    /// Problems of dashboards, metric filters and alarms with which a deployment fails, one sentence each. <see cref="Notes"/> also contains those of
    /// dashboards.
    /// </summary>
    public IReadOnlyList<string> Refusals { get; init; } = [];

    internal IReadOnlyList<DashboardPreview> Dashboards { get; init; } = [];
}
