using System.Text.Json.Nodes;
using Amazon.CDK.AWS.KMS;
using Amazon.CDK.AWS.SecretsManager;
using FlowLogStack.Capture;
using FlowLogStack.Process;
using FlowLogStack.Streaming;
using FlowLogStack.Watch;

namespace FlowLogStack.Constructs.Tests.Streaming;

/// <summary>Streams to each kind of destination.</summary>
public sealed class FlowLogStreamTests : ConstructTests
{
    const string SecretArn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:flow-logs/vendor-AbCdEf";

    ISecret Vendor => Secret.FromSecretCompleteArn(Stack, "Vendor", SecretArn);

    FlowLogStream New(StreamDestination destination, Func<FlowLogStreamProps, FlowLogStreamProps>? change = null)
    {
        var props = new FlowLogStreamProps { Destination = destination };
        return new FlowLogStream(Stack, "Stream", change is null ? props : change(props));
    }

    JsonObject Stream => Stack.Template().Only("AWS::KinesisFirehose::DeliveryStream");

    JsonArray RoleStatements => Stack.Template().ResourcesOf("AWS::IAM::Role").Values
        .Single(role => role["Properties"]!["Description"]?.ToString() == "Lets Firehose deliver flow logs")["Properties"]!
        ["Policies"]![0]!["PolicyDocument"]!["Statement"]!.AsArray();

