using System.Text.Json.Nodes;
using Amazon.CDK.AWS.KMS;
using Amazon.CDK.AWS.S3;
using Amazon.CDK.AWS.SecretsManager;
using Amazon.CDK.AWS.SNS;
using Amazon.CDK.AWS.SNS.Subscriptions;
using Amazon.CDK.AWS.SQS;
using FlowLogStack.Process;
using FlowLogStack.Watch;

namespace FlowLogStack.Compositions.Tests;

/// <summary>Existing keys: policies of the app's keys admit each service, and synthesis prints the statement for imported ones.</summary>
public sealed class KeyTests : CompositionTests
{
    [Fact]
    public void The_key_of_an_existing_bucket_admits_log_delivery()
    {
        var stack = In("Net");
        var key = new Key(stack, "Key");
        var bucket = new Bucket(stack, "Logs", new BucketProps { Encryption = BucketEncryption.KMS, EncryptionKey = key });
        new FlowLogMonitoring(stack, "FlowLogs", OneVpc with { Archive = new FlowLogArchiveProps { Existing = bucket } });
        var statement = Assert.Single(Statements(Delivers(), "Net", "AWS::KMS::Key"), statement => (string?)statement["Sid"] == "EncryptDeliveredFlowLogs");
        Assert.Equal(
            """{"StringEquals":{"aws:SourceAccount":"111122223333"},"ArnLike":{"aws:SourceArn":"arn:aws:logs:eu-west-1:111122223333:*"}}""",
            statement["Condition"]!.ToJsonString());
    }

    [Fact]
    public void A_key_that_is_given_twice_admits_log_delivery_once()
    {
        var stack = In("Net");
        var key = new Key(stack, "Key");
        var bucket = new Bucket(stack, "Logs", new BucketProps { Encryption = BucketEncryption.KMS, EncryptionKey = key });
        new FlowLogMonitoring(stack, "FlowLogs", OneVpc with { Archive = new FlowLogArchiveProps { Existing = bucket, EncryptionKey = key } });
        Assert.Single(Statements(Delivers(), "Net", "AWS::KMS::Key"), statement =>
            ((string?)statement["Sid"])?.StartsWith("EncryptDelivered", StringComparison.Ordinal) == true);
    }

    [Fact]
    public void The_key_of_a_bucket_of_another_stack_admits_log_delivery()
    {
        var bucket = new Bucket(In("Storage"), "Logs", new BucketProps { Encryption = BucketEncryption.KMS });
        new FlowLogMonitoring(In("Net"), "FlowLogs", OneVpc with { Archive = new FlowLogArchiveProps { Existing = bucket } });
        Assert.Contains(Statements(Delivers(), "Storage", "AWS::KMS::Key"), statement => (string?)statement["Sid"] == "EncryptDeliveredFlowLogs");
    }

    [Fact]
    public void The_key_of_a_bucket_at_level_1_admits_log_delivery()
    {
        var stack = In("Net");
        var key = new CfnKey(stack, "Key", new CfnKeyProps { KeyPolicy = RootAlone() });
        var bucket = new CfnBucket(stack, "Logs", new CfnBucketProps
        {
            BucketEncryption = new CfnBucket.BucketEncryptionProperty
            {
                ServerSideEncryptionConfiguration = new object[]
                {
                    new CfnBucket.ServerSideEncryptionRuleProperty
                    {
                        ServerSideEncryptionByDefault = new CfnBucket.ServerSideEncryptionByDefaultProperty
                        {
                            SseAlgorithm = "aws:kms",
                            KmsMasterKeyId = key.AttrArn,
                        },
                    },
                },
            },
        });
        new FlowLogMonitoring(stack, "FlowLogs", OneVpc with { Archive = new FlowLogArchiveProps { Existing = Bucket.FromCfnBucket(bucket) } });
        var app = Delivers();
        Assert.Contains(Statements(app, "Net", "AWS::KMS::Key"), statement => (string?)statement["Sid"] == "EncryptDeliveredFlowLogs");
        Assert.Contains(Statements(app, "Net", "AWS::S3::BucketPolicy"), statement => (string?)statement["Sid"] == "AWSLogDeliveryWrite");
        Assert.Empty(app.Messages("warning"));
    }

