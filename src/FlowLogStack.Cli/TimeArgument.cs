using System.Globalization;
using FlowLogStack.Simulation;

namespace FlowLogStack.Cli;

/// <summary>Times and durations as command-line values.</summary>
static class TimeArgument
{
    static readonly string[] Formats = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm'Z'", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss"];

    /// <summary>Returns the time in UTC, or null for null.</summary>
    /// <exception cref="FormatException">The text isn't a valid time.</exception>
    internal static DateTimeOffset? Instant(string option, string? text) =>
        text is null ? null
        : DateTimeOffset.TryParseExact(text.Trim(), Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant) ? instant
        : throw new FormatException($"{option} '{text}' is no time: write it in UTC as 2026-01-31, 2026-01-31T13:00 or 2026-01-31T13:00:00Z.");

    /// <summary>Returns the duration of a text.</summary>
    /// <exception cref="FormatException">The text isn't a valid duration, or is longer than 24 hours.</exception>
    internal static TimeSpan Duration(string option, string text)
    {
        var trimmed = text.Trim();
        return TrafficDuration.TryParse(trimmed == "0" ? "0s" : trimmed, out var duration) && duration <= TimeSpan.FromDays(1)
            ? duration
            : throw new FormatException($"{option} '{text}' is no length of time up to a day: write hours, minutes and seconds, the largest first, as 90s, 5m or 1h30m.");
    }
}
