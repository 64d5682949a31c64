namespace FlowLogStack.Records.Tests;

/// <summary>Windows and scopes as text and as errors. The tests of Athena select records by them.</summary>
public sealed class TimeWindowTests
{
    static PartitionProjection Projection(S3Layout layout) => new(layout, "archive", ["1"], ["r"], null);

    [Fact]
    public void Give_what_they_compare_partitions_with_as_text()
    {
        var window = TimeWindow.Between(new DateTimeOffset(2026, 12, 31, 23, 50, 0, TimeSpan.Zero), new DateTimeOffset(2027, 1, 1, 0, 50, 0, TimeSpan.Zero));
        Assert.Equal(
            "log_time >= '2026/12/31/23' AND log_time < '2027/01/01/02' AND \"start\" >= 1798761000 AND \"start\" < 1798764600",
            Projection(new S3Layout { PerHourPartition = true }).ToSql(window));
        Assert.Equal(
            "log_year BETWEEN 2026 AND 2027 AND log_month IN (12, 1) AND log_day IN (31, 1) AND log_hour IN (23, 0, 1) AND log_year * 1000000 + log_month * "
                + "10000 + log_day * 100 + log_hour BETWEEN 2026123123 AND 2027010101 AND \"start\" >= 1798761000 AND \"start\" < 1798764600",
            Projection(new S3Layout { HiveCompatiblePartitions = true, PerHourPartition = true }).ToSql(window));
    }

    [Fact]
    public void Whole_days_of_hours_are_days()
    {
        Assert.Equal(TimeWindow.LastDays(1), TimeWindow.LastHours(24));
        Assert.Equal(TimeWindow.LastDays(3), TimeWindow.LastHours(72));
        Assert.Equal(new TimeWindow.Last(25, "hour"), TimeWindow.LastHours(25));
        Assert.Equal(new TimeWindow.Last(1, "hour"), TimeWindow.LastHours(1));
    }

    [Fact]
    public void Refuse_to_be_empty_or_endless()
    {
        var now = DateTimeOffset.UnixEpoch;
        Assert.Contains("is empty. Use the earlier moment first", Assert.Throws<ArgumentException>(() => TimeWindow.Between(now, now)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => TimeWindow.LastDays(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => TimeWindow.LastHours(-24));
        Assert.Throws<ArgumentOutOfRangeException>(() => TimeWindow.WholeDays(3_651));
    }

    [Fact]
    public void Name_the_accounts_where_each_query_gives_them()
    {
        var projection = new PartitionProjection(new S3Layout(), "archive", PartitionValues.GivenByQuery, PartitionValues.Of("eu-west-1"), null);
        Assert.Equal("injected", projection.Parameters["projection.log_account.type"]);
        Assert.False(projection.Parameters.ContainsKey("projection.log_account.values"));
        Assert.Equal("eu-west-1", projection.Parameters["projection.log_region.values"]);
        Assert.Contains("Add at least one to the scope", Assert.Throws<ArgumentException>(() => projection.ToSql(TimeWindow.LastDays(1))).Message);
        Assert.StartsWith("log_account IN ('111122223333', '444455556666') AND log_region = 'eu-west-1' AND log_time >= ",
            projection.ToSql(TimeWindow.LastDays(1), new ArchiveScope { Accounts = ["111122223333", "444455556666"], Regions = ["eu-west-1"] }));
        Assert.Contains("'1' OR TRUE' is not a valid value",
            Assert.Throws<ArgumentException>(() => projection.ToSql(TimeWindow.LastDays(1), new ArchiveScope { Accounts = ["1' OR TRUE"] })).Message);
    }
}
