namespace FlowLogStack.Simulation;

/// <summary>A state change of an alarm. The alarm's actions run at this time.</summary>
/// <param name="At">Time of the evaluation, at which a notification is sent. It is later than the records that caused it.</param>
/// <param name="State">The new state.</param>
public readonly record struct AlarmTransition(DateTimeOffset At, AlarmState State);
