using System.Globalization;

namespace FlowLogStack.Simulation;

/// <summary>A rate of records: a number in a time span.</summary>
/// <param name="Records">Number of records.</param>
/// <param name="Seconds">Time span in seconds, 1 or greater.</param>
public readonly record struct TrafficRate(long Records, long Seconds)
{
    /// <summary>Returns a rate of records per second.</summary>
    public static TrafficRate PerSecond(long records) => new(records, 1);

    /// <summary>Returns a rate of records per minute.</summary>
    public static TrafficRate PerMinute(long records) => new(records, 60);

    /// <summary>Parses a rate such as <c>20/s</c>, <c>90/m</c> or <c>500/h</c>. Use a longer unit for fractions.</summary>
    /// <exception cref="FormatException">The text isn't a valid rate. The message contains examples.</exception>
    public static TrafficRate Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var seconds = slash < 0 ? 0 : text[(slash + 1)..] switch { "s" => 1, "m" => 60, "h" => 3600, "d" => 86_400, _ => 0 };
        return seconds > 0 && long.TryParse(text.AsSpan(0, slash), NumberStyles.None, CultureInfo.InvariantCulture, out var records)
            && records is > 0 and <= MostRecords
            ? new TrafficRate(records, seconds)
            : throw new FormatException($"'{text}' is not a rate. Use records per second, minute, hour or day, as in 20/s, 90/m, 500/h or 1000/d, from 1 "
            + $"to {MostRecords}.");
    }

    /// <summary>Number of records in a month of 730 hours.</summary>
    internal decimal PerMonth => Records * 730m * 3600 / Math.Max(1, Seconds);

    /// <summary>Returns the rate in the form that <see cref="Parse"/> reads.</summary>
    public override string ToString()
    {
        var unit = Seconds switch { 1 => "s", 60 => "m", 3600 => "h", 86_400 => "d", _ => null };
        return unit is null
            ? string.Create(CultureInfo.InvariantCulture, $"{Records} in {Seconds} s")
            : string.Create(CultureInfo.InvariantCulture, $"{Records}/{unit}");
    }

    const long MostRecords = 1_000_000_000;

    internal long In(long seconds) => (long)((Int128)Records * seconds / Math.Max(1, Seconds));
}
