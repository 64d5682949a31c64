namespace FlowLogStack.Simulation;

/// <summary>The time and the arrival time of a log event, in minutes since 1970.</summary>
/// <param name="Minute">Minute of the event's timestamp.</param>
/// <param name="Arrival">First whole minute after its arrival.</param>
/// <param name="ArrivedIn">Minute in which it arrived.</param>
readonly record struct EventMinute(long Minute, long Arrival, long ArrivedIn);