    [Fact]
    public void The_warning_of_an_imported_bucket_has_the_statement_of_its_key()
    {
        var stack = In("Net");
        new FlowLogMonitoring(stack, "FlowLogs", OneVpc with { Archive = new FlowLogArchiveProps { Existing = Bucket.FromBucketName(stack, "Log",
            "org-logs") } });
        var warning = Assert.Single(Delivers().Messages("warning"));
        Assert.Contains("arn:aws:s3:::org-logs/AWSLogs/111122223333/*", warning);
        Assert.Contains("EncryptDeliveredFlowLogs", warning);
        Assert.Contains("customer managed", warning);
    }

    [Fact]
    public void The_warning_of_an_imported_bucket_whose_key_is_known_names_the_key()
    {
        var stack = In("Net");
        var key = Key.FromKeyArn(stack, "K", $"arn:aws:kms:{Region}:{OtherAccount}:key/11111111-2222-3333-4444-555555555555");
        new FlowLogMonitoring(stack, "FlowLogs", OneVpc with { Archive = new FlowLogArchiveProps { Existing = Bucket.FromBucketAttributes(stack, "Log",
            new BucketAttributes { BucketName = "org-logs", EncryptionKey = key }) } });
        var app = Delivers();
        Assert.Contains(app.Messages("warning"), warning => warning.Contains($"{OtherAccount}:key/11111111", StringComparison.Ordinal)
            && warning.Contains("EncryptDeliveredFlowLogs", StringComparison.Ordinal));
    }

    [Fact]
    public void Refuses_a_bucket_that_is_encrypted_with_the_key_of_AWS()
    {
        var stack = In("Net");
        var bucket = new Bucket(stack, "Logs", new BucketProps { Encryption = BucketEncryption.KMS_MANAGED });
        var error = Assert.Throws<ArgumentException>(() =>
            new FlowLogMonitoring(stack, "FlowLogs", OneVpc with { Archive = new FlowLogArchiveProps { Existing = bucket } }));
        Assert.Contains("the key that AWS manages, whose policy admits no log delivery", error.Message);
    }

    [Theory]
    [InlineData("archive")]
    [InlineData("log group")]
    [InlineData("topic")]
    public void An_imported_key_has_a_warning_that_prints_the_statement(string data)
    {
        var stack = In("Net");
        Encrypt(stack, data, Key.FromKeyArn(stack, "Key", KeyArn));
        var warning = Assert.Single(Delivers().Messages("warning"), warning => warning.Contains(KeyArn, StringComparison.Ordinal));
        Assert.Contains("\"Effect\": \"Allow\"", warning);
        Assert.DoesNotContain("Token[", warning);
        Assert.Contains(data switch { "archive" => "delivery.logs.amazonaws.com", "topic" => "cloudwatch.amazonaws.com", _ => "logs.eu-west-1.amazonaws.com" },
            warning);
    }

