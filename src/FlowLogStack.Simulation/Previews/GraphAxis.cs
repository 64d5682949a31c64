namespace FlowLogStack.Simulation;

/// <summary>The value axis of a widget, as configured.</summary>
readonly record struct GraphAxis(double? Minimum, double? Maximum, string? Label);
