using System.Globalization;

namespace FlowLogStack.Records;

/// <summary>The time a query is about. Every query has one, and it is found by partition first, so that no query reads an archive's history.</summary>
public abstract record TimeWindow
{
    TimeWindow()
    {
    }

    /// <summary>The last hours up to now.</summary>
    /// <param name="hours">1 to 87,600.</param>
    public static TimeWindow LastHours(int hours) => hours % 24 == 0 ? LastDays(hours / 24) : new Last(Positive(hours, 87_600), "hour");

    /// <summary>The last days up to now: 24 hours each.</summary>
    /// <param name="days">1 to 3,650.</param>
    public static TimeWindow LastDays(int days) => new Last(Positive(days, 3_650), "day");

    /// <summary>The last whole days, midnight to midnight in UTC, today not among them: for comparing one day with another.</summary>
    /// <param name="days">1 to 3,650.</param>
    public static TimeWindow WholeDays(int days) => new Whole(Positive(days, 3_650));

    /// <summary>From one moment, included, to another, excluded.</summary>
    /// <exception cref="ArgumentException">The end is not after the beginning.</exception>
    public static TimeWindow Between(DateTimeOffset from, DateTimeOffset to) => from < to
        ? new Span(from.ToUniversalTime(), to.ToUniversalTime())
        : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The window from {from:u} to {to:u} is empty: give the earlier moment first."), nameof(to));

    static int Positive(int count, int most) => count >= 1 && count <= most
        ? count
        : throw new ArgumentOutOfRangeException(nameof(count), count, $"A window is 1 to {most} units long.");

    internal sealed record Last(int Count, string Unit) : TimeWindow;

    internal sealed record Whole(int Days) : TimeWindow;

    internal sealed record Span(DateTimeOffset From, DateTimeOffset To) : TimeWindow;
}
