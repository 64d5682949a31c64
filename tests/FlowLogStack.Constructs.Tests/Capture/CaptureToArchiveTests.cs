using System.Text.Json.Nodes;
using Amazon.CDK.AWS.KMS;
using Amazon.CDK.AWS.S3;
using FlowLogStack.Capture;

namespace FlowLogStack.Constructs.Tests.Capture;

public sealed class CaptureToArchiveTests : ConstructTests
{
    FlowLogArchive Archive(FlowLogArchiveProps? props = null, string id = "Archive") => new(Stack, id, props);

    FlowLogCapture CaptureTo(FlowLogArchive archive, string id = "Capture", FlowLogFormat? format = null) => new(Stack, id, new FlowLogCaptureProps
    {
        Source = CaptureSource.FromId(VpcId),
        Destination = CaptureDestination.S3(archive),
        Format = format,
    });

    JsonNode Statement(string sid) =>
        Stack.Template().ResourcesOf("AWS::S3::BucketPolicy").Values
            .SelectMany(policy => policy["Properties"]!["PolicyDocument"]!["Statement"]!.AsArray())
            .Single(statement => (string?)statement!["Sid"] == sid)!;

    [Theory]
    [InlineData(FileFormat.PlainText, false, false, "plain-text")]
    [InlineData(FileFormat.Parquet, true, true, "parquet")]
    [InlineData(FileFormat.Parquet, false, true, "parquet")]
    [InlineData(FileFormat.PlainText, true, false, "plain-text")]
    public void Writes_all_three_destination_options_in_the_case_cloudformation_needs(FileFormat format, bool hive, bool hourly, string written)
    {
        CaptureTo(Archive(new FlowLogArchiveProps { Layout = new S3Layout { FileFormat = format, HiveCompatiblePartitions = hive,
            PerHourPartition = hourly } }));
        var flowLog = Stack.Template().Only("AWS::EC2::FlowLog");
        Assert.Equal("s3", (string?)flowLog["LogDestinationType"]);
        var options = flowLog["DestinationOptions"]!.AsObject();
        Assert.Equal(3, options.Count);
        Assert.Equal(written, (string?)options["FileFormat"]);
        Assert.Equal(hive, (bool)options["HiveCompatiblePartitions"]!);
        Assert.Equal(hourly, (bool)options["PerHourPartition"]!);
        Assert.False(flowLog.ContainsKey("DeliverLogsPermissionArn"));
    }

    [Fact]
    public void Delivers_to_the_bucket_itself_or_to_a_folder_of_it()
    {
        CaptureTo(Archive());
        CaptureTo(Archive(new FlowLogArchiveProps { Layout = new S3Layout { Prefix = "net/flow" } }, "Foldered"), "Capture2");
        var destinations = Stack.Template().ResourcesOf("AWS::EC2::FlowLog").Values.Select(flowLog =>
            flowLog["Properties"]!["LogDestination"]!.ToJsonString()).ToList();
        Assert.Matches("""^\{"Fn::GetAtt":\["ArchiveBucket\w+","Arn"\]\}$""", destinations[0]);
        Assert.Matches("""^\{"Fn::Join":\["",\[\{"Fn::GetAtt":\["FolderedBucket\w+","Arn"\]\},"/net/flow/"\]\]\}$""", destinations[1]);
    }

    [Fact]
    public void Keeps_its_bucket_private_encrypted_and_without_acls()
    {
        Archive();
        Stack.Template().HasWhole("AWS::S3::Bucket", """
            {
              "DeletionPolicy": "Retain",
              "UpdateReplacePolicy": "Retain",
              "Properties": {
                "PublicAccessBlockConfiguration": { "BlockPublicAcls": true, "BlockPublicPolicy": true, "IgnorePublicAcls": true,
                  "RestrictPublicBuckets": true },
                "OwnershipControls": { "Rules": [{ "ObjectOwnership": "BucketOwnerEnforced" }] },
                "BucketEncryption": { "ServerSideEncryptionConfiguration": [{ "ServerSideEncryptionByDefault": { "SSEAlgorithm": "AES256" } }] },
                "LifecycleConfiguration": { "Rules": [{ "Id": "AgeOut", "Status": "Enabled", "ExpirationInDays": 365,
                  "AbortIncompleteMultipartUpload": { "DaysAfterInitiation": 7 } }] }
              }
            }
            """);
        Assert.Contains("\"aws:SecureTransport\":\"false\"", Stack.Template().Only("AWS::S3::BucketPolicy").ToJsonString());
    }

