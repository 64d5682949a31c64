namespace FlowLogStack.Simulation;

/// <summary>One period of an alarm in <c>ALARM</c>.</summary>
/// <param name="Alarm">The alarm.</param>
/// <param name="Period">The period.</param>
public sealed record AlarmEpisode(AlarmReference Alarm, AlarmPeriod Period);
