using Amazon.CloudFormation.Model;
using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;
using Amazon.CloudWatchLogs.Model;
using Amazon.EC2.Model;
using Amazon.SimpleNotificationService.Model;
using MetricTransformation = Amazon.CloudWatchLogs.Model.MetricTransformation;

namespace FlowLogStack.Verification.Tests;

/// <summary>A template with one resource of each kind, and an account in which all of it is as it should be, written by hand.</summary>
static class Given
{
    public const string File = "Deployment.template.json";
    public const string Topic = "arn:aws:sns:eu-west-1:111122223333:alerts";
    public const string Scan = "Deployment-Scan-1A2B3C";
    const string Default = "${version} ${account-id} ${interface-id} ${srcaddr} ${dstaddr} ${srcport} ${dstport} ${protocol} ${packets} ${bytes} ${start} "
        + "${end} ${action} ${log-status}";
    const string Pattern =
        "[version, account_id, interface_id, srcaddr, dstaddr, srcport, dstport, protocol, packets, bytes, start, end, action=REJECT, log_status]";

    public static DateTimeOffset Now { get; } = new(2026, 1, 31, 13, 5, 0, TimeSpan.Zero);

    public static string Template { get; } = System.IO.File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Rig", File));

    static DateTime At(double minutes) => Now.AddMinutes(minutes).UtcDateTime;

