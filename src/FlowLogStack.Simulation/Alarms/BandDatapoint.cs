namespace FlowLogStack.Simulation;

/// <summary>The values an anomaly detection alarm took for normal over one period.</summary>
/// <param name="At">The start of the period.</param>
/// <param name="Lower">The lowest normal value.</param>
/// <param name="Upper">The highest normal value.</param>
public readonly record struct BandDatapoint(DateTimeOffset At, double Lower, double Upper);
