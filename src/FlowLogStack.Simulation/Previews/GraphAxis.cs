namespace FlowLogStack.Simulation;

/// <summary>A value axis as the widget wants it.</summary>
readonly record struct GraphAxis(double? Minimum, double? Maximum, string? Label);
