namespace FlowLogStack.Simulation;

/// <summary>A mark of a time axis.</summary>
/// <param name="Percent">Where it stands, from 0 at the left to 100.</param>
/// <param name="Level">0 for marks that always fit, 1 for those of ordinary widths, 2 for those of wide screens.</param>
/// <param name="Label">What it says.</param>
/// <param name="IsMidnight">Whether a day begins there.</param>
readonly record struct TimeTick(double Percent, int Level, string Label, bool IsMidnight);
