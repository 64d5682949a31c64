namespace FlowLogStack.Records.Tests;

/// <summary>Tables of activity logs as text. The tests of Athena read rows of them.</summary>
public sealed class ActivityProjectionTests
{
    static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Serializers_and_statements_are_those_of_AWSs_own_tables()
    {
        var trail = ActivityProjection.OfTrail("trail", PartitionValues.Of("111122223333"), PartitionValues.Of("us-east-1")).ToTable();
        Assert.Equal(("cloudtrail", "org.apache.hive.hcatalog.data.JsonSerDe", "com.amazon.emr.cloudtrail.CloudTrailInputFormat"),
            (trail.Name, trail.SerializationLibrary, trail.InputFormat));
        Assert.Equal("s3://trail/AWSLogs/${log_account}/CloudTrail/${log_region}/${log_time}/", trail.Parameters["storage.location.template"]);
        var access = ActivityProjection.OfAccessLogs("logs", PartitionValues.Of("1"), PartitionValues.Of("r"), ["b"], ["archive/"]).ToTable();
        Assert.Equal(("s3_access_logs", "org.apache.hadoop.hive.serde2.RegexSerDe"), (access.Name, access.SerializationLibrary));
        // In a statement, a backslash is written twice.
        Assert.Contains(@"\\[([^\\]]*)\\]", access.ToDdl("db"), StringComparison.Ordinal);
        Assert.Contains(@"\[([^\]]*)\]", access.SerializationParameters["input.regex"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/trail", null)]
    [InlineData("trail/", null)]
    [InlineData("a//b", null)]
    [InlineData("", "exampleorgid")]
    public void Prefixes_and_organizations_that_no_key_has_are_errors(string prefix, string? organization) =>
        Assert.Throws<ArgumentException>(() => ActivityProjection.OfTrail("trail", PartitionValues.Of("1"), PartitionValues.Of("r"), prefix, organization));

    [Fact]
    public void A_window_selects_its_days_the_day_after_and_the_times_of_its_records()
    {
        var trail = ActivityProjection.OfTrail("trail", PartitionValues.Of("1"), PartitionValues.GivenByQuery);
        var scope = new ArchiveScope { Regions = ["us-east-1"] };
        Assert.Equal("log_region = 'us-east-1' AND log_time >= '2026/11/20' AND log_time < '2026/11/23' AND from_iso8601_timestamp(eventtime) >= "
            + "from_iso8601_timestamp('2026-11-20T10:00:00.000Z') AND from_iso8601_timestamp(eventtime) < from_iso8601_timestamp('2026-11-21T10:00:00.000Z')",
            trail.ToSql(TimeWindow.Between(Now.AddHours(-26), Now.AddHours(-2)), scope));
        Assert.Contains("each query has to set them", Assert.Throws<ArgumentException>(() => trail.ToSql(TimeWindow.LastDays(1))).Message,
            StringComparison.Ordinal);
    }
}
