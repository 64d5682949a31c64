namespace FlowLogStack.Records.Tests;

/// <summary>SQL that selects the folders of a time window. The Athena tests run it; these fix its text, without an engine.</summary>
public sealed class PartitionWindowTests
{
    static readonly DateTimeOffset From = new(2026, 11, 21, 22, 30, 0, TimeSpan.Zero);

    static string Sql(TimeWindow window, bool isHive, bool isHourly) =>
        PartitionWindow.ToSql(new S3Layout { HiveCompatiblePartitions = isHive, PerHourPartition = isHourly }, window);

    // From 22:30 to 00:30. Records are in the folder of their end, up to fifteen minutes later.
    [Theory]
    [InlineData(false, false, "log_time >= '2026/11/21' AND log_time < '2026/11/23' AND \"start\" >= 1795300200 AND \"start\" < 1795307400")]
    [InlineData(false, true, "log_time >= '2026/11/21/22' AND log_time < '2026/11/22/01' AND \"start\" >= 1795300200 AND \"start\" < 1795307400")]
    [InlineData(true, false, "log_year BETWEEN 2026 AND 2026 AND log_month IN (11) AND log_day IN (21, 22) "
        + "AND log_year * 10000 + log_month * 100 + log_day BETWEEN 20261121 AND 20261122 AND \"start\" >= 1795300200 AND \"start\" < 1795307400")]
    [InlineData(true, true, "log_year BETWEEN 2026 AND 2026 AND log_month IN (11) AND log_day IN (21, 22) AND log_hour IN (22, 23, 0) "
        + "AND log_year * 1000000 + log_month * 10000 + log_day * 100 + log_hour BETWEEN 2026112122 AND 2026112200 "
        + "AND \"start\" >= 1795300200 AND \"start\" < 1795307400")]
    public void Selects_the_folders_of_a_window_between_two_moments(bool isHive, bool isHourly, string expected) =>
        Assert.Equal(expected, Sql(TimeWindow.Between(From, From.AddHours(2)), isHive, isHourly));
}
