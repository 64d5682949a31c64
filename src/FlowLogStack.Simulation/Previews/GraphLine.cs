namespace FlowLogStack.Simulation;

/// <summary>One line of a graph.</summary>
/// <param name="Label">Label text.</param>
/// <param name="Color">Color of the line.</param>
/// <param name="IsOnRight">Whether it belongs to the right axis.</param>
/// <param name="Start">Minute of the first point since 1970.</param>
/// <param name="Step">Minutes between points.</param>
/// <param name="Values">Values of the points; null for none.</param>
/// <param name="Single">Value in views with one number: of the whole time range, or the latest.</param>
sealed record GraphLine(string Label, string Color, bool IsOnRight, long Start, long Step, IReadOnlyList<double?> Values, double? Single);
