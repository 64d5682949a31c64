using System.Globalization;

namespace FlowLogStack.Records;

/// <summary>A period by which timestamps are grouped: a number and a unit, such as <c>5m</c>.</summary>
/// <remarks>
/// Logs Insights caps the number by its unit, 1000 ms, 60 s, 60 m and 24 h, so <c>300s</c> is one minute. Weeks begin
/// on Monday, and periods of months on the first day; all are in UTC.
/// </remarks>
readonly record struct InsightsPeriod
{
    const long Day = 86_400_000;

    // 1970 began on a Thursday.
    const long FirstMonday = 4 * Day;

    static readonly (string[] Names, long Milliseconds, int Months, long Cap)[] Units =
    [
        (["ms", "millisecond", "milliseconds", "msec", "msecs"], 1, 0, 1000),
        (["s", "second", "seconds", "sec", "secs"], 1000, 0, 60),
        (["m", "minute", "minutes", "min", "mins"], 60_000, 0, 60),
        (["h", "hour", "hours", "hr", "hrs"], 3_600_000, 0, 24),
        (["d", "day", "days"], Day, 0, 10_000),
        (["w", "week", "weeks"], 7 * Day, 0, 1000),
        (["mo", "month", "months", "mon", "mons"], 0, 1, 1200),
        (["q", "quarter", "quarters", "qtr", "qtrs"], 0, 3, 400),
        (["y", "year", "years", "yr", "yrs"], 0, 12, 100),
    ];

    /// <summary>Length in milliseconds; 0 for a period of months.</summary>
    internal long Milliseconds { get; private init; }

    internal int Months { get; private init; }

    long Origin { get; init; }

    /// <summary>Parses a period and caps its number.</summary>
    internal static bool TryParse(string text, out InsightsPeriod period)
    {
        period = default;
        var digits = text.AsSpan().IndexOfAnyExceptInRange('0', '9');
        if (digits <= 0 || !long.TryParse(text.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number == 0)
            return false;
        foreach (var (names, milliseconds, months, cap) in Units)
        {
            if (!names.Contains(text[digits..], StringComparer.OrdinalIgnoreCase))
                continue;
            number = Math.Min(number, cap);
            period = new InsightsPeriod { Milliseconds = number * milliseconds, Months = (int)(number * months), Origin = names[0] == "w" ? FirstMonday : 0 };
            return true;
        }

        return false;
    }

    /// <summary>Returns the start of the period that contains a moment, both in milliseconds since 1970.</summary>
    internal long Floor(long moment)
    {
        if (Months > 0)
            return OfMonth(FloorTo(MonthOf(moment), Months));
        return FloorTo(moment - Origin, Milliseconds) + Origin;
    }

    /// <summary>Returns the moment itself if a period starts there, otherwise the start of the next period.</summary>
    internal long Ceiling(long moment)
    {
        var floor = Floor(moment);
        return floor == moment ? moment : Months > 0 ? OfMonth(MonthOf(floor) + Months) : floor + Milliseconds;
    }

    static long FloorTo(long value, long step) => value - (((value % step) + step) % step);

    static long MonthOf(long moment)
    {
        var date = DateTimeOffset.FromUnixTimeMilliseconds(moment);
        return (date.Year * 12L) + date.Month - 1;
    }

    static long OfMonth(long month) =>
        month is >= 12 and < 120_000 ? new DateTimeOffset((int)(month / 12), (int)(month % 12) + 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds() : 0;
}
