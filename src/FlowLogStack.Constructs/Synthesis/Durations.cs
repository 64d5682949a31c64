using Amazon.CDK;

namespace FlowLogStack;

/// <summary>Durations with their fractions, for checks whose messages have the property. CDK's own message on a fraction has only the value.</summary>
static class Durations
{
    static readonly TimeConversionOptions Fractions = new() { Integral = false };

    /// <summary>Returns a duration in seconds.</summary>
    internal static double InSeconds(this Duration duration) => duration.ToSeconds(Fractions);

    /// <summary>Returns a duration in days.</summary>
    internal static double InDays(this Duration duration) => duration.ToDays(Fractions);
}
