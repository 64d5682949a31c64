namespace FlowLogStack.Simulation;

/// <summary>When a log event happened and when CloudWatch had it, in minutes since 1970.</summary>
/// <param name="Minute">The minute of its time.</param>
/// <param name="Arrival">The first whole minute by which it had arrived.</param>
/// <param name="ArrivedIn">The minute in which it arrived.</param>
readonly record struct EventMinute(long Minute, long Arrival, long ArrivedIn);
