using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.KinesisFirehose;
using Amazon.CDK.AWS.Logs;
using Amazon.CDK.AWS.S3;
using Amazon.CDK.AWS.SecretsManager;
using Amazon.CDK.AWS.SNS;
using FlowLogStack.Process;
using FlowLogStack.Watch;

namespace FlowLogStack.Compositions.Tests;

/// <summary>Resources of other accounts and Regions: errors if the service doesn't support them, even if the stack's environment isn't known.</summary>
public sealed class EnvironmentTests : CompositionTests
{
    const string Stream = $"arn:aws:firehose:{Region}:{OtherAccount}:deliverystream/flow-logs";

    [Theory]
    [InlineData(OtherAccount, Region, $"is in account {OtherAccount}, but what uses it is in account {Account}")]
    [InlineData(Account, "us-east-1", "is in us-east-1, but what uses it is in eu-west-1")]
    public void Refuses_a_log_group_of_another_environment(string account, string region, string message)
    {
        var stack = In("Net");
        var group = LogGroup.FromLogGroupArn(stack, "Central", $"arn:aws:logs:{region}:{account}:log-group:/org/flow-logs:*");
        foreach (var use in new Action[]
        {
            () => new FlowLogMonitoring(stack, "FlowLogs", OneVpc with { Archive = null, LogGroup = new FlowLogGroupProps { Existing = group } }),
            () => new DetectionAlarm(stack, "Alarm", new DetectionAlarmProps { Detection = Detections.SshRejects, LogGroup = group }),
            () => Forwarder(stack).Subscribe(group),
        })
            Assert.Contains(message, Assert.Throws<ArgumentException>(use).Message);
    }

    [Fact]
    public void A_template_of_any_environment_holds_itself_to_that_of_its_log_group()
    {
        var stack = Anywhere("Net");
        var group = LogGroup.FromLogGroupArn(stack, "Central", $"arn:aws:logs:{Region}:{OtherAccount}:log-group:/org/flow-logs:*");
        new FlowLogMonitoring(stack, "FlowLogs", OneVpc with { Archive = null, LogGroup = new FlowLogGroupProps { Existing = group } });
        Assert.Equal(
            [$$"""{"Fn::Equals":[{"Ref":"AWS::AccountId"},"{{OtherAccount}}"]}""", $$"""{"Fn::Equals":[{"Ref":"AWS::Region"},"{{Region}}"]}"""],
            Assertions(SynthesizedApp.Of(App)["Net"]));
    }

    [Fact]
    public void A_group_by_name_is_of_the_stacks_own_environment()
    {
        var stack = Anywhere("Net");
        new FlowLogMonitoring(stack, "FlowLogs", OneVpc with { LogGroup = new FlowLogGroupProps { Existing = LogGroup.FromLogGroupName(stack, "G",
            "/flow") } });
        Assert.Empty(Assertions(Delivers()["Net"]));
    }

    [Fact]
    public void A_template_of_any_environment_holds_itself_to_that_of_its_stream()
    {
        new FlowLogMonitoring(Anywhere("Net"), "FlowLogs", OneVpc with { Firehose = CaptureDestination.Firehose(Stream) });
        Assert.Contains(Assertions(Delivers()["Net"]), assertion => assertion.Contains(OtherAccount, StringComparison.Ordinal));
    }

    [Fact]
    public void Refuses_a_stream_of_a_stack_of_another_account()
    {
        var stream = new CfnDeliveryStream(In("Streams", OtherAccount), "Stream", new CfnDeliveryStreamProps { DeliveryStreamType = "DirectPut" });
        var error = Assert.Throws<ArgumentException>(() =>
            new FlowLogMonitoring(In("Net"), "FlowLogs", OneVpc with { Firehose = CaptureDestination.Firehose(stream) }));
        Assert.Contains($"'Streams/Stream' is in account {OtherAccount}, but the flow log is in account {Account}", error.Message);
    }

