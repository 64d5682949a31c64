namespace FlowLogStack.Simulation;

/// <summary>The value of a metric over one period.</summary>
/// <param name="At">Start of the period, as in CloudWatch's timestamps.</param>
/// <param name="Value">Value of the statistic or expression, after all data have arrived.</param>
public readonly record struct MetricDatapoint(DateTimeOffset At, double Value);
