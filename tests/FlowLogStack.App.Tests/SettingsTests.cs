using Amazon.CDK;

namespace FlowLogStack.App.Tests;

/// <summary>What each setting makes of the stack.</summary>
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
        var template = Template("""{ "logs": { "existingLogGroup": "/network/flow-logs" }, "archive": { "existingBucket": "network-archive", "prefix": "flows" } }""");
        template.Counts("AWS::Logs::LogGroup", 0);
        template.Has("AWS::EC2::FlowLog", """{ "LogGroupName": "/network/flow-logs" }""");
        template.Counts("AWS::S3::Bucket", 1); // Of the query results.
        Assert.Contains("*2fnetwork*2fflow-logs", template.ToJson()["Outputs"]!["LogsInsightsLink"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("prefix=flows/AWSLogs/", template.ToJson()["Outputs"]!["ArchiveLink"]!.ToJsonString().Replace("\\u0026", "&", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void A_stream_alone_needs_neither_log_group_nor_bucket()
    {
        var template = Template("""
            { "logs": { "enabled": false }, "archive": { "enabled": false }, "firehoseStreamArn": "arn:aws:firehose:eu-west-1:111122223333:deliverystream/flows" }
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
            { "alarms": { "notify": ["a@example.com", "https://example.com/a", "arn:aws:sqs:eu-west-1:111122223333:alarms", "arn:aws:lambda:eu-west-1:111122223333:function:page"] } }
            """);
        template.Has("AWS::SNS::Subscription", """{ "Protocol": "email", "Endpoint": "a@example.com" }""");
        template.Has("AWS::SNS::Subscription", """{ "Protocol": "https", "Endpoint": "https://example.com/a" }""");
        template.Has("AWS::SNS::Subscription", """{ "Protocol": "sqs", "Endpoint": "arn:aws:sqs:eu-west-1:111122223333:alarms" }""");
        template.Has("AWS::SNS::Subscription", """{ "Protocol": "lambda", "Endpoint": "arn:aws:lambda:eu-west-1:111122223333:function:page" }""");
        template.Has("AWS::Lambda::Permission", """{ "Principal": "sns.amazonaws.com", "FunctionName": "arn:aws:lambda:eu-west-1:111122223333:function:page" }""");
    }

    [Fact]
    public void Warns_of_the_policy_that_an_existing_queue_needs()
    {
        var stack = Stack("""{ "alarms": { "notify": ["arn:aws:sqs:eu-west-1:111122223333:alarms"] } }""");
        stack.Template().Counts("AWS::SQS::QueuePolicy", 0);
        var warning = Assert.Single(stack.Node.Metadata, entry => entry.Type == "aws:cdk:warning");
        Assert.Contains("sqs:SendMessage", warning.Data.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_detection_can_be_changed_and_switched_off()
    {
        Template("""{ "alarms": { "namePrefix": "Lab: ", "metricNamespace": "Network/FlowLogs", "detections": { "SshRejects": { "threshold": 20, "datapointsToAlarm": 2, "evaluationPeriods": 15 } } } }""")
            .Has("AWS::CloudWatch::Alarm", """{ "AlarmName": "Lab: SSH rejects", "Namespace": "Network/FlowLogs", "Threshold": 20, "DatapointsToAlarm": 2, "EvaluationPeriods": 15 }""");
        Template("""{ "alarms": { "detections": { "SshRejects": { "enabled": false } } } }""").Counts("AWS::CloudWatch::Alarm", 0);
    }

    [Fact]
    public void The_workgroup_the_database_and_the_table_take_their_names()
    {
        var template = Template("""{ "athena": { "workgroup": "network", "database": "network", "table": "flows", "bytesScannedCutoff": 20000000, "resultsExpireAfterDays": 3 } }""");
        template.Has("AWS::Athena::WorkGroup", """{ "Name": "network", "WorkGroupConfiguration": { "BytesScannedCutoffPerQuery": 20000000 } }""");
        template.Has("AWS::Glue::Database", """{ "DatabaseInput": { "Name": "network" } }""");
        template.Has("AWS::Glue::Table", """{ "TableInput": { "Name": "flows" } }""");
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
