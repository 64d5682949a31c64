namespace FlowLogStack.Simulation;

/// <summary>A dashboard with what its widgets show.</summary>
sealed record DashboardPreview(string LogicalId, string Name, IReadOnlyList<WidgetPreview> Widgets);
