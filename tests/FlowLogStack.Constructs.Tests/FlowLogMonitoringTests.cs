using Amazon.CDK.AWS.EC2;
using Amazon.CDK.AWS.SNS.Subscriptions;
using FlowLogStack.Capture;

namespace FlowLogStack.Constructs.Tests;

public sealed class FlowLogMonitoringTests : ConstructTests
{
    FlowLogMonitoring Monitor(params string[] sources) => Monitor(props => props, sources);

    FlowLogMonitoring Monitor(Func<FlowLogMonitoringProps, FlowLogMonitoringProps> with, params string[] sources) =>
        new(Stack, "FlowLogs", with(new FlowLogMonitoringProps { Sources = [.. (sources.Length == 0 ? [VpcId] : sources).Select(CaptureSource.FromId)] }));

    [Fact]
    public void Makes_the_whole_chain_from_one_source()
    {
        Monitor();
        var template = Stack.Template();
        template.Counts("AWS::EC2::FlowLog", 2);
        template.Counts("AWS::Logs::LogGroup", 1);
        template.Counts("AWS::IAM::Role", 1);
        template.Counts("AWS::S3::Bucket", 3);
        template.Counts("AWS::Logs::MetricFilter", 1);
        template.Counts("AWS::CloudWatch::Alarm", 1);
        template.Counts("AWS::SNS::Topic", 1);
        template.Counts("AWS::Logs::QueryDefinition", 1);
        template.Counts("AWS::Glue::Table", 2);
        template.Counts("AWS::Athena::WorkGroup", 1);
        template.Counts("AWS::Athena::NamedQuery", 6);
    }

    [Fact]
    public void The_alarm_reaches_the_topic_and_the_topic_its_key()
    {
        Monitor(props => props with { Subscriptions = [new EmailSubscription("ops@example.com")] });
        var template = Stack.Template();
        var topic = Assert.Single(template.ResourcesOf("AWS::SNS::Topic"));
        Assert.Equal(topic.Key, (string?)template.Only("AWS::CloudWatch::Alarm")["AlarmActions"]![0]!["Ref"]);
        Assert.Equal(topic.Key, (string?)template.Only("AWS::SNS::Subscription")["TopicArn"]!["Ref"]);
        var key = (string)topic.Value["Properties"]!["KmsMasterKeyId"]!["Fn::GetAtt"]![0]!;
        Assert.Contains("cloudwatch.amazonaws.com", template.ResourcesOf("AWS::KMS::Key")[key].ToJsonString());
    }

    [Fact]
    public void Another_source_changes_no_other_logical_id()
    {
        Monitor(VpcId);
        var before = Stack.Template().ToJson()["Resources"]!.AsObject();
        var other = new Stack(Repository.NewApp(), "Test");
        new FlowLogMonitoring(other, "FlowLogs", new FlowLogMonitoringProps { Sources = [CaptureSource.FromId("vpc-0fedcba9"), CaptureSource.FromId(VpcId)] });
        var after = other.Template().ToJson()["Resources"]!.AsObject();
        Assert.All(before, resource => Assert.True(System.Text.Json.Nodes.JsonNode.DeepEquals(resource.Value, after[resource.Key]), resource.Key));
        Assert.Equal(before.Count + 2, after.Count);
    }

    [Fact]
    public void Two_syntheses_are_equal_to_the_byte()
    {
        string Synthesize()
        {
            var stack = new Stack(Repository.NewApp(), "Test");
            var vpc = new Vpc(stack, "Vpc", new VpcProps { NatGateways = 0 });
            new FlowLogMonitoring(stack, "FlowLogs", new FlowLogMonitoringProps { Sources = [CaptureSource.Vpc(vpc)], RemovalPolicy = RemovalPolicy.DESTROY,
                AutoDeleteObjects = true });
            return stack.Template().ToText();
        }

        Assert.Equal(Synthesize(), Synthesize());
    }

