namespace FlowLogStack.Simulation;

/// <summary>The retention of a log group or a bucket.</summary>
/// <param name="Days">Retention in days; null for forever.</param>
/// <param name="IsInfrequentAccess">Whether a log group is of the class INFREQUENT_ACCESS, which has a lower delivery price.</param>
/// <param name="MovesOn">Whether objects move to other storage classes before.</param>
sealed record StorageTerm(int? Days, bool IsInfrequentAccess = false, bool MovesOn = false);
