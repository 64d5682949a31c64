namespace FlowLogStack.Simulation;

/// <summary>The anomaly detection band of one period.</summary>
/// <param name="At">Start of the period.</param>
/// <param name="Lower">Lower bound of the band.</param>
/// <param name="Upper">Upper bound of the band.</param>
public readonly record struct BandDatapoint(DateTimeOffset At, double Lower, double Upper);
