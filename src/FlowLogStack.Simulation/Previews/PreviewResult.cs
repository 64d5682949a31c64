namespace FlowLogStack.Simulation;

/// <summary>What the dashboards of a template show of flow logs that were recorded; <see cref="PreviewPage"/> draws it.</summary>
public sealed record PreviewResult
{
    /// <summary>The template's name, as it was given.</summary>
    public string Template { get; init; } = "";

    /// <summary>The records read.</summary>
    public long Records { get; init; }

    /// <summary>The lines that are no records.</summary>
    public long RejectedLines { get; init; }

    /// <summary>The first minute shown; null without records.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>The end of the last minute shown; null without records.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>The names of the dashboards, in the template's order.</summary>
    public IReadOnlyList<string> DashboardNames => [.. Dashboards.Select(dashboard => dashboard.Name)];

    /// <summary>What a reader should know, one sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>What CloudWatch refuses of the dashboards, and of the metric filters and alarms of the template, one sentence each; <see cref="Notes"/> has those of the dashboards as well.</summary>
    public IReadOnlyList<string> Refusals { get; init; } = [];

    internal IReadOnlyList<DashboardPreview> Dashboards { get; init; } = [];
}
