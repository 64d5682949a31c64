namespace FlowLogStack.Simulation;

/// <summary>One time an alarm was in <see cref="AlarmState.Alarm"/>.</summary>
/// <param name="From">When it went into alarm.</param>
/// <param name="To">When it left, or when the simulation ended.</param>
/// <param name="IsOngoing">Whether it was still in alarm when the simulation ended.</param>
public readonly record struct AlarmPeriod(DateTimeOffset From, DateTimeOffset To, bool IsOngoing)
{
    /// <summary>How long it lasted.</summary>
    public TimeSpan Duration => To - From;
}
