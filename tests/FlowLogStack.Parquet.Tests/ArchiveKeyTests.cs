using FlowLogStack.Records;

namespace FlowLogStack.Parquet.Tests;

/// <summary>Objects are left out by their S3 keys.</summary>
public sealed class ArchiveKeyTests
{
    static readonly DateTimeOffset Noon = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("s3://b/p/AWSLogs/111122223333/vpcflowlogs/eu-west-1/2026/01/05/a.log.gz", true)]
    [InlineData("b/AWSLogs/111122223333/vpcflowlogs/eu-west-1/2026/01/04/a.log.gz", false)]
    [InlineData("b/AWSLogs/111122223333/vpcflowlogs/eu-west-1/2026/01/06/a.log.gz", false)]
    [InlineData("b/AWSLogs/111122223333/vpcflowlogs/eu-west-1/2026/01/05/12/a.log.gz", true)]
    [InlineData("b/AWSLogs/111122223333/vpcflowlogs/eu-west-1/2026/01/05/14/a.log.gz", true)]
    [InlineData("b/AWSLogs/111122223333/vpcflowlogs/eu-west-1/2026/01/05/17/a.log.gz", false)]
    [InlineData("b/AWSLogs/111122223333/vpcflowlogs/eu-west-1/2026/01/05/08/a.log.gz", false)]
    [InlineData("b/AWSLogs/aws-account-id=111122223333/aws-service=vpcflowlogs/aws-region=eu-west-1/year=2026/month=01/day=05/a.parquet", true)]
    [InlineData("b/AWSLogs/aws-account-id=111122223333/aws-service=vpcflowlogs/aws-region=eu-west-1/year=2026/month=02/day=05/a.parquet", false)]
    [InlineData("b/AWSLogs/aws-account-id=111122223333/aws-service=vpcflowlogs/aws-region=eu-west-1/year=2026/month=01/day=05/hour=20/a.parquet", false)]
    [InlineData(@"b\AWSLogs\111122223333\vpcflowlogs\eu-west-1\2026\01\04\a.log.gz", false)]
    [InlineData("logs/day.log.gz", true)]
    [InlineData("2026/13/45/a.log.gz", true)]
    public void The_folders_of_every_layout_have_the_time(string key, bool isWanted) =>
        Assert.Equal(isWanted, ArchiveKey.MayContain(key, Noon, Noon.AddHours(1)));

    [Fact]
    public void A_range_without_a_start_or_an_end_is_open()
    {
        const string Key = "b/AWSLogs/111122223333/vpcflowlogs/eu-west-1/2026/01/04/a.log.gz";
        Assert.True(ArchiveKey.MayContain(Key));
        Assert.True(ArchiveKey.MayContain(Key, to: Noon));
        Assert.False(ArchiveKey.MayContain(Key, from: Noon));
    }

    [Theory]
    [InlineData("111122223333", "eu-west-1", true)]
    [InlineData("111122223333", "", true)]
    [InlineData("444455556666", "", false)]
    [InlineData("", "us-east-1", false)]
    public void Accounts_and_Regions_are_those_of_the_key(string account, string region, bool isWanted)
    {
        var scope = new ArchiveScope { Accounts = account.Length > 0 ? [account] : [], Regions = region.Length > 0 ? [region] : [] };
        Assert.Equal(isWanted, ArchiveKey.MayContain("b/AWSLogs/111122223333/vpcflowlogs/eu-west-1/2026/01/04/a.log.gz", scope: scope));
        Assert.True(ArchiveKey.MayContain("logs/day.log.gz", scope: scope));
    }

    [Fact]
    public void Every_folder_with_records_of_a_range_is_read()
    {
        foreach (var layout in new S3Layout[] { new(), new() { PerHourPartition = true }, new() { HiveCompatiblePartitions = true, PerHourPartition = true } })
        {
            // A record starts at most 15 minutes before its folder's time, and is delivered within the hour.
            for (var minutes = -15; minutes <= 105; minutes += 5)
            {
                var key = $"{layout.RegionPrefix("111122223333", "eu-west-1")}{layout.TimeFolder(Noon.AddMinutes(minutes))}a.log.gz";
                Assert.True(ArchiveKey.MayContain(key, Noon, Noon.AddHours(1)), key);
            }
        }
    }
}
