namespace FlowLogStack.Records.Tests;

public sealed class S3LayoutTests
{
    [Theory]
    [InlineData(false, "", "AWSLogs/111122223333/", "AWSLogs/111122223333/vpcflowlogs/eu-west-1/")]
    [InlineData(true, "", "AWSLogs/aws-account-id=111122223333/", "AWSLogs/aws-account-id=111122223333/aws-service=vpcflowlogs/aws-region=eu-west-1/")]
    [InlineData(false, "net/flow", "net/flow/AWSLogs/111122223333/", "net/flow/AWSLogs/111122223333/vpcflowlogs/eu-west-1/")]
    public void Names_the_folders_that_the_service_writes_to(bool hive, string prefix, string account, string region)
    {
        var layout = new S3Layout { HiveCompatiblePartitions = hive, Prefix = prefix }.Validated();
        Assert.Equal(account, layout.AccountPrefix("111122223333"));
        Assert.Equal(region, layout.RegionPrefix("111122223333", "eu-west-1"));
    }

    [Fact]
    public void Takes_the_service_key_of_transit_gateways_as_it_is_told() =>
        Assert.Equal("AWSLogs/aws-account-id=1/service=vpcflowlogs/aws-region=r/",
            new S3Layout { HiveCompatiblePartitions = true, HiveServiceKey = "service" }.RegionPrefix("1", "r"));

    [Theory]
    [InlineData(false, false, "2026/01/31/")]
    [InlineData(false, true, "2026/01/31/22/")]
    [InlineData(true, false, "year=2026/month=01/day=31/")]
    [InlineData(true, true, "year=2026/month=01/day=31/hour=22/")]
    public void Has_a_folder_for_each_day_or_hour_of_utc(bool hive, bool hourly, string folder) =>
        Assert.Equal(folder, new S3Layout { HiveCompatiblePartitions = hive,
            PerHourPartition = hourly }.TimeFolder(new DateTimeOffset(2026, 2, 1, 0, 30, 0, TimeSpan.FromHours(2))));

    [Theory]
    [InlineData("AWSLogs", "which AWS reserves")]
    [InlineData("net/AWSLogs/x", "which AWS reserves")]
    [InlineData("/net", "has an empty part")]
    [InlineData("net/", "has an empty part")]
    [InlineData("net//x", "has an empty part")]
    [InlineData("../net", "has the part '..'")]
    [InlineData("net/./x", "has the part '.'")]
    [InlineData("net work", "contains ' '")]
    [InlineData("net*", "contains '*'")]
    public void Refuses_a_prefix_that_the_service_or_a_policy_would_misread(string prefix, string reason)
    {
        var error = Assert.Throws<ArgumentException>(() => new S3Layout { Prefix = prefix }.Validated());
        Assert.Contains($"The prefix '{prefix}'", error.Message);
        Assert.Contains(reason, error.Message);
    }
}
