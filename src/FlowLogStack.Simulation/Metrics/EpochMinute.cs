namespace FlowLogStack.Simulation;

/// <summary>Minutes since 1970 UTC, in which metrics and alarms count time.</summary>
static class EpochMinute
{
    const int Seconds = 60;

    /// <summary>The minute an instant falls in.</summary>
    internal static long Of(DateTimeOffset at) => OfSecond(at.ToUnixTimeSeconds());

    /// <summary>The minute a second since 1970 falls in.</summary>
    internal static long OfSecond(long second) => FloorDivide(second, Seconds);

    /// <summary>The first minute that begins at a second since 1970 or after it.</summary>
    internal static long NotBeforeSecond(long second) => -FloorDivide(-second, Seconds);

    internal static DateTimeOffset ToInstant(long minute) => DateTimeOffset.FromUnixTimeSeconds(minute * Seconds);

    internal static long FloorDivide(long value, long divisor) => (value / divisor) - (value % divisor < 0 ? 1 : 0);
}
