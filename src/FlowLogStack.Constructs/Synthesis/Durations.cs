using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Amazon.CDK;

namespace FlowLogStack;

/// <summary>Durations, each created in CDK once, and their values with fractions, for checks whose messages have the property.</summary>
/// <remarks>A duration doesn't change. CDK's own message on a fraction has only the value.</remarks>
static class Durations
{
    static readonly TimeConversionOptions Fractions = new() { Integral = false };

    static readonly ConcurrentDictionary<(TimeSpan Unit, double Amount), Duration> Created = [];

    static readonly ConditionalWeakTable<Duration, StrongBox<double>> OfCreated = [];

    /// <summary>Returns a duration of seconds.</summary>
    internal static Duration Seconds(double amount) => Of(TimeSpan.FromSeconds(1), amount, Duration.Seconds);

    /// <summary>Returns a duration of minutes.</summary>
    internal static Duration Minutes(double amount) => Of(TimeSpan.FromMinutes(1), amount, Duration.Minutes);

    /// <summary>Returns a duration of hours.</summary>
    internal static Duration Hours(double amount) => Of(TimeSpan.FromHours(1), amount, Duration.Hours);

    /// <summary>Returns a duration of days.</summary>
    internal static Duration Days(double amount) => Of(TimeSpan.FromDays(1), amount, Duration.Days);

    /// <summary>Returns a duration in seconds.</summary>
    internal static double InSeconds(this Duration duration) =>
        OfCreated.TryGetValue(duration, out var seconds) ? seconds.Value : duration.ToSeconds(Fractions);

    /// <summary>Returns a duration in whole seconds, as <c>Duration.ToSeconds</c> does.</summary>
    internal static int InWholeSeconds(this Duration duration) =>
        OfCreated.TryGetValue(duration, out var seconds) && double.IsInteger(seconds.Value) ? (int)seconds.Value : (int)duration.ToSeconds();

    /// <summary>Returns whether a duration is known during synthesis.</summary>
    internal static bool IsKnown(Duration duration) => OfCreated.TryGetValue(duration, out _) || !duration.IsUnresolved();

    /// <summary>Returns a duration in a unit, or the token of one that has this unit.</summary>
    internal static double In(this Duration duration, TokenUnit unit) => unit is TokenUnit.Days ? duration.ToDays() : duration.ToSeconds();

    /// <summary>Returns a duration in days.</summary>
    internal static double InDays(this Duration duration) => duration.ToDays(Fractions);

    static Duration Of(TimeSpan unit, double amount, Func<double, Duration> create) => Created.GetOrAdd((unit, amount), key =>
    {
        var created = create(key.Amount);
        OfCreated.Add(created, new(key.Amount * key.Unit.TotalSeconds));
        return created;
    });
}