    [Fact]
    public void No_arn_names_a_partition()
    {
        Monitor(props => props with { RemovalPolicy = RemovalPolicy.DESTROY, AutoDeleteObjects = true });
        Assert.DoesNotContain("arn:aws", Stack.Template().ToText());
    }

    [Fact]
    public void Everything_is_kept_unless_told_otherwise()
    {
        Monitor();
        Assert.All(
            Stack.Template().ResourcesOf("AWS::S3::Bucket").Values.Concat(Stack.Template().ResourcesOf("AWS::KMS::Key").Values)
                .Concat(Stack.Template().ResourcesOf("AWS::Logs::LogGroup").Values),
            resource => Assert.Equal("Retain", (string?)resource["DeletionPolicy"]));
    }

    [Fact]
    public void Everything_goes_when_told_so()
    {
        Monitor(props => props with { RemovalPolicy = RemovalPolicy.DESTROY, AutoDeleteObjects = true });
        var template = Stack.Template();
        Assert.All(
            template.ResourcesOf("AWS::S3::Bucket").Values.Concat(template.ResourcesOf("AWS::KMS::Key").Values)
                .Concat(template.ResourcesOf("AWS::Logs::LogGroup").Values),
            resource => Assert.Equal("Delete", (string?)resource["DeletionPolicy"]));
        template.Counts("Custom::EmptiedBucket", 3);
        template.Has("AWS::Athena::WorkGroup", """{ "RecursiveDeleteOption": true }""");
    }

    [Fact]
    public void Transit_gateways_have_no_rejects_to_watch()
    {
        var monitoring = Monitor("tgw-0a1b2c3d");
        Assert.Empty(monitoring.Alarms);
        Assert.Equal(FlowLogFormat.TransitGateway, monitoring.Format);
        Stack.Template().Counts("AWS::Logs::QueryDefinition", 0);
        Stack.Template().Counts("AWS::Athena::NamedQuery", 2);
    }

    [Fact]
    public void Delivers_only_where_it_is_asked_to()
    {
        Monitor(props => props with { Archive = null });
        var template = Stack.Template();
        template.Counts("AWS::EC2::FlowLog", 1);
        template.Counts("AWS::S3::Bucket", 0);
        template.Counts("AWS::Glue::Table", 0);
        template.Counts("AWS::CloudWatch::Alarm", 1);
    }

    [Fact]
    public void An_archive_alone_has_no_topic()
    {
        Monitor(props => props with { LogGroup = null });
        var template = Stack.Template();
        template.Counts("AWS::SNS::Topic", 0);
        template.Counts("AWS::KMS::Key", 0);
        template.Counts("AWS::Glue::Table", 2);
    }

    [Fact]
    public void Delivers_to_firehose_as_well()
    {
        Monitor(props => props with { Firehose = CaptureDestination.Firehose("arn:aws:firehose:eu-west-1:111122223333:deliverystream/flow-logs") });
        Stack.Template().Counts("AWS::EC2::FlowLog", 3);
    }

    [Fact]
    public void Refuses_to_record_nothing() =>
        Assert.Contains("Add at least one", Assert.Throws<ArgumentException>(() => Monitor(props => props with { Sources = [] })).Message);

    [Fact]
    public void Refuses_records_that_go_nowhere() =>
        Assert.Contains("No destination is set", Assert.Throws<ArgumentException>(() =>
            Monitor(props => props with { LogGroup = null, Archive = null })).Message);

    [Fact]
    public void Refuses_vpcs_and_transit_gateways_together() =>
        Assert.Contains("'vpc-0a1b2c3d4e5f67890' and 'tgw-0a1b2c3d' have records of different kinds",
            Assert.Throws<ArgumentException>(() => Monitor(VpcId, "tgw-0a1b2c3d")).Message);

