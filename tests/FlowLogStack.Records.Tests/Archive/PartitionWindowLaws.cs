using System.Globalization;

namespace FlowLogStack.Records.Tests;

/// <summary>
/// A predicate of a time window selects each folder that can have records of the window, no other folder, and of their records those of the window.
/// </summary>
public sealed class PartitionWindowLaws
{
    static readonly TimeSpan Aggregation = TimeSpan.FromMinutes(15);

    static Dictionary<string, object> Row(DateTime folder, double start) => new()
    {
        ["log_time"] = "", ["log_year"] = (double)folder.Year, ["log_month"] = (double)folder.Month, ["log_day"] = (double)folder.Day,
        ["log_hour"] = (double)folder.Hour, ["start"] = start,
    };

    static DateTime Floor(DateTime moment, bool isHourly) => isHourly ? moment.Date.AddHours(moment.Hour) : moment.Date;

    static double Seconds(DateTime moment) => (moment - DateTime.UnixEpoch).TotalSeconds;

    static void Check(TimeWindow window, DateTime now, DateTime from, DateTime to, bool isHive, bool isHourly, Random random)
    {
        var sql = PartitionWindow.ToSql(new S3Layout { HiveCompatiblePartitions = isHive, PerHourPartition = isHourly }, window);
        var predicate = new WindowSql(sql);
        var end = window is TimeWindow.Span ? to + Aggregation : to;
        var (first, last) = (Floor(from, isHourly), Floor(end, isHourly));
        var unit = isHourly ? TimeSpan.FromHours(1) : TimeSpan.FromDays(1);
        var folders = new[] { first - unit, first, first + unit, last - unit, last, last + unit, first.AddDays(-1), first.AddMonths(-1), first.AddYears(-1),
                last.AddDays(1), last.AddMonths(1), last.AddYears(1) }
            .Concat(Enumerable.Range(0, 12).Select(_ => Floor(from + random.NextDouble() * (end - from), isHourly)))
            .Concat(Enumerable.Range(0, 6).Select(_ => Floor(from.AddDays(random.Next(-500, 500)), isHourly)))
            .Concat(Enumerable.Range(0, 6).Select(_ => Floor(from.AddHours(random.Next(-50, 50)), isHourly)));
        foreach (var folder in folders.Where(folder => folder <= now || window is not TimeWindow.Last))
        {
            var row = Row(folder, Seconds(from));
            row["log_time"] = folder.ToString(isHourly ? "yyyy/MM/dd/HH" : "yyyy/MM/dd", CultureInfo.InvariantCulture);
            Assert.True(predicate.Holds(now, row) == (folder >= first && folder <= last),
                $"{folder:u} of {from:u} to {to:u} at {now:u}, {(isHive ? "Hive" : "plain")}, {(isHourly ? "hourly" : "daily")}: {sql}");
            if (folder != first)
                continue;
            foreach (var (start, isIn) in ((double, bool)[])[(Seconds(from), true), (Seconds(from) - 1, false), (Seconds(to) - 1, true),
                (Seconds(to), window is TimeWindow.Last)])
            {
                row["start"] = start;
                Assert.Equal(isIn, predicate.Holds(now, row));
            }
        }
    }

    static void ForAll(Action<Random, DateTime, bool, bool> check)
    {
        var random = new Random(20261130);
        for (var round = 0; round < 60; round++)
        {
            // The ends of days, months and years are the hard moments.
            var moment = new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddDays(random.Next(1500)).AddSeconds(random.Next(24 * 3600));
            moment = random.Next(4) switch
            {
                0 => new DateTime(moment.Year, 1, 1, 0, random.Next(60), 0, DateTimeKind.Utc).AddHours(random.Next(-3, 3)),
                1 => new DateTime(moment.Year, moment.Month, 1, 0, 0, random.Next(2), DateTimeKind.Utc).AddDays(random.Next(-2, 2)),
                _ => moment,
            };
            check(random, moment, random.Next(2) == 0, random.Next(2) == 0);
        }
    }

