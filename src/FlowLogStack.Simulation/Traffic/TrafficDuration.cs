using System.Globalization;
using System.Text;

namespace FlowLogStack.Simulation;

/// <summary>Durations as text: <c>90s</c>, <c>10m</c>, <c>6h30m</c>, <c>7d</c>.</summary>
static class TrafficDuration
{
    const long Longest = 3660L * 86_400;

    /// <summary>Parses a duration of at least one second.</summary>
    /// <exception cref="FormatException">The text isn't a valid duration. The message contains examples.</exception>
    public static TimeSpan Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, out var duration) && duration > TimeSpan.Zero
            ? duration
            : throw new FormatException($"'{text}' is not a duration. Use days, hours, minutes and seconds in this order, as in 24h, 10m, 6h30m or 7d; at "
            + $"most {Longest / 86_400}d.");
    }

    /// <summary>Returns a duration in the form that <see cref="Parse"/> reads, such as <c>6h30m</c>.</summary>
    public static string Format(TimeSpan duration)
    {
        var text = new StringBuilder();
        var seconds = (long)duration.TotalSeconds;
        foreach (var (unit, length) in Units)
        {
            if (seconds / length > 0)
                text.Append(CultureInfo.InvariantCulture, $"{seconds / length}{unit}");
            seconds %= length;
        }

        return text.Length == 0 ? "0s" : text.ToString();
    }

    /// <summary>Parses a duration, including zero (<c>0s</c>).</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        var total = 0L;
        var largest = 0;
        while (!text.IsEmpty)
        {
            var digits = text.IndexOfAnyExceptInRange('0', '9');
            if (digits is < 1 or > 9)
                return false;
            var letter = text[digits];
            var unit = Array.FindIndex(Units, known => known.Unit == letter);
            if (unit < largest)
                return false;
            total += long.Parse(text[..digits], CultureInfo.InvariantCulture) * Units[unit].Seconds;
            largest = unit + 1;
            text = text[(digits + 1)..];
        }

        duration = TimeSpan.FromSeconds(Math.Min(total, Longest));
        return largest > 0 && total <= Longest;
    }

    static readonly (char Unit, long Seconds)[] Units = [('d', 86_400), ('h', 3600), ('m', 60), ('s', 1)];
}