    [Fact]
    public void Refuses_the_same_source_twice() =>
        Assert.Contains("Two sources are called", Assert.Throws<ArgumentException>(() => Monitor(VpcId, VpcId)).Message);

    [Fact]
    public void Refuses_a_detection_the_format_cannot_serve() =>
        Assert.Contains("Add ${dstport}", Assert.Throws<FlowLogFormatException>(() =>
            Monitor(props => props with { Format = FlowLogFormat.Default.Without(FlowField.DstPort), Detections = [Records.Detections.SshRejects] })).Message);

    [Fact]
    public void Refuses_detections_without_a_log_group() =>
        Assert.Contains("requires a log group", Assert.Throws<ArgumentException>(() =>
            Monitor(props => props with { LogGroup = null, Detections = [Records.Detections.SshRejects] })).Message);

    [Fact]
    public void Refuses_subscriptions_without_a_log_group() =>
        Assert.Contains("require a log group", Assert.Throws<ArgumentException>(() =>
            Monitor(props => props with { LogGroup = null, Subscriptions = [new EmailSubscription("a@example.com")] })).Message);

    [Fact]
    public void Severities_have_topics_of_their_own_under_one_key()
    {
        var monitoring = Monitor(props => props with
        {
            Detections = [Records.Detections.SshRejects, Records.Detections.LogsSilent],
            SeveritySubscriptions = new Dictionary<Severity,
                IReadOnlyList<Amazon.CDK.AWS.SNS.ITopicSubscription>> { [Severity.High] = [new EmailSubscription("pager@example.com")] },
        });
        var template = Stack.Template();
        template.Counts("AWS::SNS::Topic", 2);
        template.Counts("AWS::KMS::Key", 1);
        Assert.Equal([Severity.High], monitoring.SeverityTopics.Keys);
        var own = template.ResourcesOf("AWS::SNS::Topic").Keys.Single(id => id.Contains("HighNotifications", StringComparison.Ordinal));
        template.Has("AWS::CloudWatch::Alarm", $$"""{ "AlarmName": "Test/FlowLogs Flow logs silent", "AlarmActions": [{ "Ref": "{{own}}" }] }""");
        template.Has("AWS::SNS::Subscription", $$"""{ "Endpoint": "pager@example.com", "TopicArn": { "Ref": "{{own}}" } }""");
        Assert.DoesNotContain(own, template.ResourcesOf("AWS::CloudWatch::Alarm").Values.Single(alarm =>
            (string?)alarm["Properties"]!["AlarmName"] == "Test/FlowLogs SSH rejects").ToJsonString());
        Assert.Single(template.ResourcesOf("AWS::KMS::Key").Values.Single()["Properties"]!["KeyPolicy"]!["Statement"]!.AsArray(), statement =>
            (string?)statement!["Sid"] == "EncryptAlarmNotifications");
    }

    [Fact]
    public void Composite_alarms_notify_in_place_of_their_alarms()
    {
        var monitoring = Monitor(props => props with { Detections = Records.Detections.All, Format = FlowLogFormat.V10, CompositeAlarms = true });
        var template = Stack.Template();
        Assert.Equal(3, monitoring.SeverityAlarms.Count);
        template.Counts("AWS::CloudWatch::CompositeAlarm", 3);
        Assert.All(template.ResourcesOf("AWS::CloudWatch::Alarm").Values, alarm => Assert.Null(alarm["Properties"]!["AlarmActions"]));
        Assert.All(template.ResourcesOf("AWS::CloudWatch::CompositeAlarm").Values, alarm => Assert.Single(alarm["Properties"]!["AlarmActions"]!.AsArray()));
    }

    [Fact]
    public void Tells_of_changes_without_any_log_group()
    {
        Monitor(props => props with { LogGroup = null, Changes = Records.Detections.Changes, Subscriptions = [new EmailSubscription("a@example.com")] });
        Stack.Template().Counts("AWS::SNS::Topic", 1);
        Stack.Template().Counts("AWS::Events::Rule", 7);
        // The rules themselves are the only source of metrics.
        Assert.Equal("ApproximateNumberOfMessagesVisible", (string?)Stack.Template().Only("AWS::CloudWatch::Alarm")["MetricName"]);
    }