    static int Length(Random random, int most) => random.Next(5) switch
    {
        0 => random.Next(1, 4),
        1 => random.Next(5, 14),
        2 => random.Next(20, 40),
        3 => random.Next(1, Math.Min(most, 500)),
        _ => random.Next(1, most),
    };

    [Fact]
    public void The_last_days_and_hours_end_now() => ForAll((random, now, isHive, isHourly) =>
    {
        var (days, hours) = (Length(random, 1000), Length(random, 24_000));
        Check(TimeWindow.LastDays(days), now, now.AddDays(-days), now, isHive, isHourly, random);
        Check(TimeWindow.LastHours(hours), now, now.AddHours(-hours), now, isHive, isHourly, random);
    });

    [Fact]
    public void Whole_days_and_hours_end_before_the_current_one() => ForAll((random, now, isHive, isHourly) =>
    {
        var (days, hours) = (Length(random, 1000), Length(random, 24_000));
        Check(TimeWindow.WholeDays(days), now, now.Date.AddDays(-days), now.Date, isHive, isHourly, random);
        var hour = Floor(now, isHourly: true);
        Check(TimeWindow.WholeHours(hours), now, hour.AddHours(-hours), hour, isHive, isHourly, random);
    });

    [Fact]
    public void A_window_between_two_moments_has_the_folders_of_its_last_records() => ForAll((random, from, isHive, isHourly) =>
    {
        var to = from.AddMinutes(random.Next(3) == 0 ? random.Next(1, 120) : 60 * Length(random, 24_000));
        Check(TimeWindow.Between(from, to), to.AddYears(1), from, to, isHive, isHourly, random);
    });

    [Fact]
    public void Few_partition_values_are_compared_one_by_one()
    {
        // Athena lists partitions by these comparisons; the comparison of whole times alone would list a folder for each day of the table.
        string[] Compared(TimeWindow window) => [.. new[] { "log_year", "log_month", "log_day", "log_hour" }.Where(column =>
            PartitionWindow.ToSql(new S3Layout { HiveCompatiblePartitions = true, PerHourPartition = true }, window).Split(" AND ")
                .Any(condition => condition.StartsWith(column + " IN ", StringComparison.Ordinal)))];
        var from = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

        Assert.Equal(["log_year", "log_month", "log_day", "log_hour"], Compared(TimeWindow.LastHours(12)));
        Assert.Equal(["log_year", "log_month", "log_day"], Compared(TimeWindow.LastHours(13)));
        Assert.Equal(["log_year", "log_month", "log_day"], Compared(TimeWindow.LastDays(7)));
        Assert.Equal(["log_year", "log_month"], Compared(TimeWindow.LastDays(8)));
        Assert.Equal(["log_year", "log_month"], Compared(TimeWindow.LastDays(278)));
        Assert.Equal(["log_year"], Compared(TimeWindow.LastDays(279)));
        Assert.Equal(["log_year"], Compared(TimeWindow.LastDays(365)));
        Assert.Empty(Compared(TimeWindow.LastDays(366)));
        Assert.Equal(["log_month", "log_day", "log_hour"], Compared(TimeWindow.Between(from, from.AddMinutes((12 * 60) - 16))));
        Assert.Equal(["log_month", "log_day"], Compared(TimeWindow.Between(from, from.AddMinutes((12 * 60) - 15))));
        Assert.Equal(["log_month", "log_day"], Compared(TimeWindow.Between(from, from.AddDays(8).AddMinutes(-16))));
        Assert.Equal(["log_month"], Compared(TimeWindow.Between(from, from.AddDays(8).AddMinutes(-15))));
        Assert.Equal(["log_month"], Compared(TimeWindow.Between(from, from.AddMonths(11).AddMinutes(-16))));
        Assert.Empty(Compared(TimeWindow.Between(from, from.AddMonths(11).AddMinutes(-15))));
    }
}
