using System.Text.Json.Nodes;
using Amazon.CDK.AWS.KinesisFirehose;
using FlowLogStack.Capture;
using FlowLogStack.Organization;
using FlowLogStack.Processing;
using FlowLogStack.Watch;

namespace FlowLogStack.Constructs.Tests.Organization;

/// <summary>The function that creates flow logs for every VPC: its rules, permissions and alarms.</summary>
public sealed class FlowLogEnablerTests : ConstructTests
{
    const string Everywhere = "*";

    static readonly CaptureDestination Central = CaptureDestination.Bucket("central-flow-logs", new S3Layout { FileFormat = FileFormat.Parquet });

    FlowLogEnabler New(Func<FlowLogEnablerProps, FlowLogEnablerProps>? change = null)
    {
        var props = new FlowLogEnablerProps { Destinations = [Central], Format = FlowLogFormat.V5 };
        return new FlowLogEnabler(Stack, "Enabler", change is null ? props : change(props));
    }

    // References are known only after deployment.
    EnablerSettings Settings()
    {
        var variables = Stack.Template().Only("AWS::Lambda::Function")["Environment"]!["Variables"]!.AsObject();
        return EnablerSettings.Read(name => variables[name] is { } value ? Resolved(value) : null);
    }

    static string Resolved(JsonNode value) => value switch
    {
        JsonValue text => (string)text!,
        JsonObject { Count: 1 } function when function["Fn::Join"] is JsonArray join => string.Concat(join[1]!.AsArray().Select(part => Resolved(part!))),
        JsonObject function when function["Ref"] is { } reference => $"<{reference}>",
        _ => "<value>",
    };

    JsonObject[] Statements() => [.. Stack.Template().Only("AWS::IAM::Role")["Policies"]!.AsArray().Single(policy =>
        (string?)policy!["PolicyName"] == "CreateFlowLogs")!["PolicyDocument"]!["Statement"]!.AsArray().Select(statement => statement!.AsObject())];

    JsonObject Statement(string sid) => Assert.Single(Statements(), statement => (string?)statement["Sid"] == sid);

    [Fact]
    public void The_function_reads_the_flow_logs_that_the_properties_describe()
    {
        New(props => props with { TrafficType = TrafficType.Reject, AggregationInterval = AggregationInterval.TenMinutes, OptOut = new OptOutTag("Team", "lab"),
            DryRun = true });
        var settings = Settings();
        Assert.Equal((FlowLogFormat.V5.ToString(), "REJECT", 600), (settings.Plan.Format, settings.Plan.Traffic, settings.Plan.Interval));
        Assert.Equal(new EnablerPlan.Destination("s3", "arn:<AWS::Partition>:s3:::central-flow-logs") { FileFormat = "parquet" },
            Assert.Single(settings.Plan.Destinations));
        Assert.Equal(("<AWS::AccountId>", "Test-Enabler", true), (settings.Account, settings.Creator, settings.IsDryRun));
        Assert.Equal(new OptOutTag("Team", "lab"), settings.OptOut);
    }

    [Fact]
    public void Tag_fields_have_their_keys_and_the_permission_to_read_tags()
    {
        New(props => props with
        {
            Format = FlowLogFormat.Parse("${srcaddr} ${instance-tag} ${asg-tag}"),
            TagFields = new TagFields { InstanceKeys = ["team"], AutoScalingGroupKeys = ["app"] },
        });
        Assert.Equal(["instance team", "auto-scaling-group app"], Settings().Plan.TagFields.Select(tags => $"{tags.ResourceType} {tags.Keys[0]}"));
        Assert.Equal("""["autoscaling:DescribeTags","ec2:DescribeTags"]""", Statement("FindTags")["Action"]!.ToJsonString());
    }

    [Fact]
    public void New_vpcs_and_the_schedule_invoke_the_function_and_nothing_else_does()
    {
        New();
        var template = Stack.Template();
        template.Has("AWS::Events::Rule", """
            {
              "EventPattern": {
                "source": ["aws.ec2"], "detail-type": ["AWS API Call via CloudTrail"],
                "detail": { "eventSource": ["ec2.amazonaws.com"], "eventName": ["CreateVpc", "CreateDefaultVpc"], "errorCode": [{ "exists": false }] }
              }
            }
            """);
        template.Has("AWS::Events::Rule", """{ "ScheduleExpression": "rate(1 hour)", "Targets": [{ "Id": "Function", "Input": "{\"reconcile\":{}}" }] }""");
        var permissions = template.ResourcesOf("AWS::Lambda::Permission").Values.Select(permission => permission["Properties"]!).ToList();
        Assert.Equal(2, permissions.Count);
        Assert.All(permissions, permission =>
        {
            Assert.Equal("events.amazonaws.com", (string?)permission["Principal"]);
            Assert.Equal("""{"Ref":"AWS::AccountId"}""", permission["SourceAccount"]!.ToJsonString());
            Assert.Contains("Fn::GetAtt", permission["SourceArn"]!.ToJsonString(), StringComparison.Ordinal);
        });
        Assert.All(template.ResourcesOf("AWS::Events::Rule").Values, rule =>
            Assert.NotNull(rule["Properties"]!["Targets"]![0]!["DeadLetterConfig"]));
    }