    [Fact]
    public void A_key_by_lookup_or_from_an_export_has_the_warning_too()
    {
        var stack = In("Net");
        new FlowLogMonitoring(stack, "FlowLogs", OneVpc with
        {
            Archive = new FlowLogArchiveProps { EncryptionKey = Key.FromKeyArn(stack, "Exported",
                $"arn:aws:kms:{Region}:{Account}:key/{Fn.ImportValue("KeyId")}") },
            LogGroup = new FlowLogGroupProps { EncryptionKey = Key.FromLookup(stack, "Found", new KeyLookupOptions { AliasName = "alias/logs" }) },
        });
        Assert.Equal(2, Delivers().Messages("warning").Count(warning => warning.Contains("The policy of the key", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("archive", "alias/aws/s3")]
    [InlineData("log group", "alias/aws/logs")]
    [InlineData("topic", "alias/aws/sns")]
    public void Refuses_a_key_that_AWS_manages(string data, string alias)
    {
        var stack = In("Net");
        var error = Assert.Throws<ArgumentException>(() => Encrypt(stack, data, Alias.FromAliasName(stack, "K", alias)));
        Assert.Contains($"'{alias}', which AWS manages", error.Message);
    }

    [Theory]
    [InlineData("archive")]
    [InlineData("log group")]
    public void Refuses_an_alias_where_the_service_needs_the_keys_own_ARN(string data)
    {
        var stack = In("Net");
        Assert.Contains("is an alias, and the service needs the ARN of the key",
            Assert.Throws<ArgumentException>(() => Encrypt(stack, data, Alias.FromAliasName(stack, "Name", "alias/logs"))).Message);
        var second = In("Second");
        Assert.Contains("is an alias", Assert.Throws<ArgumentException>(() =>
            Encrypt(second, data, Key.FromKeyArn(second, "Arn", $"arn:aws:kms:{Region}:{Account}:alias/logs"))).Message);
    }

    [Fact]
    public void A_topic_may_have_an_alias_and_the_warning_prints_the_statement()
    {
        var stack = In("Net");
        Encrypt(stack, "topic", Alias.FromAliasName(stack, "K", "alias/alarms"));
        Assert.Contains(Delivers().Messages("warning"), warning => warning.Contains("alias/alarms", StringComparison.Ordinal)
            && warning.Contains("cloudwatch.amazonaws.com", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("archive")]
    [InlineData("log group")]
    [InlineData("topic")]
    public void An_alias_of_a_key_of_the_app_stands_for_the_key(string data)
    {
        var stack = In("Net");
        Encrypt(stack, data, new Key(stack, "Key").AddAlias("alias/mine"));
        Assert.Empty(Delivers().Messages("warning"));
    }

    [Theory]
    [InlineData("archive")]
    [InlineData("log group")]
    [InlineData("topic")]
    public void Refuses_a_key_of_another_region(string data)
    {
        var stack = In("Net");
        var error = Assert.Throws<ArgumentException>(() =>
            Encrypt(stack, data, Key.FromKeyArn(stack, "K", KeyArn.Replace(Region, "us-east-1", StringComparison.Ordinal))));
        Assert.Contains($"is in us-east-1, but the {data} is in eu-west-1", error.Message);
    }

    [Fact]
    public void Refuses_an_asymmetric_key()
    {
        var stack = In("Net");
        var key = new Key(stack, "K", new KeyProps { KeySpec = KeySpec.RSA_2048, KeyUsage = KeyUsage.ENCRYPT_DECRYPT });
        Assert.Contains("services encrypt with symmetric keys only", Assert.Throws<ArgumentException>(() => Encrypt(stack, "log group", key)).Message);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_key_of_another_stack_admits_the_log_groups_of_the_groups_own_stack(bool known)
    {
        var key = new Key(known ? In("Security") : Anywhere("Security"), "Key");
        new FlowLogMonitoring(known ? In("Net") : Anywhere("Net"), "FlowLogs", OneVpc with
        {
            LogGroup = new FlowLogGroupProps { EncryptionKey = key },
            Archive = new FlowLogArchiveProps { EncryptionKey = key },
        });
        var statement = Statements(Delivers(), "Security", "AWS::KMS::Key").Single(statement => (string?)statement["Sid"] == "EncryptFlowLogRecords");
        Assert.EndsWith(":log-group:Net-*", (string?)statement["Condition"]!["ArnLike"]!["kms:EncryptionContext:aws:logs:arn"]);
    }

    [Fact]
    public void The_key_of_another_stack_admits_a_log_group_with_a_name_exactly()
    {
        var key = new Key(In("Security"), "Key");
        new FlowLogMonitoring(In("Net"), "FlowLogs", OneVpc with { LogGroup = new FlowLogGroupProps { EncryptionKey = key, LogGroupName = "/network/flow" } });
        var statement = Statements(Delivers(), "Security", "AWS::KMS::Key").Single(statement => (string?)statement["Sid"] == "EncryptFlowLogRecords");
        Assert.Equal($"arn:aws:logs:{Region}:{Account}:log-group:/network/flow",
            (string?)statement["Condition"]!["ArnEquals"]!["kms:EncryptionContext:aws:logs:arn"]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("/network/flow")]
    public void The_key_of_an_existing_log_group_of_the_app_admits_it(string? name)
    {
        var storage = In("Storage");
        var group = new Amazon.CDK.AWS.Logs.LogGroup(storage, "Logs",
            new Amazon.CDK.AWS.Logs.LogGroupProps { LogGroupName = name, EncryptionKey = new Key(In("Security"), "Key") });
        new FlowLogMonitoring(In("Net"), "FlowLogs", OneVpc with { LogGroup = new FlowLogGroupProps { Existing = group } });
        Delivers();
    }

    [Fact]
    public void A_key_of_the_parent_admits_the_log_groups_of_a_nested_stack()
    {
        var stack = In("Net");
        var key = new Key(stack, "Key");
        new FlowLogMonitoring(new NestedStack(stack, "Nested"), "FlowLogs",
            OneVpc with { LogGroup = new FlowLogGroupProps { EncryptionKey = key }, Archive = new FlowLogArchiveProps { EncryptionKey = key } });
        Delivers();
    }

    [Fact]
    public void A_key_of_a_nested_stack_admits_the_log_groups_of_its_parent()
    {
        var stack = In("Net");
        var key = new Key(new NestedStack(stack, "Nested"), "Key");
        new FlowLogMonitoring(stack, "FlowLogs", OneVpc with { LogGroup = new FlowLogGroupProps { EncryptionKey = key },
            Archive = new FlowLogArchiveProps { EncryptionKey = key } });
        Delivers();
    }

    [Fact]
    public void One_key_serves_stages_with_stacks_of_one_name()
    {
        foreach (var name in new[] { "Dev", "Prod" })
        {
            var stage = new Stage(App, name, new StageProps { Env = new Amazon.CDK.Environment { Account = Account, Region = Region } });
            var key = new Key(new Stack(stage, "Security"), "Key");
            var net = new Stack(stage, "Net");
            new FlowLogGroup(net, "Logs", new FlowLogGroupProps { EncryptionKey = key });
        }

        var app = Delivers();
        Assert.Contains(":log-group:Dev-Net-*", app["Dev-Security"].Text);
        Assert.Contains(":log-group:Prod-Net-*", app["Prod-Security"].Text);
    }

    [Fact]
    public void One_key_serves_everything_of_several_stacks_with_statements_of_different_ids()
    {
        var key = new Key(In("Security"), "Key");
        foreach (var (name, vpc) in new[] { ("Blue", VpcId), ("Green", OtherVpcId) })
        {
            var stack = In(name);
            var topic = new AlarmTopic(stack, "Topic", new AlarmTopicProps { EncryptionKey = key });
            var archive = new FlowLogArchive(stack, "Archive", new FlowLogArchiveProps { EncryptionKey = key });
            var group = new FlowLogGroup(stack, "Group", new FlowLogGroupProps { EncryptionKey = key });
            new ChangeNotification(stack, "Changes", new ChangeNotificationProps { Change = Detections.SecurityGroupChanges, Topic = topic });
            new FlowLogCapture(stack, "ToArchive", new FlowLogCaptureProps { Source = CaptureSource.FromId(vpc),
                Destination = CaptureDestination.S3(archive) });
            new FlowLogCapture(stack, "ToLogs", new FlowLogCaptureProps { Source = CaptureSource.FromId(vpc),
                Destination = CaptureDestination.CloudWatchLogs(group) });
        }

        var ids = Statements(Delivers(), "Security", "AWS::KMS::Key").Select(statement => (string?)statement["Sid"]).Where(sid => sid is not null).Order()
            .ToList();
        Assert.Equal(["EncryptAlarmNotifications", "EncryptDeliveredFlowLogs", "EncryptEventNotifications", "EncryptEventNotifications2",
            "EncryptFlowLogRecords", "EncryptFlowLogRecords2"], ids);
    }

    [Fact]
    public void A_statement_id_that_the_bucket_has_already_is_not_used_again()
    {
        var stack = In("Net");
        var bucket = new Bucket(stack, "Logs");
        bucket.AddToResourcePolicy(new Amazon.CDK.AWS.IAM.PolicyStatement(new Amazon.CDK.AWS.IAM.PolicyStatementProps
        {
            Sid = "AWSLogDeliveryWrite",
            Principals = [new Amazon.CDK.AWS.IAM.ServicePrincipal("delivery.logs.amazonaws.com")],
            Actions = ["s3:PutObject"],
            Resources = [bucket.ArnForObjects("alb/*")],
        }));
        new FlowLogMonitoring(stack, "FlowLogs", OneVpc with { Archive = new FlowLogArchiveProps { Existing = bucket } });
        Assert.Contains("AWSLogDeliveryWrite2", Delivers()["Net"].Text);
    }

    [Fact]
    public void A_secret_with_a_key_of_another_stack_can_be_read()
    {
        var security = In("Security");
        var secret = new Secret(security, "Endpoint", new SecretProps { EncryptionKey = new Key(security, "Key") });
        var net = In("Net");
        new FlowLogProcessor(net, "Forwarder", new FlowLogProcessorProps { Endpoint = new EndpointOutput { Secret = secret } })
            .Subscribe(new FlowLogGroup(net, "Logs").LogGroup);
        Assert.Contains("kms:Decrypt", Delivers()["Net"].Text);
    }

    [Fact]
    public void An_imported_secret_can_be_read_whichever_key_it_has()
    {
        var stack = Anywhere("Net");
        Forwarder(stack).Subscribe(new FlowLogGroup(stack, "Logs").LogGroup);
        var statement = RoleStatements(Delivers(), "Net").Single(statement => statement["Action"]!.ToJsonString() == "\"kms:Decrypt\"");
        Assert.Equal(
            """{"StringEquals":{"kms:ViaService":"secretsmanager.eu-west-1.amazonaws.com"}"""
                + ""","StringLike":{"kms:EncryptionContext:SecretARN":"arn:aws:secretsmanager:eu-west-1:123456789012:secret:x/y-??????"}}""",
            statement["Condition"]!.ToJsonString());
    }

    [Fact]
    public void An_imported_bucket_can_be_read_and_written_whichever_key_it_has()
    {
        var stack = In("Net");
        var archive = new FlowLogArchive(stack, "Archive", new FlowLogArchiveProps { Existing = Bucket.FromBucketName(stack, "Log", "org-logs") });
        new FlowLogProcessor(stack, "Forwarder", new FlowLogProcessorProps { Destination = new BucketOutput { Bucket = Bucket.FromBucketName(stack, "Lake",
            "lake") } }).ReadFrom(archive);
        var uses = RoleStatements(Delivers(), "Net").Where(statement => statement["Condition"]?["StringLike"]?["kms:EncryptionContext:aws:s3:arn"] is not null)
            .ToList();
        Assert.Equal(["\"kms:Decrypt\"", "\"kms:GenerateDataKey\""], uses.Select(statement => statement["Action"]!.ToJsonString()).Order());
        Assert.All(uses, statement => Assert.Equal("s3.eu-west-1.amazonaws.com", (string?)statement["Condition"]!["StringEquals"]!["kms:ViaService"]));
    }

    [Fact]
    public void A_given_key_of_an_imported_bucket_is_used_by_what_reads_it()
    {
        var stack = In("Net");
        var archive = new FlowLogArchive(stack, "Archive",
            new FlowLogArchiveProps { Existing = Bucket.FromBucketName(stack, "Log", "org-logs"), EncryptionKey = new Key(stack, "Key") });
        Forwarder(stack).ReadFrom(archive);
        Assert.Contains(RoleStatements(Delivers(), "Net"), statement => statement["Action"]!.ToJsonString() == "\"kms:Decrypt\""
            && statement["Condition"] is null);
    }

    [Fact]
    public void The_key_of_a_topic_that_is_passed_in_admits_alarms()
    {
        var security = In("Security");
        var topic = new Topic(security, "Topic", new TopicProps { MasterKey = new Key(security, "Key"), EnforceSSL = true });
        topic.AddToResourcePolicy(new Amazon.CDK.AWS.IAM.PolicyStatement(new Amazon.CDK.AWS.IAM.PolicyStatementProps
        {
            Principals = [new Amazon.CDK.AWS.IAM.AccountRootPrincipal()],
            Actions = ["sns:Publish"],
            Resources = [topic.TopicArn],
        }));
        var net = In("Net");
        new FlowLogProcessor(net, "Forwarder", new FlowLogProcessorProps { Topics = [topic] }).Subscribe(new FlowLogGroup(net, "Logs").LogGroup);
        Delivers();
    }

    [Fact]
    public void Refuses_a_topic_that_is_encrypted_with_the_key_of_AWS()
    {
        var stack = In("Net");
        var topic = new Topic(stack, "Topic", new TopicProps { MasterKey = Alias.FromAliasName(stack, "K", "alias/aws/sns") });
        Assert.Contains("which AWS manages", Assert.Throws<ArgumentException>(() =>
            new FlowLogProcessor(stack, "Forwarder", new FlowLogProcessorProps { Topics = [topic] })).Message);
    }

    [Fact]
    public void Subscribers_that_are_encrypted_are_reached_or_named()
    {
        var stack = In("Net");
        var own = new Queue(stack, "Own", new QueueProps { EncryptionMasterKey = new Key(stack, "QueueKey") });
        var keyless = new Queue(stack, "Imported", new QueueProps { EncryptionMasterKey = Key.FromKeyArn(stack, "ImportedKey", KeyArn) });
        var elsewhere = Queue.FromQueueArn(stack, "Elsewhere", $"arn:aws:sqs:{Region}:{Account}:elsewhere");
        new FlowLogMonitoring(stack, "FlowLogs", OneVpc with { Subscriptions = [new SqsSubscription(own), new SqsSubscription(keyless),
            new SqsSubscription(elsewhere)] });
        var warnings = Delivers().Messages("warning");
        Assert.Equal(2, warnings.Count);
        Assert.Contains(warnings, warning => warning.Contains(KeyArn, StringComparison.Ordinal)
            && warning.Contains("sns.amazonaws.com", StringComparison.Ordinal));
        Assert.Contains(warnings, warning => warning.Contains("'Net/Elsewhere'", StringComparison.Ordinal)
            && warning.Contains("sqs:SendMessage", StringComparison.Ordinal));
    }

    [Fact]
    public void Refuses_one_key_for_a_topic_and_its_queue_whose_policy_would_be_a_circle()
    {
        var stack = In("Net");
        var key = new Key(stack, "Key");
        var queue = new Queue(stack, "Queue", new QueueProps { EncryptionMasterKey = key });
        var error = Assert.Throws<ArgumentException>(() =>
            new AlarmTopic(stack, "Topic", new AlarmTopicProps { EncryptionKey = key, Subscriptions = [new SqsSubscription(queue)] }));
        Assert.Contains("circular dependency", error.Message);
    }

    static void Encrypt(Stack stack, string data, IKey key)
    {
        switch (data)
        {
            case "archive":
                new FlowLogMonitoring(stack, "FlowLogs", OneVpc with { Archive = new FlowLogArchiveProps { EncryptionKey = key } });
                break;
            case "log group":
                new FlowLogMonitoring(stack, "FlowLogs", OneVpc with { LogGroup = new FlowLogGroupProps { EncryptionKey = key } });
                break;
            default:
                var group = new FlowLogGroup(stack, "Group");
                new DetectionAlarm(stack, "Ssh", new DetectionAlarmProps
                {
                    Detection = Detections.SshRejects,
                    LogGroup = group.LogGroup,
                    Topics = [new AlarmTopic(stack, "Topic", new AlarmTopicProps { EncryptionKey = key }).Topic],
                });
                break;
        }
    }

    static Dictionary<string, object> RootAlone() => new()
    {
        ["Version"] = "2012-10-17",
        ["Statement"] = new object[]
        {
            new Dictionary<string, object>
            {
                ["Effect"] = "Allow",
                ["Principal"] = new Dictionary<string, object> { ["AWS"] = $"arn:aws:iam::{Account}:root" },
                ["Action"] = "kms:*",
                ["Resource"] = "*",
            },
        },
    };

    /// <summary>Returns the resolved statements of a stack's policies of one type.</summary>
    static IEnumerable<JsonNode> Statements(SynthesizedApp app, string stack, string type) =>
        app[stack].PropertiesOf(type).SelectMany(resource =>
            (resource.Properties["KeyPolicy"] ?? resource.Properties["PolicyDocument"])!["Statement"]!.AsArray())!;

    static IEnumerable<JsonNode> RoleStatements(SynthesizedApp app, string stack) => Statements(app, stack, "AWS::IAM::Policy");
}
