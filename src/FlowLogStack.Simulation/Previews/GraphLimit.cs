namespace FlowLogStack.Simulation;

/// <summary>A horizontal annotation.</summary>
/// <param name="Value">Where it stands.</param>
/// <param name="Label">What it says.</param>
/// <param name="Color">Its colour; null for that of the ink.</param>
/// <param name="IsOnRight">Whether it belongs to the right axis.</param>
/// <param name="Until">The other end of a shaded range: a value, an infinity, or null for a line alone.</param>
sealed record GraphLimit(double Value, string Label, string? Color, bool IsOnRight, double? Until);
