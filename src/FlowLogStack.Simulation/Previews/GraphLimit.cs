namespace FlowLogStack.Simulation;

/// <summary>A horizontal annotation.</summary>
/// <param name="Value">Position on the axis.</param>
/// <param name="Label">Label text.</param>
/// <param name="Color">Color; null for the text color.</param>
/// <param name="IsOnRight">Whether it belongs to the right axis.</param>
/// <param name="Until">The other end of a shaded range: a value, an infinity, or null for a line.</param>
sealed record GraphLimit(double Value, string Label, string? Color, bool IsOnRight, double? Until);
