using System.Globalization;

namespace FlowLogStack.Records;

/// <summary>Renders a time window as SQL over the time columns of one layout: partitions first, then the records' own start.</summary>
/// <remarks>
/// Objects lie in the folder of the time at which the records in them ended, which may be an interval after they started;
/// so a window's last folder is found with a quarter of an hour to spare. Ends are excluded, so that a day's bounds bound
/// its hours as well, as text. What is compared with a partition column is always
/// a constant to the planner, and years, months, days and hours are compared each on its own before they are compared as a
/// whole, since Athena lists the projected partitions by simple comparisons before it evaluates any other.
/// </remarks>
static class PartitionWindow
{
    const string Now = "current_timestamp";
    const string Midnight = "date_trunc('day', current_timestamp)";
    const int FewDays = 8;
    const int FewHours = 12;

    static readonly TimeSpan Aggregation = TimeSpan.FromMinutes(15);
    static readonly string Start = SqlConditions.Identifier(FlowField.Start);

    public static string ToSql(S3Layout layout, TimeWindow window) => window switch
    {
        TimeWindow.Last(var count, var unit) => string.Join(" AND ", [.. Relative(layout, Now, count, unit, upTo: false), $"{Start} >= to_unixtime({Back(Now, count, unit)})"]),
        TimeWindow.Whole(var days) => string.Join(" AND ", [.. Relative(layout, Midnight, days, "day", upTo: true), $"{Start} >= to_unixtime({Back(Midnight, days, "day")})", $"{Start} < to_unixtime({Midnight})"]),
        TimeWindow.Span(var from, var to) => string.Join(" AND ", [.. Absolute(layout, from.UtcDateTime, to.UtcDateTime + Aggregation), $"{Start} >= {Seconds(from)}", $"{Start} < {Seconds(to)}"]),
        _ => throw new ArgumentOutOfRangeException(nameof(window), window, "Not a window."),
    };

    static IEnumerable<string> Relative(S3Layout layout, string until, int count, string unit, bool upTo)
    {
        var from = Back(until, count, unit);
        if (!layout.HiveCompatiblePartitions)
        {
            var format = layout.PerHourPartition ? "%Y/%m/%d/%H" : "%Y/%m/%d";
            yield return $"{PartitionProjection.Time} >= date_format({from}, '{format}')";
            if (upTo)
                yield return $"{PartitionProjection.Time} < date_format({until} + interval '1' {(layout.PerHourPartition ? "hour" : "day")}, '{format}')";
            yield break;
        }

        var hours = unit == "hour" ? count : count * 24;
        // The calendar days that the window touches.
        var days = (hours + 23) / 24 + 1;
        yield return days <= 366
            ? $"{PartitionProjection.Year} IN (year({from}), year({until}))"
            : $"{PartitionProjection.Year} BETWEEN year({from}) AND year({until})";
        var months = days <= 28 ? 1 : days / 28 + 1;
        if (months <= 10)
            yield return $"{PartitionProjection.Month} IN (month({from}), {Parts("month", until, months)})";
        if (days <= FewDays)
            yield return $"{PartitionProjection.Day} IN (day({from}), {Parts("day", until, days - 1)})";
        if (layout.PerHourPartition && hours <= FewHours)
            yield return $"{PartitionProjection.Hour} IN (hour({from}), {Parts("hour", until, hours)})";
        yield return $"{Whole(layout)} >= {WholeOf(layout, from)}";
        if (upTo)
            yield return $"{Whole(layout)} <= {WholeOf(layout, until)}";
    }

    static IEnumerable<string> Absolute(S3Layout layout, DateTime from, DateTime until)
    {
        if (!layout.HiveCompatiblePartitions)
        {
            var format = layout.PerHourPartition ? "yyyy/MM/dd/HH" : "yyyy/MM/dd";
            var next = layout.PerHourPartition ? until.AddHours(1) : until.AddDays(1);
            yield return $"{PartitionProjection.Time} >= '{from.ToString(format, CultureInfo.InvariantCulture)}' AND {PartitionProjection.Time} < '{next.ToString(format, CultureInfo.InvariantCulture)}'";
            yield break;
        }

        var days = Enumerable.Range(0, (until.Date - from.Date).Days + 1).Select(day => from.Date.AddDays(day)).ToList();
        yield return string.Create(CultureInfo.InvariantCulture, $"{PartitionProjection.Year} BETWEEN {from.Year} AND {until.Year}");
        var months = days.Select(day => day.Month).Distinct().ToList();
        if (months.Count <= 11)
            yield return $"{PartitionProjection.Month} IN ({Numbers(months)})";
        if (days.Count <= FewDays)
            yield return $"{PartitionProjection.Day} IN ({Numbers(days.Select(day => day.Day))})";
        var firstHour = from.Date.AddHours(from.Hour);
        var hours = (int)(until - firstHour).TotalHours + 1;
        if (layout.PerHourPartition && hours <= FewHours)
            yield return $"{PartitionProjection.Hour} IN ({Numbers(Enumerable.Range(0, hours).Select(hour => firstHour.AddHours(hour).Hour))})";
        var digits = layout.PerHourPartition ? "yyyyMMddHH" : "yyyyMMdd";
        yield return $"{Whole(layout)} BETWEEN {from.ToString(digits, CultureInfo.InvariantCulture)} AND {until.ToString(digits, CultureInfo.InvariantCulture)}";
    }

    // The partition's time as one number, such as 20261121 or 2026112113, which an int holds until the year 2147.
    static string Whole(S3Layout layout) => layout.PerHourPartition
        ? $"{PartitionProjection.Year} * 1000000 + {PartitionProjection.Month} * 10000 + {PartitionProjection.Day} * 100 + {PartitionProjection.Hour}"
        : $"{PartitionProjection.Year} * 10000 + {PartitionProjection.Month} * 100 + {PartitionProjection.Day}";

    static string WholeOf(S3Layout layout, string moment) => layout.PerHourPartition
        ? $"year({moment}) * 1000000 + month({moment}) * 10000 + day({moment}) * 100 + hour({moment})"
        : $"year({moment}) * 10000 + month({moment}) * 100 + day({moment})";

    // The units before a moment and its own, the earliest first; the window's first comes from its very beginning.
    static string Parts(string unit, string until, int count) =>
        string.Join(", ", Enumerable.Range(0, count).Reverse().Select(back => $"{unit}({Back(until, back, unit)})"));

    static string Back(string until, int count, string unit) =>
        count == 0 ? until : string.Create(CultureInfo.InvariantCulture, $"{until} - interval '{count}' {unit}");

    static string Numbers(IEnumerable<int> numbers) =>
        string.Join(", ", numbers.Distinct().Select(number => number.ToString(CultureInfo.InvariantCulture)));

    static string Seconds(DateTimeOffset moment) =>
        ((long)Math.Ceiling((moment - DateTimeOffset.UnixEpoch).TotalSeconds)).ToString(CultureInfo.InvariantCulture);
}
