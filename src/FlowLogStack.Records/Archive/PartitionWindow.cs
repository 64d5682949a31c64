using System.Globalization;

namespace FlowLogStack.Records;

/// <summary>Generator of SQL for a time window: conditions on the time columns of one S3 key layout, then on the records' own start.</summary>
/// <remarks>
/// An object's folder is the time at which its records ended, which may be an interval after they started, so the last
/// folder of a window is extended by 15 minutes. Ends are exclusive, so the bounds of a day are also valid for
/// its hours, as text. Values compared with a partition column are constants for the planner. Years, months, days and
/// hours are compared separately and then together, because Athena lists projected partitions by simple comparisons
/// before it evaluates others.
/// </remarks>
static class PartitionWindow
{
    const string Now = "current_timestamp";
    const int FewDays = 8;
    const int FewHours = 12;

    static readonly TimeSpan Aggregation = TimeSpan.FromMinutes(15);
    static readonly string Start = SqlConditions.Identifier(FlowField.Start);

    public static string ToSql(S3Layout layout, TimeWindow window) => window switch
    {
        TimeWindow.Last(var count, var unit) => string.Join(" AND ",
            [.. Relative(layout, Now, count, unit, upTo: false), $"{Start} >= to_unixtime({Back(Now, count, unit)})"]),
        TimeWindow.Whole(var count, var unit) => Whole(layout, $"date_trunc('{unit}', {Now})", count, unit),
        TimeWindow.Span(var from, var to) => string.Join(" AND ",
            [.. Absolute(layout, from.UtcDateTime, to.UtcDateTime + Aggregation), $"{Start} >= {Seconds(from)}", $"{Start} < {Seconds(to)}"]),
        _ => throw new ArgumentOutOfRangeException(nameof(window), window, "Not a window."),
    };

    static string Whole(S3Layout layout, string until, int count, string unit) =>
        string.Join(" AND ", [.. Relative(layout, until, count, unit,
            upTo: true), $"{Start} >= to_unixtime({Back(until, count, unit)})", $"{Start} < to_unixtime({until})"]);

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
        // Calendar days that overlap the window.
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
        yield return $"{Number(layout)} >= {NumberOf(layout, from)}";
        if (upTo)
            yield return $"{Number(layout)} <= {NumberOf(layout, until)}";
    }

    static IEnumerable<string> Absolute(S3Layout layout, DateTime from, DateTime until)
    {
        if (!layout.HiveCompatiblePartitions)
        {
            var format = layout.PerHourPartition ? "yyyy/MM/dd/HH" : "yyyy/MM/dd";
            var next = layout.PerHourPartition ? until.AddHours(1) : until.AddDays(1);
            yield return $"{PartitionProjection.Time} >= '{from.ToString(format, CultureInfo.InvariantCulture)}' AND {PartitionProjection.Time} < "
                + $"'{next.ToString(format, CultureInfo.InvariantCulture)}'";
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
        yield return $"{Number(layout)} BETWEEN {from.ToString(digits, CultureInfo.InvariantCulture)} AND "
            + $"{until.ToString(digits, CultureInfo.InvariantCulture)}";
    }

    // The partition's time as one number, such as 20261121 or 2026112113, which fits into an int until the year 2147.
    static string Number(S3Layout layout) => layout.PerHourPartition
        ? $"{PartitionProjection.Year} * 1000000 + {PartitionProjection.Month} * 10000 + {PartitionProjection.Day} * 100 + {PartitionProjection.Hour}"
        : $"{PartitionProjection.Year} * 10000 + {PartitionProjection.Month} * 100 + {PartitionProjection.Day}";

    static string NumberOf(S3Layout layout, string moment) => layout.PerHourPartition
        ? $"year({moment}) * 1000000 + month({moment}) * 10000 + day({moment}) * 100 + hour({moment})"
        : $"year({moment}) * 10000 + month({moment}) * 100 + day({moment})";

    // The units before a moment and its own, the earliest first; the first unit of the window comes from its start.
    static string Parts(string unit, string until, int count) =>
        string.Join(", ", Enumerable.Range(0, count).Reverse().Select(back => $"{unit}({Back(until, back, unit)})"));

    static string Back(string until, int count, string unit) =>
        count == 0 ? until : string.Create(CultureInfo.InvariantCulture, $"{until} - interval '{count}' {unit}");

    static string Numbers(IEnumerable<int> numbers) =>
        string.Join(", ", numbers.Distinct().Select(number => number.ToString(CultureInfo.InvariantCulture)));

    static string Seconds(DateTimeOffset moment) =>
        ((long)Math.Ceiling((moment - DateTimeOffset.UnixEpoch).TotalSeconds)).ToString(CultureInfo.InvariantCulture);
}
