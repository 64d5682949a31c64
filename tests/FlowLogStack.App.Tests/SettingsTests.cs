using Amazon.CDK;

namespace FlowLogStack.App.Tests;

/// <summary>The effect of each setting on the stack.</summary>
public sealed class SettingsTests : AppTests
{
    [Fact]
    public void Comments_trailing_commas_and_the_name_of_the_schema_are_welcome() =>
        Assert.Equal("Mine", SettingsReader.Parse("flowlogs.json", """
            {
              // Which stack?
              "$schema": "./flowlogs.schema.json",
              "stackName": "Mine", /* mine */
            }
            """).StackName);

    [Fact]
    public void What_is_left_out_of_a_group_keeps_its_default()
    {
        var settings = SettingsReader.Parse("flowlogs.json", """{ "logs": { "encryption": "customer-managed" } }""");
        Assert.Equal(30, settings.Logs.RetentionDays);
        Assert.True(settings.Logs.Enabled);
        Assert.Equal(365, settings.Archive.ExpireAfterDays);
    }

    [Fact]
    public void Sources_take_the_place_of_the_VPC()
    {
        var template = Template($$"""{ "sources": ["{{VpcId}}", "eni-0a1b2c3d4e5f67890"], "trafficType": "REJECT", "aggregationSeconds": 600 }""");
        template.Counts("AWS::EC2::VPC", 0);
        template.Counts("AWS::EC2::FlowLog", 4);
        template.Has("AWS::EC2::FlowLog", $$"""{ "ResourceId": "{{VpcId}}", "ResourceType": "VPC", "TrafficType": "REJECT", "MaxAggregationInterval": 600 }""");
        template.Has("AWS::EC2::FlowLog", """{ "ResourceId": "eni-0a1b2c3d4e5f67890", "ResourceType": "NetworkInterface" }""");
    }

    [Fact]
    public void A_transit_gateway_gets_its_own_default_format_and_no_detection_that_lacks_its_fields()
    {
        var stack = Stack($$"""{ "sources": ["{{TransitGatewayId}}"] }""");
        Assert.Equal(36, stack.Monitoring.Format.Fields.Length);
        Assert.Empty(stack.Monitoring.Alarms);
    }

    [Fact]
    public void The_format_may_have_fields_newer_than_the_app()
    {
        var template = Template("""{ "format": "${version} ${next-hop-colour} ${bytes}", "customFields": { "next-hop-colour": "text" } }""");
        template.Has("AWS::EC2::FlowLog", """{ "LogFormat": "${version} ${next-hop-colour} ${bytes}" }""");
    }

    [Fact]
    public void Tag_keys_reach_the_flow_log() =>
        Template("""{ "format": "${version} ${instance-tag}", "tagKeys": { "instance": ["Name"] } }""")
            .Has("AWS::EC2::FlowLog", """{ "TagFieldSpecifications": [{ "ResourceType": "instance", "TagKeys": ["Name"] }] }""");

    [Fact]
    public void Tags_reach_the_stack_and_what_is_in_it()
    {
        var stack = Stack("""{ "tags": { "cost.center": "42" } }""");
        stack.Template().Has("AWS::S3::Bucket", """{ "Tags": [{ "Key": "cost.center", "Value": "42" }] }""");
        Assert.Equal("42", stack.Tags.TagValues()["cost.center"]);
    }

    [Fact]
    public void Null_keeps_records_and_objects_forever()
    {
        var template = Template("""{ "logs": { "retentionDays": null }, "archive": { "expireAfterDays": null } }""");
        Assert.DoesNotContain("RetentionInDays", Assert.Single(template.ResourcesOf("AWS::Logs::LogGroup")).Value.ToJsonString(), StringComparison.Ordinal);
        Assert.All(
            template.ResourcesOf("AWS::S3::Bucket").Where(bucket => bucket.Key.StartsWith("FlowLogsArchive", StringComparison.Ordinal)),
            bucket => Assert.DoesNotContain("ExpirationInDays", bucket.Value.ToJsonString(), StringComparison.Ordinal));
    }