    [Fact]
    public void A_stream_accepts_flow_logs_of_its_account_and_is_encrypted()
    {
        var stream = New(StreamDestination.ToBucket());
        _ = new FlowLogCapture(Stack, "Capture", new FlowLogCaptureProps { Source = CaptureSource.FromId(VpcId), Destination = stream.Destination });
        Assert.Equal("DirectPut", (string?)Stream["DeliveryStreamType"]);
        Assert.Equal("""[{"Key":"LogDeliveryEnabled","Value":"true"}]""", Stream["Tags"]!.ToJsonString());
        Assert.Equal("AWS_OWNED_CMK", (string?)Stream["DeliveryStreamEncryptionConfigurationInput"]!["KeyType"]);
        Assert.Empty(Messages("info"));
        var trust = Stack.Template().ResourcesOf("AWS::IAM::Role").Values.Single()["Properties"]!["AssumeRolePolicyDocument"]!["Statement"]![0]!;
        Assert.Equal("""{"Service":"firehose.amazonaws.com"}""", trust["Principal"]!.ToJsonString());
        Assert.Equal("""{"Ref":"AWS::AccountId"}""", trust["Condition"]!["StringEquals"]!["aws:SourceAccount"]!.ToJsonString());
        Assert.Contains(":deliverystream/*", trust["Condition"]!["ArnLike"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_role_reads_and_writes_its_own_bucket_and_log_and_nothing_else()
    {
        New(StreamDestination.ToBucket());
        Assert.Equal(
            ["s3:GetBucketLocation,s3:ListBucket,s3:ListBucketMultipartUploads", "s3:AbortMultipartUpload,s3:GetObject,s3:PutObject", "logs:PutLogEvents"],
            RoleStatements.Select(statement => statement!["Action"] is JsonArray many ? string.Join(',', many.Select(one => (string)one!))
                : (string)statement["Action"]!));
        Assert.All(RoleStatements, statement => Assert.DoesNotContain("\"Resource\":\"*\"", statement!.ToJsonString(), StringComparison.Ordinal));
        // Firehose checks the role's permissions when the stream is created.
        Assert.Contains("StreamErrorStream", Stack.Template().ResourcesOf("AWS::KinesisFirehose::DeliveryStream")
            .Values.Single()["DependsOn"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Partitions_by_fields_are_read_at_their_positions_in_the_log_format()
    {
        New(StreamDestination.ToBucket() with { Prefix = "network/", Format = FlowLogFormat.V5, Partitions = [FlowField.AccountId, FlowField.Action] });
        var s3 = Stream["ExtendedS3DestinationConfiguration"]!;
        Assert.Equal("network/account_id=!{partitionKeyFromQuery:account_id}/action=!{partitionKeyFromQuery:action}/!{timestamp:yyyy/MM/dd/HH}/",
            (string?)s3["Prefix"]);
        Assert.Equal("undelivered/!{firehose:error-output-type}/", (string?)s3["ErrorOutputPrefix"]);
        Assert.True((bool)s3["DynamicPartitioningConfiguration"]!["Enabled"]!);
        Assert.InRange((int)s3["BufferingHints"]!["SizeInMBs"]!, 64, 128);
        var query = s3["ProcessingConfiguration"]!["Processors"]![0]!;
        Assert.Equal("MetadataExtraction", (string?)query["Type"]);
        Assert.Equal(
            $"{{account_id:.message|split(\" \")|.[{FlowLogFormat.V5.IndexOf(FlowField.AccountId)}],"
                + $"action:.message|split(\" \")|.[{FlowLogFormat.V5.IndexOf(FlowField.Action)}]}}",
            (string?)query["Parameters"]![0]!["ParameterValue"]);
        Assert.Equal("JQ-1.6", (string?)query["Parameters"]![1]!["ParameterValue"]);
    }

    [Fact]
    public void Coralogix_has_its_attributes_and_the_secret_by_ARN()
    {
        New(StreamDestination.Coralogix("https://ingress.eu1.coralogix.com/aws/firehose", Vendor, "network", "vpc"));
        var endpoint = Stream["HttpEndpointDestinationConfiguration"]!;
        Assert.Equal("https://ingress.eu1.coralogix.com/aws/firehose", (string?)endpoint["EndpointConfiguration"]!["Url"]);
        Assert.Equal(SecretArn, (string?)endpoint["SecretsManagerConfiguration"]!["SecretARN"]);
        Assert.True((bool)endpoint["SecretsManagerConfiguration"]!["Enabled"]!);
        Assert.Equal("GZIP", (string?)endpoint["RequestConfiguration"]!["ContentEncoding"]);
        Assert.Equal(["integrationType=Default", "applicationName=network", "subsystemName=vpc"],
            endpoint["RequestConfiguration"]!["CommonAttributes"]!.AsArray().Select(one => $"{one!["AttributeName"]}={one["AttributeValue"]}"));
        Assert.Equal("FailedDataOnly", (string?)endpoint["S3BackupMode"]);
        Assert.Equal("undelivered/", (string?)endpoint["S3Configuration"]!["Prefix"]);
        var read = RoleStatements.Single(statement => statement!["Action"]!.ToString() == "secretsmanager:GetSecretValue")!;
        Assert.Equal(SecretArn, (string?)read["Resource"]);
        var decrypt = RoleStatements.Single(statement => statement!["Action"]!.ToString() == "kms:Decrypt")!;
        Assert.Equal(SecretArn, (string?)decrypt["Condition"]!["StringLike"]!["kms:EncryptionContext:SecretARN"]);
    }

    [Fact]
    public void Splunk_has_its_acknowledgment_and_its_token_by_ARN()
    {
        New(StreamDestination.Splunk("https://http-inputs-firehose-example.splunkcloud.com:443", Vendor), props => props with { BackUpAll = true });
        var splunk = Stream["SplunkDestinationConfiguration"]!;
        Assert.Equal("Raw", (string?)splunk["HECEndpointType"]);
        Assert.Equal(300, (int)splunk["HECAcknowledgmentTimeoutInSeconds"]!);
        Assert.Equal(SecretArn, (string?)splunk["SecretsManagerConfiguration"]!["SecretARN"]);
        Assert.Equal("AllEvents", (string?)splunk["S3BackupMode"]);
        Assert.Equal("all/", (string?)splunk["S3Configuration"]!["Prefix"]);
        Assert.Equal("AWS/Firehose DeliveryToSplunk.DataFreshness, DeliveryToSplunk.Success, ThrottledRecords", AlarmMetrics());
    }

    public static TheoryData<string> Vendors => ["Datadog", "New Relic", "Sumo Logic", "Any"];

    [Theory]
    [MemberData(nameof(Vendors))]
    public void A_vendor_is_an_endpoint_with_alarms_on_the_metrics_of_endpoints(string vendor)
    {
        const string Url = "https://logs.example.com/v1";
        New(vendor switch
        {
            "Datadog" => StreamDestination.Datadog(Url, Vendor),
            "New Relic" => StreamDestination.NewRelic(Url, Vendor),
            "Sumo Logic" => StreamDestination.SumoLogic(Url),
            _ => StreamDestination.Https("Any", Url) with { CommonAttributes = new Dictionary<string, string> { ["team"] = "network" } },
        });
        var endpoint = Stream["HttpEndpointDestinationConfiguration"]!.AsObject();
        Assert.Equal(vendor, (string?)endpoint["EndpointConfiguration"]!["Name"]);
        Assert.Equal(Url, (string?)endpoint["EndpointConfiguration"]!["Url"]);
        Assert.Equal(vendor is "Datadog" or "New Relic", endpoint.ContainsKey("SecretsManagerConfiguration"));
        Assert.Equal("AWS/Firehose DeliveryToHttpEndpoint.DataFreshness, DeliveryToHttpEndpoint.Success, ThrottledRecords", AlarmMetrics());
    }

    string AlarmMetrics()
    {
        var alarms = Stack.Template().ResourcesOf("AWS::CloudWatch::Alarm").Values.Select(alarm => alarm["Properties"]!).ToList();
        Assert.All(alarms, alarm => Assert.Equal("DeliveryStreamName", (string?)alarm["Dimensions"]![0]!["Name"]));
        return $"{alarms.Select(alarm => (string)alarm["Namespace"]!).Distinct().Single()} "
            + $"{string.Join(", ", alarms.Select(alarm => (string)alarm["MetricName"]!).Order(StringComparer.Ordinal))}";
    }

    [Fact]
    public void A_processor_transforms_the_records_and_the_role_may_invoke_it()
    {
        var processor = new FlowLogProcessor(Stack, "Processor", new FlowLogProcessorProps());
        New(StreamDestination.SumoLogic("https://endpoint.example.com/receiver"), props => props with { Processor = processor });
        Assert.Equal("Lambda", (string?)Stream["HttpEndpointDestinationConfiguration"]!["ProcessingConfiguration"]!["Processors"]![0]!["Type"]);
        Assert.Contains("lambda:InvokeFunction", Stack.Template().ToText(), StringComparison.Ordinal);
        Assert.Contains("StreamRoleDefaultPolicy", Stack.Template().ResourcesOf("AWS::KinesisFirehose::DeliveryStream")
            .Values.Single()["DependsOn"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_of_the_bucket_is_used_through_S3_only_and_alarms_notify_topics()
    {
        var topic = new AlarmTopic(Stack, "Topic");
        New(StreamDestination.ToBucket(), props => props with { EncryptionKey = new Key(Stack, "Key"), Topics = [topic.Topic] });
        var use = RoleStatements.Single(statement => statement!.ToJsonString().Contains("kms:GenerateDataKey", StringComparison.Ordinal))!;
        Assert.Contains("s3.", use["Condition"]!["StringEquals"]!["kms:ViaService"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.NotNull(Stream["ExtendedS3DestinationConfiguration"]!["EncryptionConfiguration"]!["KMSEncryptionConfig"]!["AWSKMSKeyARN"]);
        Assert.All(Stack.Template().ResourcesOf("AWS::CloudWatch::Alarm").Values, alarm => Assert.Single(alarm["Properties"]!["AlarmActions"]!.AsArray()));
    }

    [Theory]
    [InlineData("http://example.com", "'http://example.com' is not the URL of an endpoint. Use an HTTPS URL")]
    [InlineData("https://user@example.com", "is not the URL of an endpoint")]
    [InlineData("example.com", "is not the URL of an endpoint")]
    public void Refuses_an_endpoint_without_HTTPS(string url, string problem) => Refused(StreamDestination.SumoLogic(url), problem);

    [Fact]
    public void Refuses_what_Firehose_does_not_accept()
    {
        Refused(StreamDestination.ToBucket() with { BufferSize = Size.Mebibytes(5), Partitions = [FlowField.AccountId] }, "BufferSize of the stream's "
            + "destination is 5, and Firehose accepts 64 to 128 MB with partitions.");
        Refused(StreamDestination.ToBucket() with { Prefix = "network" }, "'network' is not the prefix of a stream's objects.");
        Refused(StreamDestination.ToBucket() with { Buffer = Duration.Seconds(30) }, "Buffer of the stream's destination is 30, and Firehose accepts 60 to "
            + "900 seconds.");
        Refused(StreamDestination.ToBucket() with { Buffer = Duration.Millis(90_500) }, "Buffer of the stream's destination is 90.5, and Firehose accepts 60 "
            + "to 900 seconds. Set a whole number");
        Refused(StreamDestination.ToBucket() with { BufferSize = Size.Kibibytes(1536) }, "BufferSize of the stream's destination is 1.5, and Firehose accepts "
            + "1 to 128 MB.");
        Refused(StreamDestination.SumoLogic("https://example.com") with { Buffer = Duration.Millis(90_500) }, "Buffer of the stream's destination is 90.5");
        Refused(StreamDestination.SumoLogic("https://example.com") with { BufferSize = Size.Mebibytes(65) }, "accepts 1 to 64 MB.");
        Refused(StreamDestination.Splunk("https://example.com", Vendor) with { Buffer = Duration.Millis(500) }, "is 0.5, and Firehose accepts 0 to 60 seconds "
            + "for Splunk.");
        Refused(StreamDestination.Splunk("https://example.com", Vendor) with { Acknowledgment = Duration.Millis(200_500) }, "Acknowledgment of the stream's");
        foreach (var destination in new StreamDestination[] { StreamDestination.ToBucket(), StreamDestination.SumoLogic("https://example.com"),
            StreamDestination.Splunk("https://example.com", Secret.FromSecretCompleteArn(Stack, "Token", SecretArn)) })
        {
            Refused(destination with { Retry = Duration.Hours(3) }, "Retry of the stream's destination is 10800, and Firehose accepts 0 to 7200 seconds.");
            Refused(destination with { Retry = Duration.Millis(1500) }, "Retry of the stream's destination is 1.5,");
        }

        Refused(StreamDestination.Splunk("https://example.com", Vendor) with { Acknowledgment = Duration.Seconds(60) }, "accepts 180 to 600 seconds");
        Refused(StreamDestination.ToBucket(), "BackUpAll writes all records to the bucket, which already is the destination", props =>
            props with { BackUpAll = true });
        Refused(StreamDestination.ToBucket(), "'a b' cannot name a stream.", props => props with { StreamName = "a b" });
        Assert.Throws<FlowLogFormatException>(() => New(StreamDestination.ToBucket() with { Partitions = [FlowField.VpcId] }));
    }

    void Refused(StreamDestination destination, string problem, Func<FlowLogStreamProps, FlowLogStreamProps>? change = null)
    {
        Stack.Node.TryRemoveChild("Stream");
        Stack.Node.TryRemoveChild("Vendor");
        Assert.Contains(problem, Assert.ThrowsAny<ArgumentException>(() => New(destination, change)).Message, StringComparison.Ordinal);
        Stack.Node.TryRemoveChild("Stream");
    }

    [Fact]
    public void The_key_of_an_imported_bucket_is_used_for_its_objects_only()
    {
        New(StreamDestination.ToBucket(), props => props with { Bucket = Amazon.CDK.AWS.S3.Bucket.FromBucketName(Stack, "Lake", "network-lake") });
        var use = RoleStatements.Single(statement => statement!.ToJsonString().Contains("kms:GenerateDataKey", StringComparison.Ordinal))!;
        Assert.Contains("s3.", use["Condition"]!["StringEquals"]!["kms:ViaService"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.All(use["Condition"]!["StringLike"]!["kms:EncryptionContext:aws:s3:arn"]!.AsArray(), arn =>
            Assert.Contains(":s3:::network-lake", arn!.ToJsonString(), StringComparison.Ordinal));
    }

    [Fact]
    public void A_secret_of_another_account_needs_the_statements_that_synthesis_prints()
    {
        var stack = new Stack((App)Stack.Node.Root, "Here", new StackProps { Env = new Amazon.CDK.Environment { Account = "999999999999",
            Region = "eu-west-1" } });
        _ = new FlowLogStream(stack, "Stream", new FlowLogStreamProps
        {
            Destination = StreamDestination.Splunk("https://example.com", Secret.FromSecretCompleteArn(stack, "Vendor", SecretArn)),
        });
        var warning = Assert.Single(stack.Node.FindAll().SelectMany(node => node.Node.Metadata), entry => entry.Type == "aws:cdk:warning").Data.ToString()!;
        Assert.Contains("is in account 111122223333, and the stream in 999999999999.", warning, StringComparison.Ordinal);
        Assert.Contains("secretsmanager:GetSecretValue", warning, StringComparison.Ordinal);
        Assert.Contains("kms:Decrypt", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_secret_of_another_region()
    {
        var stack = new Stack((App)Stack.Node.Root, "There", new StackProps { Env = new Amazon.CDK.Environment { Account = "111122223333",
            Region = "us-east-1" } });
        Assert.Contains("Replicate it to the stream's region", Assert.Throws<ArgumentException>(() => new FlowLogStream(stack, "Stream", new FlowLogStreamProps
        {
            Destination = StreamDestination.Splunk("https://example.com", Secret.FromSecretCompleteArn(stack, "Vendor", SecretArn)),
        })).Message, StringComparison.Ordinal);
    }
}
