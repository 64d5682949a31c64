using System.Globalization;

namespace FlowLogStack.Simulation;

/// <summary>Readable times and durations. Times are in UTC, which the page indicates.</summary>
static class TimeText
{
    /// <summary>Returns a machine-readable time: <c>2026-01-05T03:12:00Z</c>.</summary>
    public static string Iso(DateTimeOffset at) => Format(at, "yyyy-MM-dd'T'HH:mm:ss'Z'");

    /// <summary>Returns date and time: <c>2026-01-05 03:12</c>, with seconds if they aren't zero.</summary>
    public static string Full(DateTimeOffset at) => Format(at, at.UtcDateTime.Second == 0 ? "yyyy-MM-dd HH:mm" : "yyyy-MM-dd HH:mm:ss");

    /// <summary>Returns the time of day: <c>03:12</c>.</summary>
    public static string OfDay(DateTimeOffset at) => Format(at, at.UtcDateTime.Second == 0 ? "HH:mm" : "HH:mm:ss");

    /// <summary>Returns the day: <c>5 Jan</c>.</summary>
    public static string Day(DateTimeOffset at) => Format(at, "d MMM");

    /// <summary>Returns a time range: <c>2026-01-05 00:00 – 24:00</c> within a day, otherwise with both dates.</summary>
    public static string Range(DateTimeOffset from, DateTimeOffset to)
    {
        if (to.UtcDateTime == from.UtcDateTime.Date.AddDays(1))
            return $"{Full(from)} – 24:00";
        return from.UtcDateTime.Date == to.UtcDateTime.Date ? $"{Full(from)} – {OfDay(to)}" : $"{Full(from)} – {Full(to)}";
    }

    /// <summary>Returns a duration in its two largest units: <c>3 h 5 min</c>; <c>24 h</c> up to two days, then days.</summary>
    public static string Length(TimeSpan length)
    {
        if (length < TimeSpan.FromMinutes(1))
            return $"{length.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture)} s";
        if (length < TimeSpan.FromHours(1))
            return Two(length.Minutes, "min", length.Seconds, "s");
        return length < TimeSpan.FromDays(2)
            ? Two((int)length.TotalHours, "h", length.Minutes, "min")
            : Two(length.Days, length.Days == 1 ? "day" : "days", length.Hours, "h");
    }

    static string Two(int first, string firstUnit, int second, string secondUnit) => second == 0 ? $"{first} {firstUnit}"
        : $"{first} {firstUnit} {second} {secondUnit}";

    static string Format(DateTimeOffset at, string format) => at.UtcDateTime.ToString(format, CultureInfo.InvariantCulture);
}
