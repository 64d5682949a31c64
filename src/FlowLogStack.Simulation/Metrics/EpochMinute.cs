namespace FlowLogStack.Simulation;

/// <summary>Minutes since 1970 UTC, the time unit of metrics and alarms.</summary>
static class EpochMinute
{
    const int Seconds = 60;

    /// <summary>Returns the minute of a time.</summary>
    internal static long Of(DateTimeOffset at) => OfSecond(at.ToUnixTimeSeconds());

    /// <summary>Returns the minute of a second since 1970.</summary>
    internal static long OfSecond(long second) => FloorDivide(second, Seconds);

    /// <summary>Returns the first minute that starts at or after a second since 1970.</summary>
    internal static long NotBeforeSecond(long second) => -FloorDivide(-second, Seconds);

    internal static DateTimeOffset ToInstant(long minute) => DateTimeOffset.FromUnixTimeSeconds(minute * Seconds);

    internal static long FloorDivide(long value, long divisor) => (value / divisor) - (value % divisor < 0 ? 1 : 0);
}
