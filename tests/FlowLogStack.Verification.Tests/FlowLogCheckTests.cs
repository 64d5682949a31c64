using Amazon.EC2.Model;

namespace FlowLogStack.Verification.Tests;

public sealed class FlowLogCheckTests
{
    public static TheoryData<string, string, Action<FlowLog>> Changed => new()
    {
        { "fl-1", "ResourceId is 'vpc-9', but 'vpc-1' in the template", flowLog => flowLog.ResourceId = "vpc-9" },
        { "fl-1", "MaxAggregationInterval is 600, but 60 in the template", flowLog => flowLog.MaxAggregationInterval = 600 },
        { "fl-1", "TrafficType is 'REJECT', but 'ALL' in the template", flowLog => flowLog.TrafficType = "REJECT" },
        { "fl-1", "its destination is 'others', but 'flows' in the template", flowLog => flowLog.LogGroupName = "others" },
        { "fl-1", "DeliverLogsPermissionArn is 'arn:aws:iam::111122223333:role/deliver', but 'arn:aws:iam::111122223333:role/delivery/deliver' in the template",
            flowLog => flowLog.DeliverLogsPermissionArn = "arn:aws:iam::111122223333:role/deliver" },
        { "fl-1", "its status is unknown", flowLog => flowLog.FlowLogStatus = null },
        { "fl-2", "LogFormat is '${srcaddr}', but '${srcaddr} ${action}' in the template", flowLog => flowLog.LogFormat = "${srcaddr}" },
        { "fl-2", "its destination is 'arn:aws:s3:::bucket', but 'arn:aws:s3:::bucket/network' in the template", flowLog =>
            flowLog.LogDestination = "arn:aws:s3:::bucket" },
        { "fl-2", "the file format is 'parquet', but 'plain-text' in the template", flowLog => flowLog.DestinationOptions!.FileFormat = "parquet" },
        { "fl-2", "PerHourPartition is 'false', but 'true' in the template", flowLog => flowLog.DestinationOptions!.PerHourPartition = false },
        { "fl-2", "HiveCompatiblePartitions is 'false', but 'true' in the template", flowLog => flowLog.DestinationOptions!.HiveCompatiblePartitions = false },
    };

    [Theory]
    [MemberData(nameof(Changed))]
    public async Task Fails_a_flow_log_that_is_set_up_otherwise(string id, string detail, Action<FlowLog> change)
    {
        var account = Given.Account();
        change(account.FlowLogs.Find(flowLog => flowLog.FlowLogId == id)!);

        var check = await Given.OnlyAsync(account);

        Assert.Equal((CheckKind.FlowLog, CheckOutcome.Failed, detail), (check.Kind, check.Outcome, check.Detail));
        Assert.StartsWith(id, check.Subject);
    }

    [Fact]
    public async Task A_log_group_may_be_named_by_its_arn()
    {
        var account = Given.Account();
        (account.FlowLogs[0].LogGroupName, account.FlowLogs[0].LogDestination) = (null, "arn:aws:logs:eu-west-1:111122223333:log-group:flows:*");
        Assert.True((await Given.VerifyAsync(account)).HasPassed);
    }

    [Fact]
    public async Task A_transit_gateway_has_no_traffic_type_whatever_ec2_calls_that()
    {
        var account = Given.Account();
        account.FlowLogs[2].TrafficType = "ALL";
        Assert.True((await Given.VerifyAsync(account)).HasPassed);
    }

    [Fact]
    public async Task Fails_a_flow_log_that_somebody_deleted()
    {
        var account = Given.Account();
        account.FlowLogs.RemoveAt(2);
        var check = await Given.OnlyAsync(account);
        Assert.Equal(("fl-3 to stream records", CheckOutcome.Failed, "the flow log was deleted"), (check.Subject, check.Outcome, check.Detail));
    }

    [Theory]
    [InlineData("FAILED", "Access error", CheckOutcome.Failed, "deliveries fail: Access error")]
    [InlineData("FAILED", null, CheckOutcome.Failed, "deliveries fail: EC2 returned no reason")]
    [InlineData(null, null, CheckOutcome.Warning, "EC2 has not reported a delivery yet")]
    public async Task Tells_why_deliveries_fail(string? status, string? message, CheckOutcome outcome, string detail)
    {
        var account = Given.Account();
        (account.FlowLogs[0].DeliverLogsStatus, account.FlowLogs[0].DeliverLogsErrorMessage) = (status, message);
        var check = await Given.OnlyAsync(account);
        Assert.Equal((CheckKind.Delivery, outcome, detail), (check.Kind, check.Outcome, check.Detail));
    }

