using System.Text.Json.Nodes;
using Amazon.CDK.AWS.KMS;
using Amazon.CDK.AWS.S3;
using FlowLogStack.Capture;
using FlowLogStack.Query;

namespace FlowLogStack.Constructs.Tests.Capture;

public sealed class ActivityTrailTests : ConstructTests
{
    const string Arn = """
        { "Fn::Join": ["", ["arn:", { "Ref": "AWS::Partition" }, ":cloudtrail:", { "Ref": "AWS::Region" }, ":", { "Ref": "AWS::AccountId" }, ":trail/audit"]] }
        """;

    ActivityTrail Trail(ActivityTrailProps? props = null) => new(Stack, "Trail", (props ?? new ActivityTrailProps()) with { TrailName = "audit" });

    static JsonNode[] Statements(JsonObject policy, string property = "PolicyDocument") =>
        [.. ((JsonArray)policy["Properties"]![property]!["Statement"]!).OfType<JsonNode>()
            .Where(statement => statement.ToJsonString().Contains("cloudtrail.amazonaws.com", StringComparison.Ordinal))];

    [Fact]
    public void A_trail_validates_its_files_in_a_private_bucket_that_admits_this_trail_only()
    {
        Trail();
        var template = Stack.Template();
        template.Has("AWS::CloudTrail::Trail", """
            { "TrailName": "audit", "IsLogging": true, "EnableLogFileValidation": true, "IsMultiRegionTrail": true, "IncludeGlobalServiceEvents": true }
            """);
        var statements = Statements((JsonObject)Assert.Single(template.ResourcesOf("AWS::S3::BucketPolicy")).Value);
        Assert.Equal(["CloudTrailAclCheck", "CloudTrailWrite"], statements.Select(statement => (string?)statement["Sid"]));
        Assert.All(statements, statement => Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Arn), statement["Condition"]!["StringEquals"]!["aws:SourceArn"]),
            statement.ToJsonString()));
        Assert.Equal("bucket-owner-full-control", (string?)statements[1]["Condition"]!["StringEquals"]!["s3:x-amz-acl"]);
        var trail = Assert.Single(template.ResourcesOf("AWS::CloudTrail::Trail")).Value;
        // CloudTrail checks the policy when it creates the trail.
        Assert.Contains(template.ResourcesOf("AWS::S3::BucketPolicy").Keys.Single(), trail["DependsOn"]!.AsArray().Select(name => (string?)name));
        Assert.Empty(template.ResourcesOf("AWS::Logs::LogGroup"));
    }

    [Fact]
    public void A_trail_of_an_organization_writes_below_both_folders()
    {
        Trail(new ActivityTrailProps { OrganizationId = "o-exampleorgid", Prefix = "security", SendsToLogGroup = true });
        var template = Stack.Template();
        template.Has("AWS::CloudTrail::Trail", """{ "IsOrganizationTrail": true, "S3KeyPrefix": "security" }""");
        var write = Statements((JsonObject)Assert.Single(template.ResourcesOf("AWS::S3::BucketPolicy")).Value)[1]["Resource"]!.ToJsonString();
        Assert.Contains("/security/AWSLogs/o-exampleorgid/*", write, StringComparison.Ordinal);
        Assert.Contains("/security/AWSLogs/", write, StringComparison.Ordinal);
        var role = template.ResourcesOf("AWS::IAM::Role").Values.Single(known => known.ToJsonString()
            .Contains("cloudtrail.amazonaws.com", StringComparison.Ordinal));
        var policy = role["Properties"]!["Policies"]!.ToJsonString();
        Assert.Contains("log-stream:o-exampleorgid_*", policy, StringComparison.Ordinal);
        Assert.Contains("_CloudTrail_", policy, StringComparison.Ordinal);
        template.Has("AWS::Logs::LogGroup", """{ "RetentionInDays": 30 }""");
    }

    [Fact]
    public void A_key_admits_the_trail_by_its_ARN_and_encryption_context()
    {
        Trail(new ActivityTrailProps { EncryptionKey = new Key(Stack, "Key") });
        var statements = Statements((JsonObject)Assert.Single(Stack.Template().ResourcesOf("AWS::KMS::Key")).Value, "KeyPolicy");
        Assert.Equal(["kms:GenerateDataKey*", "kms:DescribeKey", "kms:Decrypt"], statements.Select(statement => (string?)statement["Action"]));
        Assert.All(statements, statement => Assert.NotNull(statement["Condition"]!["StringEquals"]!["aws:SourceArn"]));
        Assert.NotNull(statements[0]["Condition"]!["StringLike"]!["kms:EncryptionContext:aws:cloudtrail:arn"]);
    }

    [Fact]
    public void The_key_of_the_stack_encrypts_the_files_the_bucket_and_the_log_group()
    {
        Encryption.CustomerManaged().ApplyTo(Stack);
        Trail(new ActivityTrailProps { SendsToLogGroup = true });
        var template = Stack.Template();
        var key = Assert.Single(template.ResourcesOf("AWS::KMS::Key")).Key;
        foreach (var type in new[] { "AWS::CloudTrail::Trail", "AWS::S3::Bucket", "AWS::Logs::LogGroup" })
            Assert.Contains($"[\"{key}\",\"Arn\"]", template.Only(type).ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(3, Statements((JsonObject)template.ResourcesOf("AWS::KMS::Key").Single().Value, "KeyPolicy").Length);
        Assert.Contains("EncryptFlowLogRecords", template.Only("AWS::KMS::Key")["KeyPolicy"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_bucket_of_an_archive_is_shared_under_the_folder_of_the_trail()
    {
        var archive = new FlowLogArchive(Stack, "Archive");
        var trail = Trail(new ActivityTrailProps { Bucket = archive.Bucket });
        new ActivityTable(Stack, "Calls", new ActivityTableProps { Projection = trail.ToProjection(PartitionValues.Of(Stack.Account),
            PartitionValues.Of("us-east-1")) });
        var template = Stack.Template();
        Assert.Single(template.ResourcesOf("AWS::S3::Bucket"));
        Assert.Equal(2, Statements((JsonObject)Assert.Single(template.ResourcesOf("AWS::S3::BucketPolicy")).Value).Length);
        Assert.Contains("/CloudTrail/${log_region}/${log_time}/", Assert.Single(template.ResourcesOf("AWS::Glue::Table")).Value.ToJsonString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Data_events_are_writes_of_the_given_buckets_beside_all_management_events()
    {
        Trail(new ActivityTrailProps { DataEventsOf = [new Bucket(Stack, "Data")] });
        var selectors = (JsonArray)Assert.Single(Stack.Template().ResourcesOf("AWS::CloudTrail::Trail")).Value["Properties"]!["AdvancedEventSelectors"]!;
        Assert.Equal(2, selectors.Count);
        Assert.Equal("""[{"Equals":["Management"],"Field":"eventCategory"}]""", selectors[0]!["FieldSelectors"]!.ToJsonString());
        var fields = selectors[1]!["FieldSelectors"]!.AsArray().ToDictionary(field => (string)field!["Field"]!, field => field!);
        Assert.Equal(["eventCategory", "readOnly", "resources.ARN", "resources.type"], fields.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("""["false"]""", fields["readOnly"]["Equals"]!.ToJsonString());
        Assert.EndsWith("\"/\"]]}]", fields["resources.ARN"]["StartsWith"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_but_management_events_is_recorded_by_default()
    {
        Trail();
        var trail = Assert.Single(Stack.Template().ResourcesOf("AWS::CloudTrail::Trail")).Value["Properties"]!.AsObject();
        Assert.DoesNotContain("EventSelectors", trail.Select(property => property.Key));
        Assert.DoesNotContain("AdvancedEventSelectors", trail.Select(property => property.Key));
    }

    [Fact]
    public void Management_events_of_a_service_are_left_out_with_and_without_data_events()
    {
        Trail(new ActivityTrailProps { ExcludeManagementEventSources = ["kms.amazonaws.com", "rdsdata.amazonaws.com"] });
        new ActivityTrail(Stack, "Both", new ActivityTrailProps
        {
            TrailName = "both", ExcludeManagementEventSources = ["kms.amazonaws.com"], DataEventsOf = [new Bucket(Stack, "Data")],
        });
        var template = Stack.Template();
        template.Has("AWS::CloudTrail::Trail", """
            {
              "TrailName": "audit",
              "EventSelectors": [{
                "ReadWriteType": "All", "IncludeManagementEvents": true, "ExcludeManagementEventSources": ["kms.amazonaws.com", "rdsdata.amazonaws.com"]
              }]
            }
            """);
        var both = template.ResourcesOf("AWS::CloudTrail::Trail").Values.Single(trail => (string?)trail["Properties"]!["TrailName"] == "both")["Properties"]!;
        // CloudTrail accepts one kind of selectors.
        Assert.Null(both["EventSelectors"]);
        Assert.Equal("""[{"Equals":["Management"],"Field":"eventCategory"},{"Field":"eventSource","NotEquals":["kms.amazonaws.com"]}]""",
            both["AdvancedEventSelectors"]![0]!["FieldSelectors"]!.ToJsonString());
    }

    [Fact]
    public void A_service_whose_management_events_are_always_recorded_is_an_error() =>
        Assert.Contains("Use kms.amazonaws.com or rdsdata.amazonaws.com, or remove it.", Assert.Throws<ArgumentException>(() =>
            Trail(new ActivityTrailProps { ExcludeManagementEventSources = ["s3.amazonaws.com"] })).Message, StringComparison.Ordinal);

    [Fact]
    public void An_imported_bucket_needs_the_statements_that_synthesis_prints()
    {
        Trail(new ActivityTrailProps { Bucket = Bucket.FromBucketName(Stack, "Imported", "central-logs") });
        Assert.Empty(Stack.Template().ResourcesOf("AWS::S3::BucketPolicy"));
        Assert.Contains(Messages("warning"), warning => warning.Contains("The deployment of the trail fails until it contains these statements",
            StringComparison.Ordinal) && warning.Contains("CloudTrailWrite", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ab")]
    [InlineData("a--b")]
    [InlineData("-audit")]
    [InlineData("my trail")]
    public void A_name_that_no_trail_can_have_is_an_error(string name) =>
        Assert.Contains("cannot name a trail", Assert.Throws<ArgumentException>(() =>
            new ActivityTrail(Stack, "Trail", new ActivityTrailProps { TrailName = name })).Message, StringComparison.Ordinal);

    [Fact]
    public void A_trail_that_would_record_its_own_deliveries_is_an_error()
    {
        var bucket = new Bucket(Stack, "Data");
        Assert.Contains("would record the delivery of its own files",
            Assert.Throws<ArgumentException>(() => Trail(new ActivityTrailProps { Bucket = bucket, DataEventsOf = [bucket] })).Message,
                StringComparison.Ordinal);
        Stack.Node.TryRemoveChild("Trail");
        IBucket Imported(string id) => Bucket.FromBucketName(Stack, id, "central-logs");
        Assert.Contains("would record the delivery of its own files", Assert.Throws<ArgumentException>(() => Trail(new ActivityTrailProps
        {
            Bucket = Imported("One"), DataEventsOf = [Imported("Other")],
        })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_more_buckets_than_the_values_of_its_selectors_are_enough_for()
    {
        IBucket[] buckets = [.. Enumerable.Range(0, 125).Select(i => Bucket.FromBucketName(Stack, $"Bucket{i}", $"bucket-{i}"))];
        Assert.Contains("has 125 buckets in DataEventsOf, and the 500 values of CloudTrail's event selectors are enough for 124.",
            Assert.Throws<ArgumentException>(() => Trail(new ActivityTrailProps { DataEventsOf = buckets })).Message, StringComparison.Ordinal);
        Stack.Node.TryRemoveChild("Trail");
        Trail(new ActivityTrailProps { DataEventsOf = buckets[1..] });
        var selectors = Stack.Template().Only("AWS::CloudTrail::Trail")["AdvancedEventSelectors"]!.AsArray();
        Assert.Equal(497, selectors.SelectMany(selector => selector!["FieldSelectors"]!.AsArray())
            .Sum(field => field!.AsObject().Where(member => member.Value is JsonArray).Sum(member => member.Value!.AsArray().Count)));
    }

    [Fact]
    public void A_management_account_has_12_digits() => Assert.Contains("'1' is not the id of an account.", Assert.Throws<ArgumentException>(() =>
        Trail(new ActivityTrailProps { ManagementAccount = "1" })).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("/security", "has an empty part", null)]
    [InlineData("", "is not the id of an organization", "exampleorgid")]
    public void A_prefix_or_an_organization_that_no_trail_can_have_is_an_error(string prefix, string problem, string? organization) =>
        Assert.Contains(problem, Assert.Throws<ArgumentException>(() =>
            Trail(new ActivityTrailProps { Prefix = prefix, OrganizationId = organization })).Message, StringComparison.Ordinal);
}
