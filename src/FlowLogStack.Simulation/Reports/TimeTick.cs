namespace FlowLogStack.Simulation;

/// <summary>A mark of a time axis.</summary>
/// <param name="Percent">Position, 0 to 100 from left to right.</param>
/// <param name="Level">0 for marks that always fit, 1 for medium widths, 2 for wide screens.</param>
/// <param name="Label">Label of the mark.</param>
/// <param name="IsMidnight">Whether a day starts at the mark.</param>
readonly record struct TimeTick(double Percent, int Level, string Label, bool IsMidnight);
