namespace FlowLogStack.Simulation;

/// <summary>One period of an alarm in <see cref="AlarmState.Alarm"/>.</summary>
/// <param name="From">Time at which the alarm entered <c>ALARM</c>.</param>
/// <param name="To">Time at which the alarm left <c>ALARM</c>, or the end of the simulation.</param>
/// <param name="IsOngoing">Whether the alarm was in <c>ALARM</c> at the end of the simulation.</param>
public readonly record struct AlarmPeriod(DateTimeOffset From, DateTimeOffset To, bool IsOngoing)
{
    /// <summary>Length of the period.</summary>
    public TimeSpan Duration => To - From;
}
