namespace FlowLogStack.Simulation;

/// <summary>An alarm going from one state to another, which is when its actions run.</summary>
/// <param name="At">When the alarm was evaluated: the time a page would have been sent, not the time of the records behind it.</param>
/// <param name="State">The state it went to.</param>
public readonly record struct AlarmTransition(DateTimeOffset At, AlarmState State);
