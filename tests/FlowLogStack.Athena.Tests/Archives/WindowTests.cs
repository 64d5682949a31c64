using System.Globalization;

namespace FlowLogStack.Athena.Tests;

/// <summary>
/// Windows on every layout, around the ends of hours, days, months and years: every record of the window is in a selected partition, no other record
/// is returned, and few other partitions are read.
/// </summary>
public sealed class WindowTests(SharedDatabase database) : IClassFixture<SharedDatabase>
{
    static readonly DateTime[] Moments =
    [
        new(2026, 11, 21, 12, 20, 30, DateTimeKind.Utc), new(2027, 1, 1, 0, 0, 10, DateTimeKind.Utc), new(2027, 1, 1, 0, 0, 0, DateTimeKind.Utc),
        new(2028, 3, 1, 0, 30, 0, DateTimeKind.Utc),
        new(2027, 3, 31, 23, 59, 59, DateTimeKind.Utc), new(2026, 12, 31, 1, 0, 0, DateTimeKind.Utc), new(2026, 3, 2, 5, 0, 0, DateTimeKind.Utc),
    ];

    [Fact]
    public void Select_all_records_of_the_window_and_no_other()
    {
        foreach (var moment in Moments)
        {
            database.Value.SetClock(moment);
            // A record every quarter of an hour for 400 days, each ending up to twelve minutes after its start; those that haven't ended are absent.
            var last = new DateTimeOffset(moment).ToUnixTimeSeconds();
            database.Value.Query($"""
                CREATE OR REPLACE TABLE starts AS
                SELECT start, to_timestamp(start + start % 720) AS ended
                FROM (SELECT {last} - step * 900 - step % 7 AS start FROM range({400 * 96}) AS steps (step))
                WHERE start + start % 720 <= {last}
                """);
            foreach (var layout in Layouts())
            {
                database.Value.Query($"CREATE OR REPLACE TABLE records AS SELECT start, {Partition(layout)} FROM starts");
                var projection = new PartitionProjection(layout, "archive", ["1"], ["r"], null);
                foreach (var (window, from, to, units) in Windows(moment))
                {
                    var predicate = projection.ToSql(window);
                    var answer = database.Value.Query($"SELECT count(*) FROM records WHERE {predicate}").Scalar.GetInt64();
                    var expected = database.Value.Query($"SELECT count(*) FROM records WHERE start >= {Unix(from)} AND start < {Unix(to)}").Scalar.GetInt64();
                    Assert.True(expected > 0 && answer == expected,
                        $"{window} at {moment:u} on {layout}: {answer} records rather than {expected} for\n{predicate}");
                    var partitions = database.Value.Query($"SELECT count(*) FROM (SELECT DISTINCT * EXCLUDE (start) FROM records "
                        + $"WHERE {OnPartitions(predicate)})").Scalar.GetInt64();
                    var needed = layout.PerHourPartition ? units : ((int)(to - from).TotalHours + 23) / 24;
                    // A window of one hour touches two, and its last record may be in a third.
                    Assert.True(partitions <= needed + 2,
                        $"{window} at {moment:u} on {layout} reads {partitions} partitions where {needed} would do:\n{predicate}");
                }
            }
        }
    }

    static IEnumerable<(TimeWindow Window, DateTime From, DateTime To, int Hours)> Windows(DateTime now)
    {
        var end = now.AddSeconds(1);
        foreach (var hours in new[] { 1, 2, 5, 12, 30 })
            yield return (TimeWindow.LastHours(hours), now.AddHours(-hours), end, hours);
        foreach (var days in new[] { 1, 2, 7, 8, 30, 90, 300, 370 })
            yield return (TimeWindow.LastDays(days), now.AddDays(-days), end, days * 24);
        foreach (var days in new[] { 1, 14, 30, 100 })
            yield return (TimeWindow.WholeDays(days), now.Date.AddDays(-days), now.Date, days * 24);
        foreach (var hours in new[] { 1, 3, 24, 50 })
            yield return (TimeWindow.WholeHours(hours), now.Date.AddHours(now.Hour - hours), now.Date.AddHours(now.Hour), hours);
        foreach (var (back, hours) in new[] { (30.3, 1.0), (2.0, 0.5), (26.1, 12.0), (100.7, 24.0), (40.2, 720.0), (399, 9000) })
            yield return (TimeWindow.Between(new DateTimeOffset(now.AddDays(-back)), new DateTimeOffset(now.AddDays(-back).AddHours(hours))),
                now.AddDays(-back), now.AddDays(-back).AddHours(hours), (int)Math.Ceiling(hours));
    }

    static string Partition(S3Layout layout) => (layout.HiveCompatiblePartitions, layout.PerHourPartition) switch
    {
        (false, false) => "strftime(ended, '%Y/%m/%d') AS log_time",
        (false, true) => "strftime(ended, '%Y/%m/%d/%H') AS log_time",
        (true, false) => "year(ended) AS log_year, month(ended) AS log_month, day(ended) AS log_day",
        (true, true) => "year(ended) AS log_year, month(ended) AS log_month, day(ended) AS log_day, hour(ended) AS log_hour",
    };

    // The predicate with which Athena selects partitions before it reads objects.
    static string OnPartitions(string predicate) => predicate[..predicate.IndexOf(" AND \"start\"", StringComparison.Ordinal)];

    static PartitionProjection Projection(S3Layout layout) => new(layout, "archive", ["1"], ["r"], null);

    static IEnumerable<S3Layout> Layouts() =>
        from hive in new[] { false, true }
        from hourly in new[] { false, true }
        select new S3Layout { HiveCompatiblePartitions = hive, PerHourPartition = hourly };

    static string Unix(DateTime moment) => ((long)Math.Ceiling((moment - DateTime.UnixEpoch).TotalSeconds)).ToString(CultureInfo.InvariantCulture);
}