    public static Account Account()
    {
        var account = new Account();
        account.Stacks.Add(new Stack { StackName = "Deployment", StackId = "arn:aws:cloudformation:eu-west-1:111122223333:stack/Deployment/1",
            StackStatus = "UPDATE_COMPLETE", Parameters = [new Parameter { ParameterKey = "Limit", ParameterValue = "7" },
                new Parameter { ParameterKey = "Older", ParameterValue = "gone" }] });
        foreach (var (logical, physical) in new[]
        {
            ("Group", "flows"), ("Archive", "bucket"), ("Role", "deliver"), ("ToLogs", "fl-1"), ("ToArchive", "fl-2"), ("ToStream", "fl-3"),
            ("Filter", "rejects"), ("Forwarding", "forwarding"),
            ("Rule", "arn:aws:cloudwatch:eu-west-1:111122223333:insight-rule/scan"), ("Many", "Many rejects"), ("Scan", Scan), ("Either", "Either"),
            ("Topic", Topic), ("Subscription", Topic + ":1"), ("Board", "Network"),
        })
        {
            account.PhysicalIds.Add(logical, physical);
        }

        account.FlowLogs.AddRange(
        [
            new FlowLog { FlowLogId = "fl-1", FlowLogStatus = "ACTIVE", DeliverLogsStatus = "SUCCESS", ResourceId = "vpc-1", TrafficType = "ALL",
                LogDestinationType = "cloud-watch-logs", LogGroupName = "flows", LogFormat = Default, MaxAggregationInterval = 60,
                DeliverLogsPermissionArn = "arn:aws:iam::111122223333:role/delivery/deliver", CreationTime = At(-600) },
            new FlowLog { FlowLogId = "fl-2", FlowLogStatus = "ACTIVE", DeliverLogsStatus = "SUCCESS", ResourceId = "vpc-1", TrafficType = "REJECT",
                LogDestinationType = "s3", LogDestination = "arn:aws:s3:::bucket/network", LogFormat = "${srcaddr} ${action}", MaxAggregationInterval = 600,
                CreationTime = At(-600), DestinationOptions = new DestinationOptionsResponse { FileFormat = "plain-text", HiveCompatiblePartitions = true,
                    PerHourPartition = true } },
            new FlowLog { FlowLogId = "fl-3", FlowLogStatus = "ACTIVE", DeliverLogsStatus = "SUCCESS", ResourceId = "tgw-1",
                LogDestinationType = "kinesis-data-firehose", LogDestination = "arn:aws:firehose:eu-west-1:111122223333:deliverystream/records",
                LogFormat = Default, MaxAggregationInterval = 60, CreationTime = At(-600) },
        ]);
        account.Data[("IncomingLogEvents", At(-7))] = 3;
        account.Data[("IncomingLogEvents", At(-6))] = 4;
        account.Data[("IncomingRecords", At(-6))] = 1;
        account.Objects.Add(("network/AWSLogs/aws-account-id=111122223333/aws-service=vpcflowlogs/aws-region=eu-west-1/year=2026/month=01/day=31/hour=12/"
            + "111122223333_vpcflowlogs_eu-west-1_fl-2_20260131T1250Z_0a1b2c3d.log.gz", At(-10)));
        account.MetricFilters.Add(new MetricFilter { FilterName = "others", LogGroupName = "flows", FilterPattern = "" });
        account.MetricFilters.Add(new MetricFilter { FilterName = "rejects", LogGroupName = "flows", FilterPattern = Pattern,
            MetricTransformations = [new MetricTransformation { MetricNamespace = "net", MetricName = "Rejects", MetricValue = "1", DefaultValue = 0 }] });
        account.SubscriptionFilters.Add(new SubscriptionFilter { FilterName = "forwarding", LogGroupName = "flows", FilterPattern = "",
            DestinationArn = "arn:aws:lambda:eu-west-1:111122223333:function:forward" });
        account.Rules.Add(new InsightRule { Name = "scan", State = "ENABLED",
            Definition = """
                { "LogGroupNames": ["flows"], "LogFormat": "CLF", "AggregateOn": "Count", "Fields": { "4": "srcaddr" },
                  "Contribution": { "Keys": ["srcaddr"] } }
                """ });
        account.Alarms.Add(new MetricAlarm { AlarmName = "Many rejects", Namespace = "net", MetricName = "Rejects", Statistic = "Sum", Period = 60,
            EvaluationPeriods = 5, Threshold = 7, ComparisonOperator = "GreaterThanThreshold", ActionsEnabled = true, AlarmActions = [Topic],
            OKActions = [Topic], StateValue = StateValue.OK });
        account.Alarms.Add(new MetricAlarm
        {
            AlarmName = Scan,
            EvaluationPeriods = 2,
            DatapointsToAlarm = 1,
            Threshold = 200,
            ComparisonOperator = "GreaterThanThreshold",
            TreatMissingData = "notBreaching",
            ActionsEnabled = true,
            StateValue = StateValue.OK,
            Metrics =
            [
                new MetricDataQuery { Id = "e1", Expression = "INSIGHT_RULE_METRIC('scan', 'UniqueContributors') + m1", Period = 300, ReturnData = true },
                new MetricDataQuery { Id = "m1", ReturnData = false,
                    MetricStat = new MetricStat { Period = 300, Stat = "Sum", Metric = new Metric { Namespace = "net", MetricName = "Rejects" } } },
            ],
        });
        account.Composites.Add(new CompositeAlarm { AlarmName = "Either", AlarmRule = $"ALARM(\"{Scan}\")", ActionsEnabled = true, AlarmActions = [Topic],
            StateValue = StateValue.OK });
        account.Subscriptions.Add(new Subscription { TopicArn = Topic, Protocol = "email", Endpoint = "ops@example.com", SubscriptionArn = Topic + ":1" });
        account.Dashboards["Network"] = """{"widgets":[]}""";
        return account;
    }

    public static async Task<VerificationResult> VerifyAsync(Account account, VerificationOptions? options = null, string? template = null,
        CancellationToken cancellation = default)
    {
        var verification = await StackVerification.OpenAsync(template ?? Template, File, (options ?? new VerificationOptions()) with { Time = new Clock() },
            account.Services, cancellation);
        return await verification.RunAsync(cancellation: cancellation);
    }

    /// <summary>The only check that did not pass.</summary>
    public static async Task<Check> OnlyAsync(Account account, VerificationOptions? options = null) =>
        Assert.Single((await VerifyAsync(account, options)).Checks, check => check.Outcome is not CheckOutcome.Passed);

    public sealed class Clock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;
    }
}
