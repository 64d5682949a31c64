namespace FlowLogStack.Simulation;

/// <summary>A dashboard with the content of its widgets.</summary>
sealed record DashboardPreview(string LogicalId, string Name, IReadOnlyList<WidgetPreview> Widgets);