    [Fact]
    public void A_bucket_of_another_account_and_region_is_delivered_to_with_the_statements_it_needs()
    {
        var stack = In("Net");
        var bucket = Bucket.FromBucketAttributes(stack, "Central",
            new BucketAttributes { BucketArn = "arn:aws:s3:::central-logs", Account = OtherAccount, Region = "us-east-1" });
        new FlowLogMonitoring(stack, "FlowLogs", OneVpc with { Archive = new FlowLogArchiveProps { Existing = bucket } });
        Assert.Contains(Delivers().Messages("warning"), warning =>
            warning.Contains($"arn:aws:s3:::central-logs/AWSLogs/{Account}/*", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(OtherAccount, Region)]
    [InlineData(Account, "us-east-1")]
    public void Refuses_to_read_a_bucket_whose_events_go_elsewhere(string account, string region)
    {
        var stack = In("Net");
        var bucket = Bucket.FromBucketAttributes(stack, "Central",
            new BucketAttributes { BucketArn = "arn:aws:s3:::central-logs", Account = account, Region = region });
        var archive = new FlowLogArchive(stack, "Archive", new FlowLogArchiveProps { Existing = bucket });
        Assert.Contains("EventBridge of the bucket's own account and region", Assert.Throws<ArgumentException>(() => Forwarder(stack).ReadFrom(archive))
            .Message);
    }

    [Fact]
    public void A_named_bucket_of_a_stack_of_another_account_admits_the_account_of_the_flow_logs()
    {
        var bucket = new Bucket(In("Storage", OtherAccount), "Logs", new BucketProps { BucketName = "central-flow-logs" });
        new FlowLogMonitoring(In("Net"), "FlowLogs", OneVpc with { Archive = new FlowLogArchiveProps { Existing = bucket } });
        var app = Delivers();
        Assert.Contains($"arn:aws:logs:{Region}:{Account}:*", app["Storage"].Text);
    }

    [Fact]
    public void Refuses_to_name_an_account_that_is_not_known_in_the_policy_of_a_stack_whose_is()
    {
        var bucket = new Bucket(In("Storage", OtherAccount), "Logs", new BucketProps { BucketName = "central-flow-logs" });
        var error = Assert.Throws<ArgumentException>(() =>
            new FlowLogMonitoring(Anywhere("Net"), "FlowLogs", OneVpc with { Archive = new FlowLogArchiveProps { Existing = bucket } }));
        Assert.Contains("Set the env of the stack, or Accounts of the archive", error.Message);
    }

    [Fact]
    public void Refuses_a_topic_of_another_region()
    {
        var stack = In("Net");
        var topic = Topic.FromTopicArn(stack, "Pager", $"arn:aws:sns:us-east-1:{Account}:pager");
        Assert.Contains("CloudWatch notifies topics of the alarm's own region",
            Assert.Throws<ArgumentException>(() => new FlowLogProcessor(stack, "Forwarder", new FlowLogProcessorProps { Topics = [topic] })).Message);
    }

    [Fact]
    public void An_imported_topic_has_one_warning_with_the_statements_it_needs()
    {
        var stack = In("Net");
        var topic = Topic.FromTopicArn(stack, "Pager", $"arn:aws:sns:{Region}:{OtherAccount}:pager");
        new FlowLogProcessor(stack, "Forwarder", new FlowLogProcessorProps { Topics = [topic] }).Subscribe(new FlowLogGroup(stack, "Logs").LogGroup);
        var warning = Assert.Single(Delivers().Messages("warning"));
        Assert.Contains($"arn:aws:cloudwatch:{Region}:{Account}:alarm:*", warning);
        Assert.Contains("kms:GenerateDataKey*", warning);
    }

    [Fact]
    public void A_secret_of_another_account_has_a_warning_with_the_statements_it_needs_and_of_another_region_is_refused()
    {
        var stack = In("Net");
        var central = Secret.FromSecretCompleteArn(stack, "Central", $"arn:aws:secretsmanager:{Region}:{OtherAccount}:secret:endpoint-AbCdEf");
        new FlowLogProcessor(stack, "Forwarder", new FlowLogProcessorProps { Endpoint = new EndpointOutput { Secret = central } })
            .Subscribe(new FlowLogGroup(stack, "Logs").LogGroup);
        var warning = Assert.Single(Delivers().Messages("warning"));
        var statements = Regex.Matches(warning, @"^\[$.*?^\]", RegexOptions.Multiline | RegexOptions.Singleline)
            .Select(json => Assert.Single(JsonNode.Parse(json.Value)!.AsArray())!).ToList();
        Assert.Equal(2, statements.Count);
        Assert.Equal("""["secretsmanager:GetSecretValue","secretsmanager:DescribeSecret"]""", statements[0]["Action"]!.ToJsonString());
        Assert.Equal("kms:Decrypt", (string?)statements[1]["Action"]);
        Assert.All(statements, statement => Assert.StartsWith("<Arn of Forwarder", (string?)statement["Principal"]!["AWS"]));
        Assert.Equal($"secretsmanager.{Region}.amazonaws.com", (string?)statements[1]["Condition"]!["StringEquals"]!["kms:ViaService"]);
        Assert.Equal(central.SecretArn, (string?)statements[1]["Condition"]!["StringLike"]!["kms:EncryptionContext:SecretARN"]);
        var far = Secret.FromSecretCompleteArn(stack, "Far", $"arn:aws:secretsmanager:us-east-1:{Account}:secret:endpoint-AbCdEf");
        Assert.Contains("Replicate it", Assert.Throws<ArgumentException>(() =>
            new FlowLogProcessor(stack, "Second", new FlowLogProcessorProps { Endpoint = new EndpointOutput { Secret = far } })).Message);
    }

    [Fact]
    public void A_role_of_the_app_that_is_given_delivers()
    {
        var stack = In("Net");
        var role = new Role(In("Security"), "Delivery", new RoleProps { AssumedBy = new ServicePrincipal("ec2.amazonaws.com") });
        new FlowLogMonitoring(stack, "FlowLogs", OneVpc with { LogGroup = new FlowLogGroupProps { LogGroupName = "/network/flow", DeliveryRole = role } });
        Delivers();
    }

    [Fact]
    public void An_imported_role_has_a_message_with_the_statements_it_needs()
    {
        var stack = In("Net");
        new FlowLogMonitoring(stack, "FlowLogs", OneVpc with { LogGroup = new FlowLogGroupProps { DeliveryRole = Role.FromRoleArn(stack, "Delivery",
            $"arn:aws:iam::{Account}:role/Delivery") } });
        Assert.Contains(Delivers().Messages("info"), message => message.Contains("logs:PutLogEvents", StringComparison.Ordinal)
            && message.Contains("vpc-flow-logs.amazonaws.com", StringComparison.Ordinal));
    }

    static IReadOnlyList<string> Assertions(SynthesizedStack stack) =>
    [
        .. (stack.Template["Rules"]?.AsObject() ?? []).Where(rule => rule.Key != "CheckBootstrapVersion"
            && !rule.Key.Contains("FormatIsUnchanged", StringComparison.Ordinal))
            .SelectMany(rule => rule.Value!["Assertions"]!.AsArray())
            .Select(assertion => assertion!["Assert"]!.ToJsonString()).Order(),
    ];
}
