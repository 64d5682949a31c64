namespace FlowLogStack.Simulation;

/// <summary>A clock that returns the time of an invocation.</summary>
sealed class ArrivalClock(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now;
}