    [Fact]
    public void Existing_resources_are_used_and_not_made()
    {
        var template = Template("""
            { "logs": { "existingLogGroup": "/network/flow-logs" }, "archive": { "existingBucket": "network-archive", "prefix": "flows" } }
            """);
        template.Counts("AWS::Logs::LogGroup", 0);
        template.Has("AWS::EC2::FlowLog", """{ "LogGroupName": "/network/flow-logs" }""");
        template.Counts("AWS::S3::Bucket", 1); // Of the query results.
        Assert.Contains("*2fnetwork*2fflow-logs", template.ToJson()["Outputs"]!["LogsInsightsLink"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("prefix=flows/AWSLogs/", template.ToJson()["Outputs"]!["ArchiveLink"]!.ToJsonString().Replace("\\u0026", "&", StringComparison.Ordinal),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_stream_alone_needs_neither_log_group_nor_bucket()
    {
        var template = Template("""
            { "logs": { "enabled": false }, "archive": { "enabled": false },
              "firehoseStreamArn": "arn:aws:firehose:eu-west-1:111122223333:deliverystream/flows" }
            """);
        template.Counts("AWS::EC2::FlowLog", 1);
        template.Has("AWS::EC2::FlowLog", """{ "LogDestinationType": "kinesis-data-firehose" }""");
        template.Counts("AWS::S3::Bucket", 0);
        Assert.Null(template.ToJson()["Outputs"]);
        Assert.Null(template.ToJson()["Mappings"]);
    }

    [Fact]
    public void Alarms_are_sent_to_whoever_is_to_be_notified()
    {
        var template = Template("""
            { "alarms": { "notify": ["a@example.com", "https://example.com/a", "arn:aws:sqs:eu-west-1:111122223333:alarms",
              "arn:aws:lambda:eu-west-1:111122223333:function:page"] } }
            """);
        template.Has("AWS::SNS::Subscription", """{ "Protocol": "email", "Endpoint": "a@example.com" }""");
        template.Has("AWS::SNS::Subscription", """{ "Protocol": "https", "Endpoint": "https://example.com/a" }""");
        template.Has("AWS::SNS::Subscription", """{ "Protocol": "sqs", "Endpoint": "arn:aws:sqs:eu-west-1:111122223333:alarms" }""");
        template.Has("AWS::SNS::Subscription", """{ "Protocol": "lambda", "Endpoint": "arn:aws:lambda:eu-west-1:111122223333:function:page" }""");
        template.Has("AWS::Lambda::Permission",
            """{ "Principal": "sns.amazonaws.com", "FunctionName": "arn:aws:lambda:eu-west-1:111122223333:function:page" }""");
    }

    [Fact]
    public void Warns_of_the_policy_that_an_existing_queue_needs()
    {
        var stack = Stack("""{ "alarms": { "notify": ["arn:aws:sqs:eu-west-1:111122223333:alarms"] } }""");
        stack.Template().Counts("AWS::SQS::QueuePolicy", 0);
        var warning = Assert.Single(stack.Node.FindAll().SelectMany(node => node.Node.Metadata), entry => entry.Type == "aws:cdk:warning");
        Assert.Contains("sqs:SendMessage", warning.Data.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_detection_can_be_changed_and_switched_off()
    {
        Template("""
            { "alarms": { "namePrefix": "Lab: ", "metricNamespace": "Network/FlowLogs",
              "detections": { "SshRejects": { "threshold": 20, "datapointsToAlarm": 2, "evaluationPeriods": 15 } } } }
            """)
            .Has("AWS::CloudWatch::Alarm",
                """{ "AlarmName": "Lab: SSH rejects", "Namespace": "Network/FlowLogs", "Threshold": 20, "DatapointsToAlarm": 2, "EvaluationPeriods": 15 }""");
        Template("""{ "alarms": { "detections": { "SshRejects": { "enabled": false } } } }""").Counts("AWS::CloudWatch::Alarm", 0);
    }

    [Fact]
    public void The_whole_catalogue_is_one_word()
    {
        var stack = Stack("""{ "format": "v10", "lab": { "webServer": true }, "alarms": { "catalogue": "all" } }""");
        Assert.Equal(Records.Detections.All.Select(detection => detection.Id), stack.Monitoring.Alarms.Select(alarm => alarm.Detection.Id));
        Assert.Empty(Infos(stack));
    }

    [Fact]
    public void The_catalogue_leaves_out_what_the_format_lacks_and_says_what_would_add_it()
    {
        var stack = Stack("""{ "lab": { "webServer": true }, "alarms": { "catalogue": "all" } }""");
        string[] missed = ["BlockPublicAccessRejects", "UnansweredProbes", "UnansweredOutbound", "UnencryptedTraffic"];
        Assert.Equal(Records.Detections.All.Select(detection => detection.Id).Except(missed), stack.Monitoring.Alarms.Select(alarm => alarm.Detection.Id));
        Assert.Equal(
            [
                "The detection 'Blocked public access' is disabled, because the log format lacks 'reject-reason'. Add ${reject-reason} to the log format "
                    + "to enable it.",
                "The detection 'Unanswered connection attempts' is disabled, because the log format lacks 'tcp-flags'. Add ${tcp-flags} to the log format "
                    + "to enable it.",
                "The detection 'Connections from inside that no host answers' is disabled, because the log format lacks 'flow-direction', 'tcp-flags', "
                    + "'instance-id'. Add ${flow-direction} ${tcp-flags} ${instance-id} to the log format to enable it.",
                "The detection 'Unencrypted traffic' is disabled, because the log format lacks 'encryption-status'. Add ${encryption-status} to the log "
                    + "format to enable it.",
            ],
            Infos(stack));
    }

    [Fact]
    public void A_detection_outside_the_lab_is_on_when_it_is_named()
    {
        var stack = Stack("""{ "alarms": { "detections": { "LogsSilent": {} } } }""");
        Assert.Equal(["SshRejects", "LogsSilent"], stack.Monitoring.Alarms.Select(alarm => alarm.Detection.Id));
    }

    [Fact]
    public void The_network_tells_inside_from_outside_and_private_subnets()
    {
        var template = Template("""
            { "network": { "internalRanges": ["198.51.100.0/24"], "privateSubnets": ["10.0.8.0/24"], "approvedResolvers": ["203.0.113.53"] },
              "alarms": { "detections": { "PrivateSubnetReached": {}, "UnapprovedResolver": {} } } }
            """);
        string Pattern(string name) => (string)template.ResourcesOf("AWS::Logs::MetricFilter")
            .Values.Single(filter => (string?)filter["Properties"]!["FilterName"] == name)["Properties"]!["FilterPattern"]!;
        Assert.Contains("dstaddr!=198.51.100.*", Pattern("private-subnet-reached"), StringComparison.Ordinal);
        Assert.Contains("srcaddr=10.0.8.*", Pattern("private-subnet-reached"), StringComparison.Ordinal);
        Assert.Contains("dstaddr!=203.0.113.53", Pattern("unapproved-resolver"), StringComparison.Ordinal);
    }

    [Fact]
    public void Known_traffic_is_allowed_and_a_detection_takes_its_severity_and_period()
    {
        var template = Template("""
            { "alarms": { "detections": { "SshRejects": { "severity": "high", "periodMinutes": 5,
              "allow": { "sources": ["192.0.2.0/24", "2001:db8::/32"], "destinations": ["10.9.0.0/16"], "ports": [2222],
                "interfaces": ["eni-0a1b2c3d4e5f67890"] } } } } }
            """);
        var pattern = (string)template.Only("AWS::Logs::MetricFilter")["FilterPattern"]!;
        Assert.All(["srcaddr!=192.0.2.*", "srcaddr!=\"2001:db8:*\"", "dstaddr!=10.9.*", "dstport!=2222", "interface_id!=\"eni-0a1b2c3d4e5f67890\""], test =>
            Assert.Contains(test, pattern, StringComparison.Ordinal));
        template.Has("AWS::CloudWatch::Alarm", """{ "Period": 300, "Tags": [{ "Key": "severity", "Value": "high" }] }""");
    }

    [Fact]
    public void A_severity_has_a_topic_of_its_own_when_somebody_is_told_of_it()
    {
        var template = Template("""
            { "alarms": { "notify": ["a@example.com"], "severities": { "high": ["a@example.com", "arn:aws:sqs:eu-west-1:111122223333:pages"] },
              "detections": { "LogsSilent": {} } } }
            """);
        template.Counts("AWS::SNS::Topic", 2);
        template.Counts("AWS::SNS::Subscription", 3);
        Assert.Contains("HighSeverityTopic", template.ToJson()["Outputs"]!.AsObject().Select(output => output.Key));
    }

    [Fact]
    public void Changes_are_told_even_without_records_in_CloudWatch_Logs()
    {
        var template = Template("""{ "logs": { "enabled": false }, "alarms": { "changes": true, "notify": ["a@example.com"] } }""");
        template.Counts("AWS::Events::Rule", 7);
        template.Counts("AWS::SNS::Subscription", 1);
        Assert.NotNull(template.ToJson()["Outputs"]!["Topic"]);
    }

    [Fact]
    public void Composites_notify_for_each_severity()
    {
        var template = Template("""{ "alarms": { "composites": true, "detections": { "LogsSilent": {} } } }""");
        template.Counts("AWS::CloudWatch::CompositeAlarm", 2);
    }

    static string[] Infos(Stack stack) => [.. stack.Node.Metadata.Where(entry => entry.Type == "aws:cdk:info").Select(entry => entry.Data.ToString()!)];

    [Fact]
    public void The_workgroup_the_database_and_the_table_take_their_names()
    {
        var template = Template("""
            { "athena": { "workgroup": "network", "database": "network", "table": "flows", "bytesScannedCutoff": 20000000, "resultsExpireAfterDays": 3 } }
            """);
        template.Has("AWS::Athena::WorkGroup", """{ "Name": "network", "WorkGroupConfiguration": { "BytesScannedCutoffPerQuery": 20000000 } }""");
        template.Has("AWS::Glue::Database", """{ "DatabaseInput": { "Name": "network" } }""");
        template.Has("AWS::Glue::Table", """{ "TableInput": { "Name": "flows" } }""");
    }

    [Fact]
    public void The_whole_catalogue_of_athena_queries_is_saved_on_request()
    {
        var template = Template("""
            { "format": "v5", "athena": { "queries": "all", "workgroup": "network", "bytesScannedPerDayAlarm": 100000000000 },
              "network": { "internalRanges": ["2001:db8::/32"] } }
            """);
        Assert.InRange(template.ResourcesOf("AWS::Athena::NamedQuery").Count, 40, 100);
        Assert.InRange(template.ResourcesOf("AWS::Athena::PreparedStatement").Count, 6, 10);
        // Detections use the network of the settings.
        Assert.Contains(template.ResourcesOf("AWS::Athena::NamedQuery").Values, query => ((string)query["Properties"]!["QueryString"]!)
            .Contains("2001:db8::/32", StringComparison.Ordinal));
        template.Has("AWS::CloudWatch::Alarm", """{ "Threshold": 100000000000, "AlarmName": "Bytes scanned by network" }""");
    }

    [Theory]
    [InlineData("retain", "Retain", 0)]
    [InlineData("destroy", "Delete", 0)]
    [InlineData("destroy-with-contents", "Delete", 3)]
    public void Removal_is_of_everything_that_stores_something(string removal, string policy, int emptied)
    {
        var template = Template($$"""{ "removal": "{{removal}}" }""");
        foreach (var type in new[] { "AWS::S3::Bucket", "AWS::KMS::Key", "AWS::Logs::LogGroup" })
            Assert.All(template.ResourcesOf(type), resource => Assert.Equal(policy, (string)resource.Value["DeletionPolicy"]!));
        template.Counts("Custom::EmptiedBucket", emptied);
    }

    [Fact]
    public void The_stack_is_deployed_wherever_the_command_line_says() =>
        Assert.True(Token.IsUnresolved(Stack("{}").Region));
}
