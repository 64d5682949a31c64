using System.Globalization;

namespace FlowLogStack.Records;

/// <summary>The time window of a query. Every query has one, and selects partitions by it, so that no query reads a whole archive.</summary>
public abstract record TimeWindow
{
    TimeWindow()
    {
    }

    /// <summary>Creates the window of the last hours up to now.</summary>
    /// <param name="hours">Number of hours, 1 to 87,600.</param>
    public static TimeWindow LastHours(int hours) => hours % 24 == 0 ? LastDays(hours / 24) : new Last(Positive(hours, 87_600), "hour");

    /// <summary>Creates the window of the last days up to now, of 24 hours each.</summary>
    /// <param name="days">Number of days, 1 to 3,650.</param>
    public static TimeWindow LastDays(int days) => new Last(Positive(days, 3_650), "day");

    /// <summary>Creates the window of the last whole days, from midnight to midnight UTC and without today, for comparisons of days.</summary>
    /// <param name="days">Number of days, 1 to 3,650.</param>
    public static TimeWindow WholeDays(int days) => new Whole(Positive(days, 3_650), "day");

    /// <summary>Creates the window of the last whole hours, without the current one, for sums by hour.</summary>
    /// <param name="hours">Number of hours, 1 to 87,600.</param>
    public static TimeWindow WholeHours(int hours) => new Whole(Positive(hours, 87_600), "hour");

    /// <summary>Creates the window from one moment, inclusive, to another, exclusive.</summary>
    /// <exception cref="ArgumentException">The end is not after the start.</exception>
    public static TimeWindow Between(DateTimeOffset from, DateTimeOffset to) => from < to
        ? new Span(from.ToUniversalTime(), to.ToUniversalTime())
        : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The window from {from:u} to {to:u} is empty. Use the earlier "
        + $"moment first."), nameof(to));

    static int Positive(int count, int most) => count >= 1 && count <= most
        ? count
        : throw new ArgumentOutOfRangeException(nameof(count), count, $"A window has a length of 1 to {most} units.");

    internal sealed record Last(int Count, string Unit) : TimeWindow;

    internal sealed record Whole(int Count, string Unit) : TimeWindow;

    internal sealed record Span(DateTimeOffset From, DateTimeOffset To) : TimeWindow;
}
