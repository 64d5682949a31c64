namespace FlowLogStack.Simulation.Tests;

public sealed class DestinationArnTests
{
    [Theory]
    [InlineData("arn:aws:logs:eu-west-1:111122223333:log-group:/vpc/flows", "/vpc/flows")]
    [InlineData("arn:aws-cn:logs:cn-north-1:111122223333:log-group:flows:*", "flows")]
    [InlineData("arn:aws:s3:::bucket/flows", null)]
    [InlineData(null, null)]
    public void A_log_group_is_named_without_its_streams(string? arn, string? name) => Assert.Equal(name, DestinationArn.LogGroupOf(arn));

    [Theory]
    [InlineData("arn:aws:s3:::bucket", "bucket", "")]
    [InlineData("arn:aws:s3:::bucket/", "bucket", "")]
    [InlineData("arn:aws-us-gov:s3:::bucket/a/b/", "bucket", "a/b")]
    public void A_bucket_is_named_with_the_folder_in_it(string arn, string name, string folder) => Assert.Equal((name, folder), DestinationArn.BucketOf(arn));

    [Theory]
    [InlineData("arn:aws:logs:eu-west-1:111122223333:log-group:flows")]
    [InlineData(null)]
    public void What_is_no_bucket_names_none(string? arn) => Assert.Null(DestinationArn.BucketOf(arn));
}