    [Fact]
    public void Each_permission_to_a_bucket_is_this_one()
    {
        New();
        Assert.Equal(["FindVpcsAndFlowLogs", "RecordVpcs", "CreateTaggedFlowLogs", "TagNewFlowLogs", "ManageLogDeliveries"],
            Statements().Select(statement => (string)statement["Sid"]!));
        AssertStatement("FindVpcsAndFlowLogs", """["ec2:DescribeFlowLogs","ec2:DescribeVpcs"]""", Everywhere, null);
        AssertStatement("RecordVpcs", "\"ec2:CreateFlowLogs\"", ":vpc/*", """{"StringNotEquals":{"aws:ResourceTag/FlowLogs":"off"}}""");
        AssertStatement("CreateTaggedFlowLogs", "\"ec2:CreateFlowLogs\"", ":vpc-flow-log/*",
            """{"StringEquals":{"aws:RequestTag/FlowLogEnabler":"Test-Enabler"},"ForAllValues:StringEquals":{"aws:TagKeys":["FlowLogEnabler"]}}""");
        AssertStatement("TagNewFlowLogs", "\"ec2:CreateTags\"", ":vpc-flow-log/*", """{"StringEquals":{"ec2:CreateAction":"CreateFlowLogs"}}""");
        AssertStatement("ManageLogDeliveries", """["logs:CreateLogDelivery","logs:DeleteLogDelivery"]""", Everywhere, null);
    }

