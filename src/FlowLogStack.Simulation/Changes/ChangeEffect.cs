namespace FlowLogStack.Simulation;

/// <summary>A change of the network, and what followed in the traffic.</summary>
/// <param name="Change">Change of the network, from CloudTrail.</param>
/// <param name="Traffic">Traffic that became more or less after it, the largest difference first.</param>
/// <param name="HasRecords">Whether there are records of the time before and after it.</param>
sealed record ChangeEffect(NetworkChange Change, IReadOnlyList<TrafficChange> Traffic, bool HasRecords);
