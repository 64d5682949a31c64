using System.Text.Json.Nodes;
using Amazon.CDK.AWS.S3;
using Amazon.CDK.AWS.S3.Notifications;
using Amazon.CDK.AWS.SQS;

namespace FlowLogStack.Compositions.Tests;

/// <summary>Archives whose buckets have other notifications, before or after. All notifications must last.</summary>
public sealed class BucketNotificationTests : CompositionTests
{
    [Fact]
    public void The_archives_own_bucket_sends_its_events_from_the_template()
    {
        var stack = Anywhere("Net");
        Forwarder(stack).ReadFrom(new FlowLogMonitoring(stack, "FlowLogs", OneVpc).Archive!);
        var app = Delivers();
        Assert.DoesNotContain("Custom::S3BucketNotifications", app["Net"].Text);
        Assert.DoesNotContain("Custom::BucketEvents", app["Net"].Text);
    }

    [Fact]
    public void A_bucket_with_EventBridge_keeps_it()
    {
        var stack = In("Net");
        var bucket = new Bucket(stack, "Logs", new BucketProps { EventBridgeEnabled = true });
        Forwarder(stack).ReadFrom(Archive(stack, bucket));
        Assert.NotNull(CdkNotifications(Delivers(), "Net")["EventBridgeConfiguration"]);
    }

    [Fact]
    public void A_bucket_with_a_notification_keeps_it()
    {
        var stack = In("Net");
        var bucket = new Bucket(stack, "Logs");
        bucket.AddEventNotification(EventType.OBJECT_CREATED, new SqsDestination(new Queue(stack, "Alb")), new NotificationKeyFilter { Prefix = "alb/" });
        Forwarder(stack).ReadFrom(Archive(stack, bucket, "flow"));
        var notifications = CdkNotifications(Delivers(), "Net");
        Assert.Single(notifications["QueueConfigurations"]!.AsArray());
        Assert.NotNull(notifications["EventBridgeConfiguration"]);
    }

    [Theory]
    [InlineData("other/")]
    [InlineData("AWSLogs/")]
    [InlineData(null)]
    public void A_notification_that_is_added_later_lasts_beside_ours_whatever_it_is_about(string? prefix)
    {
        var stack = In("Net");
        var monitoring = new FlowLogMonitoring(stack, "FlowLogs", OneVpc);
        Forwarder(stack).ReadFrom(monitoring.Archive!);
        NotificationKeyFilter[] filters = prefix is null ? [] : [new NotificationKeyFilter { Prefix = prefix }];
        monitoring.Archive!.Bucket.AddEventNotification(EventType.OBJECT_CREATED, new SqsDestination(new Queue(stack, "Siem")), filters);
        var notifications = CdkNotifications(Delivers(), "Net");
        Assert.Single(notifications["QueueConfigurations"]!.AsArray());
        Assert.NotNull(notifications["EventBridgeConfiguration"]);
    }

    [Fact]
    public void Removing_the_notification_of_another_does_not_switch_the_events_off()
    {
        var stack = In("Net");
        var monitoring = new FlowLogMonitoring(stack, "FlowLogs", OneVpc);
        monitoring.Archive!.Bucket.EnableEventBridgeNotification();
        Forwarder(stack).ReadFrom(monitoring.Archive!);
        // CDK's function empties the configuration when its resource is deleted.
        Assert.Equal("Retain", (string?)Assert.Single(Delivers()["Net"].ResourcesOf("Custom::S3BucketNotifications")).Resource["DeletionPolicy"]);
    }

    [Fact]
    public void A_configuration_at_level_1_is_kept_whether_it_is_set_before_or_after()
    {
        var stack = In("Net");
        var topic = new Amazon.CDK.AWS.SNS.Topic(stack, "Topic");
        var configuration = new CfnBucket.NotificationConfigurationProperty
        {
            TopicConfigurations = new object[] { new CfnBucket.TopicConfigurationProperty { Event = "s3:ObjectRemoved:*", Topic = topic.TopicArn } },
        };
        var before = new CfnBucket(stack, "Before", new CfnBucketProps { NotificationConfiguration = configuration });
        var after = new Bucket(stack, "After");
        Forwarder(stack, "One").ReadFrom(Archive(stack, Bucket.FromCfnBucket(before), id: "OneArchive"));
        Forwarder(stack, "Two").ReadFrom(Archive(stack, after, id: "TwoArchive"));
        ((CfnBucket)after.Node.DefaultChild!).NotificationConfiguration = configuration;
        var app = SynthesizedApp.Of(App);
        var buckets = app["Net"].PropertiesOf("AWS::S3::Bucket").Where(bucket => bucket.Properties["NotificationConfiguration"] is not null).ToList();
        Assert.Equal(2, buckets.Count);
        Assert.All(buckets, bucket =>
        {
            Assert.Single(bucket.Properties["NotificationConfiguration"]!["TopicConfigurations"]!.AsArray());
            Assert.True((bool)bucket.Properties["NotificationConfiguration"]!["EventBridgeConfiguration"]!["EventBridgeEnabled"]!);
        });
    }

