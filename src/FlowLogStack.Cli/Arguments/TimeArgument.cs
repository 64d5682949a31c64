using System.Globalization;
using FlowLogStack.Simulation;

namespace FlowLogStack.Cli;

/// <summary>Times and durations as command-line values.</summary>
static class TimeArgument
{
    static readonly string[] Formats =
        ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm'Z'", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd HH:mm",
            "yyyy-MM-dd HH:mm:ss"];

    /// <summary>Returns the time in UTC, or null for null.</summary>
    /// <exception cref="FormatException">The text isn't a valid time.</exception>
    internal static DateTimeOffset? Instant(string option, string? text) =>
        text is null ? null
        : DateTimeOffset.TryParseExact(text.Trim(), Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
        out var instant) ? instant
        : throw new FormatException($"{option} must be a time in UTC, but is '{text}'. Use a time such as 2026-01-31, 2026-01-31T13:00 or "
        + "2026-01-31T13:00:00Z.");

    /// <summary>Requires a start to be before an end.</summary>
    /// <param name="from">The value of <c>--from</c>.</param>
    /// <param name="to">The value of <c>--to</c>; null for now.</param>
    /// <param name="now">The time now.</param>
    /// <exception cref="FormatException">The start isn't before the end.</exception>
    internal static void CheckRange(DateTimeOffset from, DateTimeOffset? to, DateTimeOffset now)
    {
        if (from >= (to ?? now))
            throw new FormatException($"--from {BacktestJson.TextOf(from)} is not before {(to is { } end ? $"--to {BacktestJson.TextOf(end)}" : "now")}, so "
                + "there is no time between them. Use an earlier --from.");
    }

    /// <summary>Returns the duration of a text.</summary>
    /// <exception cref="FormatException">The text isn't a valid duration, or is longer than 24 hours.</exception>
    internal static TimeSpan Duration(string option, string text)
    {
        var trimmed = text.Trim();
        return TrafficDuration.TryParse(trimmed == "0" ? "0s" : trimmed, out var duration) && duration <= TimeSpan.FromDays(1)
            ? duration
            : throw new FormatException($"{option} must be a length of time up to a day, but is '{text}'. Use hours, minutes and seconds in this order, as in "
            + "90s, 5m or 1h30m.");
    }
}