    [Fact]
    public void Admits_log_delivery_of_this_account_and_region_to_its_own_folder()
    {
        CaptureTo(Archive());
        const string FromHere = """
            "StringEquals": { "aws:SourceAccount": { "Ref": "AWS::AccountId" } },
            "ArnLike": { "aws:SourceArn": { "Fn::Join": ["", ["arn:", { "Ref": "AWS::Partition" }, ":logs:", { "Ref": "AWS::Region" }, ":",
              { "Ref": "AWS::AccountId" }, ":*"]] } }
            """;
        var write = Statement("AWSLogDeliveryWrite");
        Assert.Equal("s3:PutObject", (string?)write["Action"]);
        Assert.Equal("""{"Service":"delivery.logs.amazonaws.com"}""", write["Principal"]!.ToJsonString());
        Assert.Matches("""^\{"Fn::Join":\["",\[\{"Fn::GetAtt":\["ArchiveBucket\w+","Arn"\]\},"/AWSLogs/",\{"Ref":"AWS::AccountId"\},"/\*"\]\]\}$""",
            write["Resource"]!.ToJsonString());
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse($$"""{ {{FromHere}}, "StringEqualsIfExists": { "s3:x-amz-acl": "bucket-owner-full-control" } }"""),
            write["Condition"]), write["Condition"]!.ToJsonString());

        var check = Statement("AWSLogDeliveryAclCheck");
        Assert.Equal("s3:GetBucketAcl", (string?)check["Action"]);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse($$"""{ {{FromHere}} }"""), check["Condition"]), check["Condition"]!.ToJsonString());
    }

    [Fact]
    public void Admits_log_delivery_to_the_hive_folder_when_keys_are_hive_compatible()
    {
        CaptureTo(Archive(new FlowLogArchiveProps { Layout = new S3Layout { HiveCompatiblePartitions = true, Prefix = "net" } }));
        Assert.Contains("\"/net/AWSLogs/aws-account-id=\",{\"Ref\":\"AWS::AccountId\"},\"/*\"", Statement("AWSLogDeliveryWrite")["Resource"]!.ToJsonString());
    }

    [Fact]
    public void Admits_the_accounts_and_regions_it_is_told()
    {
        CaptureTo(Archive(new FlowLogArchiveProps { Accounts = ["111122223333", "444455556666"], Regions = ["eu-west-1", "us-east-1"] }));
        var write = Statement("AWSLogDeliveryWrite");
        Assert.Equal(2, write["Resource"]!.AsArray().Count);
        Assert.Equal("""["111122223333","444455556666"]""", write["Condition"]!["StringEquals"]!["aws:SourceAccount"]!.ToJsonString());
        Assert.Equal(4, write["Condition"]!["ArnLike"]!["aws:SourceArn"]!.AsArray().Count);
    }

    [Theory]
    [InlineData(DeliveryAclCondition.Required, "StringEquals", true)]
    [InlineData(DeliveryAclCondition.IfPresent, "StringEqualsIfExists", true)]
    [InlineData(DeliveryAclCondition.None, "StringEquals", false)]
    public void The_acl_condition_is_a_choice(DeliveryAclCondition choice, string test, bool mentioned)
    {
        CaptureTo(Archive(new FlowLogArchiveProps { AclCondition = choice }));
        var condition = Statement("AWSLogDeliveryWrite")["Condition"]!;
        Assert.Equal(mentioned ? "bucket-owner-full-control" : null, (string?)condition[test]?["s3:x-amz-acl"]);
        Assert.Equal(mentioned, condition.ToJsonString().Contains("x-amz-acl", StringComparison.Ordinal));
    }

    [Fact]
    public void The_flow_log_waits_for_the_policy_that_admits_it()
    {
        CaptureTo(Archive());
        var template = Stack.Template();
        var policy = Assert.Single(template.ResourcesOf("AWS::S3::BucketPolicy")).Key;
        Assert.Contains(policy, Assert.Single(template.ResourcesOf("AWS::EC2::FlowLog")).Value["DependsOn"]!.AsArray().Select(id => (string)id!));
    }

    [Fact]
    public void A_customer_managed_key_is_named_by_arn_and_admits_log_delivery()
    {
        CaptureTo(Archive(new FlowLogArchiveProps { Encryption = ArchiveEncryption.CustomerManaged }));
        var template = Stack.Template();
        var key = Assert.Single(template.ResourcesOf("AWS::KMS::Key"));
        template.Has("AWS::S3::Bucket", $$"""
            { "BucketEncryption": { "ServerSideEncryptionConfiguration": [{ "BucketKeyEnabled": true,
              "ServerSideEncryptionByDefault": { "SSEAlgorithm": "aws:kms", "KMSMasterKeyID": { "Fn::GetAtt": ["{{key.Key}}", "Arn"] } } }] } }
            """);
        var statement = key.Value["Properties"]!["KeyPolicy"]!["Statement"]!.AsArray()
            .Single(statement => (string?)statement!["Sid"] == "EncryptDeliveredFlowLogs")!;
        Assert.Equal("""{"Service":"delivery.logs.amazonaws.com"}""", statement["Principal"]!.ToJsonString());
        Assert.Equal("""["kms:Decrypt","kms:DescribeKey","kms:Encrypt","kms:GenerateDataKey*","kms:ReEncrypt*"]""", statement["Action"]!.ToJsonString());
        Assert.NotNull(statement["Condition"]!["StringEquals"]!["aws:SourceAccount"]);
        Assert.NotNull(statement["Condition"]!["ArnLike"]!["aws:SourceArn"]);
    }

    [Fact]
    public void A_key_of_your_own_admits_log_delivery_too()
    {
        CaptureTo(Archive(new FlowLogArchiveProps { EncryptionKey = new Key(Stack, "Own") }));
        Assert.Contains("EncryptDeliveredFlowLogs", Stack.Template().Only("AWS::KMS::Key").ToJsonString());
    }

    [Fact]
    public void Objects_age_into_cheaper_classes_and_old_versions_go()
    {
        Archive(new FlowLogArchiveProps { Versioned = true, ExpireAfter = null,
            Tiers = [new(StorageClass.INFREQUENT_ACCESS, Duration.Days(30)), new(StorageClass.GLACIER_INSTANT_RETRIEVAL, Duration.Days(90))] });
        var rule = Stack.Template().Only("AWS::S3::Bucket")["LifecycleConfiguration"]!["Rules"]![0]!;
        Assert.Equal("""[{"StorageClass":"STANDARD_IA","TransitionInDays":30},{"StorageClass":"GLACIER_IR","TransitionInDays":90}]""",
            rule["Transitions"]!.ToJsonString());
        Assert.Null(rule["ExpirationInDays"]);
        Assert.Equal(30, (int)rule["NoncurrentVersionExpiration"]!["NoncurrentDays"]!);
        Stack.Template().Has("AWS::S3::Bucket", """{ "VersioningConfiguration": { "Status": "Enabled" } }""");
    }

    [Fact]
    public void Ages_are_whole_days_and_can_be_known_at_the_deployment_only()
    {
        Assert.Contains("The archive deletes objects after 1.5 days, but S3 counts whole days.",
            Assert.Throws<ArgumentException>(() => Archive(new FlowLogArchiveProps { ExpireAfter = Duration.Hours(36) })).Message);
        Assert.Contains("The archive moves objects to GLACIER_IR after 0.5 days",
            Assert.Throws<ArgumentException>(() => Archive(new FlowLogArchiveProps { Tiers = [new(StorageClass.GLACIER_INSTANT_RETRIEVAL,
                Duration.Hours(12))] }, "Early")).Message);
        var days = new CfnParameter(Stack, "Days", new CfnParameterProps { Type = "Number" });
        Archive(new FlowLogArchiveProps { ExpireAfter = Duration.Days(days.ValueAsNumber) }, "Later");
        Assert.Equal("""{"Ref":"Days"}""",
            Stack.Template().Only("AWS::S3::Bucket")["LifecycleConfiguration"]!["Rules"]![0]!["ExpirationInDays"]!.ToJsonString());
    }

    [Fact]
    public void Access_logs_go_to_a_bucket_that_admits_them_from_this_bucket_only()
    {
        Archive(new FlowLogArchiveProps { AccessLogs = new AccessLogBucket(Stack, "AccessLogs") });
        var template = Stack.Template();
        Assert.Contains(template.ResourcesOf("AWS::S3::Bucket").Values, bucket =>
            (string?)bucket["Properties"]!["LoggingConfiguration"]?["LogFilePrefix"] == "archive/");
        // Keys without folders could not be partitioned.
        Assert.All(template.ResourcesOf("AWS::S3::Bucket").Values.Select(bucket => bucket["Properties"]!["LoggingConfiguration"]).OfType<JsonNode>(), logging =>
            Assert.Equal("EventTime", (string?)logging["TargetObjectKeyFormat"]!["PartitionedPrefix"]!["PartitionDateSource"]));
        var admission = template.ResourcesOf("AWS::S3::BucketPolicy").Values
            .SelectMany(policy => policy["Properties"]!["PolicyDocument"]!["Statement"]!.AsArray())
            .Single(statement => (string?)statement!["Principal"]!.AsObject()["Service"] == "logging.s3.amazonaws.com")!;
        Assert.Contains("ArchiveBucket", admission["Condition"]!["ArnLike"]!["aws:SourceArn"]!.ToJsonString());
        Assert.Equal("""{"Ref":"AWS::AccountId"}""", admission["Condition"]!["StringEquals"]!["aws:SourceAccount"]!.ToJsonString());
    }

    [Fact]
    public void An_emptied_bucket_outlives_late_deliveries()
    {
        CaptureTo(Archive(new FlowLogArchiveProps { RemovalPolicy = RemovalPolicy.DESTROY, AutoDeleteObjects = true }));
        var template = Stack.Template();
        template.HasWhole("AWS::S3::Bucket", """{ "DeletionPolicy": "Delete" }""");
        // The policy with the denial stays until the bucket is deleted.
        template.HasWhole("AWS::S3::BucketPolicy", """{ "DeletionPolicy": "Retain" }""");
        var emptied = Assert.Single(template.ResourcesOf("Custom::EmptiedBucket")).Key;
        Assert.Contains(emptied, Assert.Single(template.ResourcesOf("AWS::EC2::FlowLog")).Value["DependsOn"]!.AsArray().Select(id => (string)id!));
        template.Has("AWS::Lambda::Function", """{ "Runtime": "python3.13", "Timeout": 900 }""");
        var code = (string)template.Only("AWS::Lambda::Function")["Code"]!["ZipFile"]!;
        Assert.InRange(code.Length, 1, 4096);
        Assert.True(code.IndexOf("deny_writes(bucket", StringComparison.Ordinal) < code.IndexOf("empty(bucket, context)", StringComparison.Ordinal));
    }

    [Fact]
    public void An_existing_bucket_gets_a_warning_that_prints_the_policy_it_needs()
    {
        CaptureTo(Archive(new FlowLogArchiveProps { Existing = Bucket.FromBucketName(Stack, "Central", "central-logs"),
            Layout = new S3Layout { Prefix = "net" } }));
        Stack.Template().Counts("AWS::S3::Bucket", 0);
        Stack.Template().Counts("AWS::S3::BucketPolicy", 0);
        var warning = Assert.Single(Messages("warning"));
        Assert.Contains("AWSLogDeliveryWrite", warning);
        Assert.Contains("AWSLogDeliveryAclCheck", warning);
        Assert.Contains("/net/AWSLogs/<account id>/*", warning);
        Assert.Contains("arn:<partition>:logs:<region>:<account id>:*", warning);
        Assert.DoesNotContain("Token", warning);
    }

    [Fact]
    public void A_bucket_of_the_same_app_is_opened_to_delivery_without_a_warning()
    {
        CaptureTo(Archive(new FlowLogArchiveProps { Existing = new Bucket(Stack, "Shared") }));
        Assert.NotNull(Statement("AWSLogDeliveryWrite"));
        Assert.Empty(Messages("warning"));
        var template = Stack.Template();
        Assert.Contains(Assert.Single(template.ResourcesOf("AWS::S3::BucketPolicy")).Key,
            Assert.Single(template.ResourcesOf("AWS::EC2::FlowLog")).Value["DependsOn"]!.ToJsonString());
    }

    [Fact]
    public void Refuses_the_reserved_folder() =>
        Assert.Contains("'AWSLogs', which AWS reserves", Assert.Throws<ArgumentException>(() =>
            Archive(new FlowLogArchiveProps { Layout = new S3Layout { Prefix = "x/AWSLogs" } })).Message);

    [Fact]
    public void Refuses_to_delete_objects_before_they_move() =>
        Assert.Contains("deletes objects after 60 days, but only moves them to",
            Assert.Throws<ArgumentException>(() => Archive(new FlowLogArchiveProps { ExpireAfter = Duration.Days(60),
                Tiers = [new(StorageClass.GLACIER_INSTANT_RETRIEVAL, Duration.Days(90))] })).Message);

    [Fact]
    public void Refuses_tiers_out_of_order() =>
        Assert.Contains("Order the tiers by age", Assert.Throws<ArgumentException>(() =>
            Archive(new FlowLogArchiveProps { Tiers = [new(StorageClass.GLACIER_INSTANT_RETRIEVAL, Duration.Days(90)),
                new(StorageClass.INFREQUENT_ACCESS, Duration.Days(30))] })).Message);

    [Fact]
    public void Refuses_to_move_objects_before_S3_does() =>
        Assert.Contains("moves objects to STANDARD_IA after 29 days, and S3 does so after 30",
            Assert.Throws<ArgumentException>(() => Archive(new FlowLogArchiveProps { Tiers = [new(StorageClass.INFREQUENT_ACCESS,
                Duration.Days(29))] })).Message);

    [Fact]
    public void Refuses_to_keep_objects_for_no_time() =>
        Assert.Contains("deletes objects after 0 days, but S3 counts whole days. Use at least Duration.Days(1)",
            Assert.Throws<ArgumentException>(() => Archive(new FlowLogArchiveProps { ExpireAfter = Duration.Days(0) })).Message);

    [Fact]
    public void Refuses_to_empty_a_bucket_that_is_kept() =>
        Assert.Contains("Use RemovalPolicy.DESTROY", Assert.Throws<ArgumentException>(() =>
            Archive(new FlowLogArchiveProps { AutoDeleteObjects = true })).Message);

    [Fact]
    public void Refuses_to_empty_a_bucket_it_did_not_make() =>
        Assert.Contains("did not create", Assert.Throws<ArgumentException>(() =>
            Archive(new FlowLogArchiveProps { AutoDeleteObjects = true, RemovalPolicy = RemovalPolicy.DESTROY,
                Existing = Bucket.FromBucketName(Stack, "Central", "central") })).Message);

    [Fact]
    public void Refuses_two_formats_in_one_archive()
    {
        var archive = Archive();
        CaptureTo(archive);
        var error = Assert.Throws<FlowLogFormatException>(() => CaptureTo(archive, "Second", FlowLogFormat.V5));
        Assert.Contains("The archive 'Test/Archive' already receives records in the format", error.Message);
    }
}