    [Fact]
    public void Saves_a_query_for_each_detection_beside_the_labs()
    {
        Monitor(props => props with { Detections = [Records.Detections.SshRejects, Records.Detections.VerticalScan, Records.Detections.LogsSilent] });
        Stack.Template().Counts("AWS::Logs::QueryDefinition", 2);
        Stack.Template().Has("AWS::Logs::QueryDefinition", """{ "Name": "Test/FlowLogs Flow logs/Detections/Vertical port scan" }""");
    }

    [Fact]
    public void Refuses_the_same_detection_twice() =>
        Assert.Contains("Two detections have the id 'SshRejects'",
            Assert.Throws<ArgumentException>(() => Monitor(props =>
                props with { Detections = [Records.Detections.SshRejects, Records.Detections.SshRejects] })).Message);

    [Fact]
    public void Warns_of_records_of_ten_minutes_where_an_alarm_counts_packets_by_the_minute()
    {
        Monitor(props => props with { AggregationInterval = AggregationInterval.TenMinutes,
            Detections = [Records.Detections.IcmpBySender, Records.Detections.SshRejects] });
        Stack.Template();
        Assert.Equal("The flow logs of 'Test/FlowLogs/vpc-0a1b2c3d4e5f67890ToLogs' have a maximum aggregation interval of 600 seconds, and the detection "
            + "'Excessive ICMP of one address' has the threshold 200 packets in 1 min. Except for interfaces of Nitro instances, a record can have the "
            + "packets of ten minutes, so that the alarm enters ALARM up to 10 times as easily. Use AggregationInterval.OneMinute ('aggregationSeconds': 60 "
            + "in settings), or raise the threshold to 2,000 packets. [ack: flowlogstack:long-records]", Assert.Single(Messages("warning")));
    }

    [Fact]
    public void Warns_of_records_of_ten_minutes_of_a_flow_log_that_is_added_after_the_alarm()
    {
        var monitoring = Monitor(props => props with { Detections = [Records.Detections.LargeTransfer(MonitoredNetwork.Default)] });
        new FlowLogCapture(Stack, "Other", new FlowLogCaptureProps { Source = CaptureSource.FromId("subnet-0a1b2c3d"),
            Destination = CaptureDestination.CloudWatchLogs(monitoring.LogGroup!), AggregationInterval = AggregationInterval.TenMinutes });
        Stack.Template();
        Assert.Contains("counts records of 500,000,000 bytes or more", Assert.Single(Messages("warning")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_warning_of_records_of_ten_minutes_can_be_acknowledged()
    {
        var monitoring = Monitor(props => props with { AggregationInterval = AggregationInterval.TenMinutes,
            Detections = [Records.Detections.IcmpBySender] });
        Amazon.CDK.Annotations.Of(monitoring).AcknowledgeWarning("flowlogstack:long-records", "The senders are few.");
        Stack.Template();
        Assert.Empty(Messages("warning"));
    }

    [Fact]
    public void Does_not_warn_of_records_of_ten_minutes_with_a_raised_threshold_or_of_records_of_one_minute()
    {
        Monitor(props => props with { AggregationInterval = AggregationInterval.TenMinutes,
            Detections = [Records.Detections.IcmpBySender with { Threshold = 2000 }] });
        new FlowLogMonitoring(Stack, "Other", new FlowLogMonitoringProps { Sources = [CaptureSource.FromId("vpc-0fedcba9")],
            Detections = [Records.Detections.IcmpBySender], AlarmNamePrefix = "Other " });
        Stack.Template();
        Assert.Empty(Messages("warning"));
    }
}
