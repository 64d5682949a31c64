using FlowLogStack.Processing;

namespace FlowLogStack.Simulation.Tests;

/// <summary>The detection of processors and their inputs in templates.</summary>
public sealed class ProcessorTemplateTests
{
    const string ObjectCreated = "\"s3:ObjectCreated:*\"";

    static ProcessorDefinition Only(params string[] resources) => Assert.Single(Templates.Of(resources).Processors);

    [Fact]
    public void Reads_the_forwarder_of_the_example_with_its_subscription()
    {
        var template = AlarmTemplate.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Snapshots", "forwarding.template.json")),
            "forwarding.template.json");

        var processor = Assert.Single(template.Processors);
        Assert.Equal(("ForwarderFunctionB3355642", "ForwarderFunctionB3355642", null), (processor.LogicalId, processor.Name, processor.Problem));
        Assert.Equal((ActionFilter.Reject, true, "FlowLogStack"), (processor.Settings.Action, processor.Settings.Enrich, processor.Settings.MetricsNamespace));
        Assert.Equal(("ForwarderLogs9411A3DE", processor.Name), (processor.Settings.OwnLogGroup, processor.Settings.FunctionName));
        var subscription = Assert.Single(processor.Subscriptions);
        Assert.Equal(("FlowLogsLogGroup323B3FCF", ""), (subscription.LogGroup, subscription.Pattern.Text));
        Assert.Empty(processor.Notifications);
        Assert.Empty(template.Notes);
    }

    [Fact]
    public void Works_out_variables_that_refer_to_other_resources()
    {
        var processor = Only(
            """
                "F": { "Type": "AWS::Lambda::Function", "Properties": { "FunctionName": "forwarder", "Handler": "FlowLogStack.Processor",
                  "Environment": { "Variables": { "ENDPOINT_SECRET_ARN": { "Ref": "Secret" }, "DEAD_LETTER_QUEUE_URL": { "Ref": "Queue" },
                    "DESTINATION_BUCKET": { "Ref": "Lake" } } } } }
                """,
            """ "Secret": { "Type": "AWS::SecretsManager::Secret" } """,
            """ "Queue": { "Type": "AWS::SQS::Queue", "Properties": { "QueueName": "letters" } } """,
            """ "Lake": { "Type": "AWS::S3::Bucket", "Properties": { "BucketName": "lake" } } """);

        Assert.Null(processor.Problem);
        Assert.Equal(("forwarder", "/aws/lambda/forwarder", "lake"), (processor.Name, processor.Settings.OwnLogGroup, processor.Settings.DestinationBucket));
        Assert.Equal(("arn:aws:secretsmanager:us-east-1:123456789012:secret:Secret", "https://sqs.us-east-1.amazonaws.com/123456789012/letters"),
            (processor.Settings.Endpoint!.SecretArn, processor.Settings.DeadLetterQueueUrl));
    }

    [Fact]
    public void An_enabler_is_no_processor()
    {
        var template = Templates.Of(Forwarders.Function("Enabler", "ENABLER_FLOW_LOGS={}", "METRICS_NAMESPACE=Mine"), Forwarders.Function("Forwarder"));
        Assert.Equal("Forwarder", Assert.Single(template.Processors).LogicalId);
        Assert.Empty(template.Notes);
    }

    [Fact]
    public void The_example_of_an_enabler_has_no_processor()
    {
        var file = Testing.Repository.PathOf("tests", "FlowLogStack.Constructs.Tests", "Snapshots", "EnablerStack.template.json");
        var template = AlarmTemplate.Parse(File.ReadAllText(file), file);
        Assert.Empty(template.Processors);
        Assert.DoesNotContain(template.Notes, note => note.Contains("FLOW_LOG", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{ \"Fn::GetAtt\": [\"Forwarder\", \"Arn\"] }")]
    [InlineData("{ \"Fn::Sub\": \"arn:aws:lambda:${AWS::Region}:${AWS::AccountId}:function:${Forwarder}:live\" }")]
    [InlineData("\"arn:aws-cn:lambda:cn-north-1:111122223333:function:Forwarder\"")]
    public void A_subscription_names_its_function_by_an_ARN(string arn) =>
        Assert.Equal("Sub", Assert.Single(Only(Forwarders.Function(),
            $$"""
                "Sub": { "Type": "AWS::Logs::SubscriptionFilter", "Properties": { "LogGroupName": "g", "FilterPattern": "", "DestinationArn": {{arn}} } }
                """).Subscriptions).LogicalId);

    [Fact]
    public void A_bucket_may_notify_the_function_itself() =>
        Assert.Equal(
            [new NotificationDefinition("B", "AWSLogs/", ".gz")],
            Only(Forwarders.Function(),
                $$"""
                    "B": { "Type": "AWS::S3::Bucket", "Properties": { "NotificationConfiguration": { "LambdaConfigurations": [{ "Event": {{ObjectCreated}},
                      "Function": { "Fn::GetAtt": ["Forwarder", "Arn"] },
                        "Filter": { "S3Key": { "Rules": [{ "Name": "Prefix", "Value": "AWSLogs/" }, { "Name": "suffix", "Value": ".gz" }] } } },
                          { "Event": "s3:ObjectRemoved:*", "Function": { "Fn::GetAtt": ["Forwarder", "Arn"] } }] } } }
                    """).Notifications);

    [Fact]
    public void A_bucket_that_exists_notifies_through_the_resource_of_CDK() =>
        Assert.Equal(
            [new NotificationDefinition("existing", "flows/AWSLogs/", "")],
            Only(
                Forwarders.Function(),
                """ "Queue": { "Type": "AWS::SQS::Queue" } """,
                """
                    "Mapping": { "Type": "AWS::Lambda::EventSourceMapping",
                      "Properties": { "FunctionName": { "Ref": "Forwarder" }, "EventSourceArn": { "Fn::GetAtt": ["Queue", "Arn"] } } }
                    """,
                $$"""
                    "Custom": { "Type": "Custom::S3BucketNotifications",
                      "Properties": { "BucketName": "existing", "NotificationConfiguration": { "QueueConfigurations": [{ "Events": [{{ObjectCreated}}],
                        "QueueArn": { "Fn::GetAtt": ["Queue", "Arn"] },
                          "Filter": { "Key": { "FilterRules": [{ "Name": "prefix", "Value": "flows/AWSLogs/" }] } } }] } } }
                    """).Notifications);

    [Fact]
    public void EventBridge_announces_the_objects_of_a_bucket_under_a_prefix() =>
        Assert.Equal(
            [new NotificationDefinition("existing", "flows/AWSLogs/", ""), new NotificationDefinition("existing", "", ".gz")],
            Only(
                Forwarders.Function(),
                """ "Queue": { "Type": "AWS::SQS::Queue" } """,
                """
                    "Mapping": { "Type": "AWS::Lambda::EventSourceMapping",
                      "Properties": { "FunctionName": { "Ref": "Forwarder" }, "EventSourceArn": { "Fn::GetAtt": ["Queue", "Arn"] } } }
                    """,
                """
                    "Rule": { "Type": "AWS::Events::Rule", "Properties": { "EventPattern": { "source": ["aws.s3"], "detail-type": ["Object Created"],
                      "detail": { "bucket": { "name": ["existing"] }, "object": { "key": [{ "prefix": "flows/AWSLogs/" }, { "suffix": ".gz" }] } } },
                        "Targets": [{ "Id": "Queue", "Arn": { "Fn::GetAtt": ["Queue", "Arn"] } }] } }
                    """,
                """
                    "Others": { "Type": "AWS::Events::Rule", "Properties": { "EventPattern": { "source": ["aws.ec2"] },
                      "Targets": [{ "Id": "Queue", "Arn": { "Fn::GetAtt": ["Queue", "Arn"] } }] } }
                    """).Notifications);

    [Fact]
    public void A_bucket_that_notifies_others_is_not_read() =>
        Assert.Empty(Only(Forwarders.Function(), """ "Queue": { "Type": "AWS::SQS::Queue" } """,
            $$"""
                "B": { "Type": "AWS::S3::Bucket", "Properties": { "NotificationConfiguration": { "QueueConfigurations": [{ "Event": {{ObjectCreated}},
                  "Queue": { "Fn::GetAtt": ["Queue", "Arn"] } }] } } }
                """).Notifications);

    [Fact]
    public void A_function_of_somebody_else_is_none_and_leaves_no_notes()
    {
        var template = Templates.Of(
            """
                "Other": { "Type": "AWS::Lambda::Function", "Properties": { "Handler": "index.handler",
                  "Environment": { "Variables": { "X": { "Fn::ImportValue": "y" } } } } }
                """,
            """
                "Sub": { "Type": "AWS::Logs::SubscriptionFilter", "Properties": { "LogGroupName": { "Fn::ImportValue": "g" }, "FilterPattern": "[",
                  "DestinationArn": { "Fn::GetAtt": ["Other", "Arn"] } } }
                """,
            """ "ToS3": { "Type": "AWS::EC2::FlowLog", "Properties": { "LogDestinationType": "s3", "LogDestination": { "Fn::ImportValue": "b" } } } """);

        Assert.Empty(template.Processors);
        Assert.Empty(template.Notes);
    }

    [Fact]
    public void Notes_what_of_a_processor_cannot_be_worked_out()
    {
        var template = Templates.Of(
            """
                "F": { "Type": "AWS::Lambda::Function", "Properties": { "Handler": "FlowLogStack.Processor",
                  "Environment": { "Variables": { "SUMO_ENDPOINT": { "Fn::ImportValue": "y" } } } } }
                """,
            """
                "Sub": { "Type": "AWS::Logs::SubscriptionFilter",
                  "Properties": { "LogGroupName": "flows", "FilterPattern": "[", "DestinationArn": { "Fn::GetAtt": ["F", "Arn"] } } }
                """,
            """ "ToS3": { "Type": "AWS::EC2::FlowLog", "Properties": { "LogDestinationType": "s3" } } """);

        Assert.StartsWith("SUMO_ENDPOINT is not a URL. ", Assert.Single(template.Processors).Problem, StringComparison.Ordinal);
        Assert.Contains(template.Notes, note => note.StartsWith("F: Environment.Variables.SUMO_ENDPOINT: ", StringComparison.Ordinal));
        Assert.Contains(template.Notes, note => note.StartsWith("Sub is left out: ", StringComparison.Ordinal));
        Assert.Contains("ToS3 is left out: it delivers to S3 but names no bucket.", template.Notes);
    }

    [Theory]
    [InlineData("", "AWSLogs/", "", true)]
    [InlineData("flows", "flows/AWSLogs/", ".log.gz", true)]
    [InlineData("flows", "flows/AWSLogs/123456789012/", "", true)]
    [InlineData("flows", "other/", "", false)]
    [InlineData("", "", ".parquet", false)]
    public void An_archive_is_announced_when_the_keys_of_a_flow_log_pass_the_filter(string folder, string prefix, string suffix, bool expected)
    {
        var archive = new ArchiveDefinition("A", "b", folder.Length > 0 ? folder + "/" : "", Records.FlowLogFormat.Default, null, IsText: true);

        Assert.Equal(expected, new NotificationDefinition("b", prefix, suffix).Announces(archive));
        Assert.False(new NotificationDefinition("c", prefix, suffix).Announces(archive));
    }
}