    [Fact]
    public void An_imported_bucket_is_switched_on_by_a_function_for_that_bucket_alone()
    {
        var stack = Anywhere("Net");
        Forwarder(stack).ReadFrom(Archive(stack, Bucket.FromBucketName(stack, "Log", "org-logs")));
        var app = Delivers();
        Assert.DoesNotContain("Custom::S3BucketNotifications", app["Net"].Text);
        var role = app["Net"].PropertiesOf("AWS::IAM::Role")
            .Single(role => role.Properties.ToJsonString().Contains("s3:PutBucketNotification", StringComparison.Ordinal)).Properties;
        var statement = role["Policies"]![0]!["PolicyDocument"]!["Statement"]!.AsArray()
            .Single(statement => statement!["Action"]!.ToJsonString().Contains("s3:", StringComparison.Ordinal))!;
        Assert.Equal("""["s3:GetBucketNotification","s3:PutBucketNotification"]""", statement["Action"]!.ToJsonString());
        Assert.Equal("arn:aws:s3:::org-logs", (string?)statement["Resource"]);
        Assert.False(role.ContainsKey("ManagedPolicyArns"));
        Assert.All(app["Net"].PropertiesOf("AWS::Lambda::Function"), function =>
            Assert.Contains((string?)function.Properties["Runtime"], new[] { "python3.13", "dotnet10" }));
    }

    [ToolFact("python3")]
    public void The_function_keeps_what_others_have_configured()
    {
        var stack = Anywhere("Net");
        Forwarder(stack).ReadFrom(Archive(stack, Bucket.FromBucketName(stack, "Log", "org-logs")));
        var code = (string)SynthesizedApp.Of(App)["Net"].PropertiesOf("AWS::Lambda::Function")
            .Single(function => (string?)function.Properties["Runtime"] == "python3.13").Properties["Code"]!["ZipFile"]!;
        Assert.InRange(code.Length, 1, 4096);
        Assert.Equal(
            """{"TopicConfigurations": [{"Id": "theirs"}], "EventBridgeConfiguration": {}}""",
            Put(code, """{"ResponseMetadata": {}, "TopicConfigurations": [{"Id": "theirs"}]}"""));
        Assert.Equal("none", Put(code, """{"EventBridgeConfiguration": {}}"""));
    }

    [Fact]
    public void An_archive_that_is_read_in_another_stack_is_read()
    {
        var monitoring = new FlowLogMonitoring(In("Net"), "FlowLogs",
            OneVpc with { Archive = new FlowLogArchiveProps { Encryption = ArchiveEncryption.CustomerManaged } });
        Forwarder(In("Forward")).ReadFrom(monitoring.Archive!);
        Delivers();
    }

    [Fact]
    public void Archives_under_different_prefixes_of_one_bucket_feed_one_processor()
    {
        var stack = In("Net");
        var bucket = new Bucket(stack, "Logs");
        var forwarder = Forwarder(stack);
        forwarder.ReadFrom(Archive(stack, bucket, "blue", "Blue"));
        forwarder.ReadFrom(Archive(stack, bucket, "green", "Green", OtherVpcId));
        forwarder.ReadFrom(Archive(stack, Bucket.FromBucketName(stack, "Log", "org-logs"), "red", "Red", "vpc-0eeeeeeeeeeeeeee1"));
        forwarder.ReadFrom(Archive(stack, Bucket.FromBucketName(stack, "LogAgain", "org-logs"), "pink", "Pink", "vpc-0ddddddddddddddd1"));
        var app = Delivers();
        Assert.Equal(
            ["blue/AWSLogs/", "green/AWSLogs/", "pink/AWSLogs/", "red/AWSLogs/"],
            app["Net"].PropertiesOf("AWS::Events::Rule").Select(rule => (string)rule.Properties["EventPattern"]!["detail"]!["object"]!["key"]![0]!["prefix"]!)
                .Order());
        Assert.Single(app["Net"].ResourcesOf("Custom::BucketEvents"));
    }

