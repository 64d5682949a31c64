namespace FlowLogStack.Simulation;

/// <summary>One line of a graph.</summary>
/// <param name="Label">The words shown for it.</param>
/// <param name="Color">Its colour.</param>
/// <param name="IsOnRight">Whether it belongs to the right axis.</param>
/// <param name="Start">The first point's minute since 1970.</param>
/// <param name="Step">The minutes from point to point.</param>
/// <param name="Values">The points' values; null for none.</param>
/// <param name="Single">The value of views that show one: of the whole time, or the latest.</param>
sealed record GraphLine(string Label, string Color, bool IsOnRight, long Start, long Step, IReadOnlyList<double?> Values, double? Single);
