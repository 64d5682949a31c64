namespace FlowLogStack.Simulation;

/// <summary>A time that an alarm was in alarm.</summary>
/// <param name="Alarm">The alarm.</param>
/// <param name="Period">The time.</param>
public sealed record AlarmEpisode(AlarmReference Alarm, AlarmPeriod Period);