    [Fact]
    public void A_log_group_needs_its_delivery_role_passed_to_flow_logs_only()
    {
        var group = new FlowLogGroup(Stack, "Group");
        New(props => props with { Destinations = [CaptureDestination.CloudWatchLogs(group)] });
        var statements = Stack.Template().ResourcesOf("AWS::IAM::Role").Values.SelectMany(role => role["Properties"]!["Policies"]?.AsArray() ?? [])
            .Single(policy => (string?)policy!["PolicyName"] == "CreateFlowLogs")!["PolicyDocument"]!["Statement"]!.AsArray();
        Assert.DoesNotContain(statements, statement => (string?)statement!["Sid"] == "ManageLogDeliveries");
        var pass = Assert.Single(statements, statement => statement!["Action"]!.ToJsonString() == "\"iam:PassRole\"")!;
        Assert.Equal("""{"StringEquals":{"iam:PassedToService":"vpc-flow-logs.amazonaws.com"}}""", pass["Condition"]!.ToJsonString());
        Assert.Contains("GroupDeliveryRole", pass["Resource"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.All(Stack.Template().ResourcesOf("AWS::Events::Rule").Values, rule =>
            Assert.Contains("\"GroupDeliveryRole", rule["DependsOn"]!.ToJsonString(), StringComparison.Ordinal));
    }

    [Fact]
    public void A_stream_needs_its_tag_and_the_role_of_log_delivery()
    {
        var stream = new CfnDeliveryStream(Stack, "Stream", new CfnDeliveryStreamProps { DeliveryStreamType = "DirectPut" });
        New(props => props with { Destinations = [CaptureDestination.Firehose(stream)] });
        Assert.Contains("StreamArn\"]".Replace("StreamArn", "Stream\",\"Arn", StringComparison.Ordinal), Statement("TagStream")["Resource"]!.ToJsonString(),
            StringComparison.Ordinal);
        Assert.Equal("firehose:TagDeliveryStream", (string?)Statement("TagStream")["Action"]);
        var linked = Statement("CreateRoleOfLogDelivery");
        Assert.EndsWith("role/aws-service-role/delivery.logs.amazonaws.com/AWSServiceRoleForLogDelivery\"]]}", linked["Resource"]!.ToJsonString());
        Assert.Equal("""{"StringEquals":{"iam:AWSServiceName":"delivery.logs.amazonaws.com"}}""", linked["Condition"]!.ToJsonString());
    }

    [Fact]
    public void Deleting_the_enabler_keeps_every_flow_log_because_the_stack_owns_none_and_may_delete_none()
    {
        New();
        var template = Stack.Template();
        template.Counts("AWS::EC2::FlowLog", 0);
        Assert.DoesNotContain(template.ToJson()["Resources"]!.AsObject().Select(resource => (string)resource.Value!["Type"]!),
            type => type.StartsWith("Custom::", StringComparison.Ordinal) || type == "AWS::CloudFormation::CustomResource");
        Assert.DoesNotContain("DeleteFlowLogs", template.ToText(), StringComparison.Ordinal);
        Assert.DoesNotContain("DeleteTags", template.ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public void Alarms_on_errors_throttling_failed_flow_logs_and_lost_events_notify_the_topics()
    {
        var topic = new AlarmTopic(Stack, "Topic");
        New(props => props with { Topics = [topic.Topic] });
        var alarms = Stack.Template().ResourcesOf("AWS::CloudWatch::Alarm").Values.Select(alarm => alarm["Properties"]!).ToList();
        Assert.Equal(["ApproximateNumberOfMessagesVisible", "Errors", "FailedFlowLogs", "Throttles"],
            alarms.Select(alarm => (string)alarm["MetricName"]!).Order(StringComparer.Ordinal));
        Assert.All(alarms, alarm => Assert.Single(alarm["AlarmActions"]!.AsArray()));
    }

    [Theory]
    [InlineData(5, "rate(5 minutes)")]
    [InlineData(90, "rate(90 minutes)")]
    [InlineData(120, "rate(2 hours)")]
    [InlineData(1440, "rate(24 hours)")]
    public void The_schedule_is_a_rate(int minutes, string rate)
    {
        New(props => props with { Every = Duration.Minutes(minutes) });
        Stack.Template().Has("AWS::Events::Rule", $$"""{ "ScheduleExpression": "{{rate}}" }""");
    }

    public static TheoryData<Func<FlowLogEnablerProps, FlowLogEnablerProps>, string> Invalid => new()
    {
        { props => props with { Destinations = [] }, "The enabler 'Test/Enabler' has no destination." },
        {
            props => props with { Destinations = [Central, CaptureDestination.Bucket("central-flow-logs")] },
            "The enabler 'Test/Enabler' has a destination twice"
        },
        { props => props with { Every = Duration.Minutes(1) }, "The enabler 'Test/Enabler' reconciles every 1 minutes. Use 5 minutes to 1 day" },
        { props => props with { Every = Duration.Seconds(330) }, "The enabler 'Test/Enabler' reconciles every 5.5 minutes." },
        { props => props with { MemorySize = 64 }, "The function's memory of 64 MiB is not valid in Lambda." },
        { props => props with { OptOut = new OptOutTag("Flow*", "off") }, "The tag 'Flow*=off' of the enabler 'Test/Enabler' contains *, ? or $" },
        { props => props with { AggregationInterval = (AggregationInterval)30 }, "The aggregation interval 30 is neither 60 nor 600 seconds." },
    };

    [Theory]
    [MemberData(nameof(Invalid))]
    public void Refuses_what_the_services_do_not_accept(Func<FlowLogEnablerProps, FlowLogEnablerProps> change, string message) =>
        Assert.StartsWith(message, Assert.Throws<ArgumentException>(() => New(change)).Message);

    [Fact]
    public void Refuses_formats_of_transit_gateways_and_tag_fields_without_keys()
    {
        Assert.Throws<FlowLogFormatException>(() => New(props => props with { Format = FlowLogFormat.TransitGateway }));
        Assert.Throws<FlowLogFormatException>(() =>
            new FlowLogEnabler(Stack, "Second", new FlowLogEnablerProps
            {
                Destinations = [Central], Format = FlowLogFormat.Parse("${srcaddr} ${instance-tag}"),
            }));
    }

    [Fact]
    public void Refuses_a_stream_of_another_account_whose_sender_lists_its_sources()
    {
        var sender = new FirehoseSenderRole(Stack, "Sender", new FirehoseSenderRoleProps
        {
            ReceiverRoleArn = "arn:aws:iam::999999999999:role/AWSLogDeliveryFirehoseCrossAccountRole", Sources = [CaptureSource.FromId(VpcId)],
        });
        var stream = CaptureDestination.Firehose("arn:aws:firehose:eu-west-1:999999999999:deliverystream/central", sender);
        Assert.Contains("delivers to a Firehose stream of another account", Assert.Throws<ArgumentException>(() =>
            New(props => props with { Destinations = [stream] })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_key_for_everything_encrypts_the_environment_the_log_and_the_queue()
    {
        Encryption.CustomerManaged().ApplyTo(Stack);
        New();
        var template = Stack.Template();
        Assert.NotNull(template.Only("AWS::Lambda::Function")["KmsKeyArn"]);
        Assert.NotNull(template.Only("AWS::Logs::LogGroup")["KmsKeyId"]);
        Assert.NotNull(template.Only("AWS::SQS::Queue")["KmsMasterKeyId"]);
    }

    void AssertStatement(string sid, string actions, string resource, string? condition)
    {
        var statement = Statement(sid);
        Assert.Equal(("Allow", actions, condition),
            ((string?)statement["Effect"], statement["Action"]!.ToJsonString(), statement["Condition"]?.ToJsonString()));
        var resources = statement["Resource"]!.ToJsonString();
        if (resource == Everywhere)
            Assert.Equal("\"*\"", resources);
        else
            Assert.Equal("""{"Fn::Join":["",["arn:",{"Ref":"AWS::Partition"},":ec2:",{"Ref":"AWS::Region"},":",{"Ref":"AWS::AccountId"},"RESOURCE"]]}"""
                .Replace("RESOURCE", resource, StringComparison.Ordinal), resources);
    }
}
