namespace FlowLogStack.Dashboards;

/// <summary>A horizontal line across a <see cref="MetricPanel"/>.</summary>
/// <param name="Value">Position of the line on the axis.</param>
/// <param name="Label">Label of the line.</param>
public sealed record PanelThreshold(double Value, string Label);