    [Fact]
    public void Two_processors_read_one_archive()
    {
        var stack = In("Net");
        var monitoring = new FlowLogMonitoring(stack, "FlowLogs", OneVpc);
        Forwarder(stack, "One").ReadFrom(monitoring.Archive!);
        Forwarder(stack, "Two").ReadFrom(monitoring.Archive!);
        Delivers();
    }

    [Fact]
    public void Refuses_to_read_an_archive_twice()
    {
        var stack = In("Net");
        var archive = new FlowLogMonitoring(stack, "FlowLogs", OneVpc).Archive!;
        var forwarder = Forwarder(stack);
        forwarder.ReadFrom(archive);
        Assert.Contains("would forward its records twice", Assert.Throws<ArgumentException>(() => forwarder.ReadFrom(archive)).Message);
        var again = new FlowLogArchive(stack, "Again", new FlowLogArchiveProps { Existing = archive.Bucket });
        Assert.Contains("would read each object twice", Assert.Throws<ArgumentException>(() => forwarder.ReadFrom(again)).Message);
    }

    [Fact]
    public void Messages_are_S3s_own_and_undelivered_ones_are_kept()
    {
        var stack = In("Net");
        Forwarder(stack).ReadFrom(new FlowLogMonitoring(stack, "FlowLogs", OneVpc).Archive!);
        var target = Assert.Single(Delivers()["Net"].PropertiesOf("AWS::Events::Rule")).Properties["Targets"]![0]!;
        Assert.NotNull(target["DeadLetterConfig"]!["Arn"]);
        var template = (string)target["InputTransformer"]!["InputTemplate"]!;
        Assert.Equal(["bucket", "key", "region", "size", "time"], target["InputTransformer"]!["InputPathsMap"]!.AsObject().Select(path => path.Key).Order());
        var message = JsonNode.Parse(System.Text.RegularExpressions.Regex.Replace(template, "<(\\w+)>", "\"$1\""))!;
        Assert.Equal("key", (string?)message["Records"]![0]!["s3"]!["object"]!["key"]);
        Assert.Equal("aws:s3", (string?)message["Records"]![0]!["eventSource"]);
    }

    static FlowLogArchive Archive(Stack stack, IBucket bucket, string prefix = "", string id = "Archive", string vpc = VpcId)
    {
        var archive = new FlowLogArchive(stack, id, new FlowLogArchiveProps { Existing = bucket, Layout = new S3Layout { Prefix = prefix } });
        new FlowLogCapture(stack, id + "Capture", new FlowLogCaptureProps { Source = CaptureSource.FromId(vpc), Destination = CaptureDestination.S3(archive) });
        return archive;
    }

    static JsonNode CdkNotifications(SynthesizedApp app, string stack) =>
        Assert.Single(app[stack].PropertiesOf("Custom::S3BucketNotifications")).Properties["NotificationConfiguration"]!;

    // Runs the function's code with an emulated S3 that has a configuration, and returns the new one.
    static string Put(string code, string configuration)
    {
        var script = $"""
            import json, sys, types
            put = []
            class S3:
                def get_bucket_notification_configuration(self, Bucket): return json.loads('''{configuration}''')
                def put_bucket_notification_configuration(self, Bucket, NotificationConfiguration, SkipDestinationValidation):
                    put.append(NotificationConfiguration)
            sys.modules['boto3'] = types.SimpleNamespace(client=lambda name: S3())
            answers = []
            sys.modules['cfnresponse'] = types.SimpleNamespace(SUCCESS='SUCCESS', FAILED='FAILED',
                send=lambda event, context, status, data, id, reason=None: answers.append(status))
            code = types.ModuleType('index')
            exec(sys.stdin.read(), code.__dict__)
            code.handler(dict(RequestType='Create', ResourceProperties=dict(BucketName='b')), None)
            code.handler(dict(RequestType='Delete', ResourceProperties=dict(BucketName='b')), None)
            assert answers == ['SUCCESS', 'SUCCESS'], answers
            print(json.dumps(put[0]) if put else 'none')
            """;
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, script.Replace("sys.stdin.read()", "open(sys.argv[1]).read()", StringComparison.Ordinal));
            File.WriteAllText(file + ".code", code);
            var result = Tool.Run("python3", [file, file + ".code"]);
            Assert.True(result.ExitCode == 0, result.Errors);
            return result.Output.Trim();
        }
        finally
        {
            File.Delete(file);
            File.Delete(file + ".code");
        }
    }
}