    [Fact]
    public async Task Fails_a_log_group_that_nothing_reaches_unless_its_flow_log_is_new()
    {
        var account = Given.Account();
        account.Data.Remove(("IncomingLogEvents", Given.Now.AddMinutes(-7).UtcDateTime));
        account.Data.Remove(("IncomingLogEvents", Given.Now.AddMinutes(-6).UtcDateTime));
        account.Data[("IncomingLogEvents", Given.Now.AddMinutes(-31).UtcDateTime)] = 5;
        var check = await Given.OnlyAsync(account);
        Assert.Equal((CheckKind.Arrival, "log group flows", CheckOutcome.Failed, "nothing arrived in the last 30 minutes"),
            (check.Kind, check.Subject, check.Outcome, check.Detail));

        Assert.True((await Given.VerifyAsync(account, new VerificationOptions { Within = TimeSpan.FromMinutes(40) })).HasPassed);
        account.FlowLogs[0].CreationTime = Given.Now.AddMinutes(-10).UtcDateTime;
        Assert.Equal((CheckOutcome.Warning, "nothing arrived in the last 30 minutes, but the flow log is newer than that"),
            await Given.OnlyAsync(account) is var young ? (young.Outcome, young.Detail) : default);
    }

    [Theory]
    [InlineData("network/AWSLogs/aws-account-id=111122223333/service=vpcflowlogs/aws-region=eu-west-1/year=2026/month=01/day=31/hour=12/"
        + "111122223333_vpcflowlogs_eu-west-1_fl-2_20260131T1250Z_1.log.gz", -10, true)]
    [InlineData("network/AWSLogs/aws-account-id=111122223333/aws-service=vpcflowlogs/aws-region=eu-west-1/year=2026/month=01/day=31/hour=12/"
        + "111122223333_vpcflowlogs_eu-west-1_fl-2_20260131T1220Z_1.log.gz", -40, false)]
    [InlineData("network/AWSLogs/aws-account-id=111122223333/aws-service=vpcflowlogs/aws-region=eu-west-1/year=2026/month=01/day=31/hour=12/"
        + "111122223333_vpcflowlogs_eu-west-1_fl-9_20260131T1250Z_1.log.gz", -10, false)]
    [InlineData("AWSLogs/aws-account-id=111122223333/aws-service=vpcflowlogs/aws-region=eu-west-1/year=2026/month=01/day=31/hour=12/"
        + "111122223333_vpcflowlogs_eu-west-1_fl-2_20260131T1250Z_1.log.gz", -10, false)]
    public async Task Sees_an_object_that_this_flow_log_delivered_lately(string key, int minutes, bool passes)
    {
        var account = Given.Account();
        account.Objects[0] = (key, Given.Now.AddMinutes(minutes).UtcDateTime);
        Assert.Equal(passes, (await Given.VerifyAsync(account)).HasPassed);
    }

    [Fact]
    public async Task Finds_the_filters_as_the_template_has_them()
    {
        var account = Given.Account();
        account.MetricFilters[1].MetricTransformations![0].DefaultValue = null;
        Assert.Equal("DefaultValue is nothing, but 0 in the template", (await Given.OnlyAsync(account)).Detail);
        account = Given.Account();
        account.MetricFilters[1].MetricTransformations![0].MetricName = "Accepts";
        Assert.Equal("MetricName is 'Accepts', but 'Rejects' in the template", (await Given.OnlyAsync(account)).Detail);
        account = Given.Account();
        account.MetricFilters[1].MetricTransformations![0].Dimensions = new() { ["Interface"] = "$interface_id" };
        Assert.Equal("Dimensions is 'Interface=$interface_id', but nothing in the template", (await Given.OnlyAsync(account)).Detail);
        account = Given.Account();
        account.MetricFilters.RemoveAt(1);
        Assert.Equal("the log group flows lacks the filter", (await Given.OnlyAsync(account)).Detail);
        account = Given.Account();
        account.SubscriptionFilters[0].DestinationArn = "arn:other";
        Assert.Equal((CheckKind.SubscriptionFilter,
            "DestinationArn is 'arn:other', but 'arn:aws:lambda:eu-west-1:111122223333:function:forward' in the template"),
            await Given.OnlyAsync(account) is var other ? (other.Kind, other.Detail) : default);
    }
}
