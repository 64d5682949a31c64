namespace FlowLogStack.Simulation;

/// <summary>A metric's value over one period.</summary>
/// <param name="At">The start of the period, as CloudWatch labels its datapoints.</param>
/// <param name="Value">The value of the statistic or expression, with all data that ever arrived.</param>
public readonly record struct MetricDatapoint(DateTimeOffset At, double Value);
