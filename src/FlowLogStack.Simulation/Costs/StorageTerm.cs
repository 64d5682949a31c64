namespace FlowLogStack.Simulation;

/// <summary>How long a log group or a bucket keeps what it is given.</summary>
/// <param name="Days">The days; null for ever.</param>
/// <param name="IsInfrequentAccess">Whether a log group is of the class that is delivered to for less.</param>
/// <param name="MovesOn">Whether objects move to other storage classes before.</param>
sealed record StorageTerm(int? Days, bool IsInfrequentAccess = false, bool MovesOn = false);
