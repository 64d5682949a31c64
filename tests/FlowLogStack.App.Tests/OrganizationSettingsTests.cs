namespace FlowLogStack.App.Tests;

/// <summary>Settings for organizations: the central archive.</summary>
public sealed class OrganizationSettingsTests : AppTests
{
    [Fact]
    public void An_archive_for_an_organization_has_no_network_no_flow_log_and_no_log_group()
    {
        var types = Template("""{ "capture": false, "archive": { "organization": "o-a1b2c3d4e5", "aclCondition": "none", "accessLogs": false } }""")
            .ToJson()["Resources"]!.AsObject().Select(resource => (string)resource.Value!["Type"]!).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(["AWS::Athena::NamedQuery", "AWS::Athena::WorkGroup", "AWS::Glue::Database", "AWS::Glue::Table", "AWS::S3::Bucket",
            "AWS::S3::BucketPolicy"], types);
    }

    [Fact]
    public void An_archive_for_listed_accounts_needs_no_flow_log_of_its_own()
    {
        var template = Template("""{ "capture": false, "archive": { "accounts": ["111122223333", "222233334444"] } }""");
        template.Counts("AWS::EC2::FlowLog", 0);
        Assert.Contains(template.ResourcesOf("AWS::Glue::Table").Values,
            table => (string?)table["Properties"]!["TableInput"]!["Parameters"]!["projection.log_account.values"] == "111122223333,222233334444");
    }

    [Fact]
    public void The_name_of_the_bucket_is_the_one_that_members_deliver_to() =>
        Assert.Contains(Template("""{ "capture": false, "archive": { "organization": "o-a1b2c3d4e5", "bucketName": "example-org-flow-logs" } }""")
            .ResourcesOf("AWS::S3::Bucket").Values, bucket => (string?)bucket["Properties"]!["BucketName"] == "example-org-flow-logs");

    [Fact]
    public void A_stream_of_another_account_has_the_two_roles()
    {
        const string Receiver = "arn:aws:iam::999999999999:role/AWSLogDeliveryFirehoseCrossAccountRole",
            Arn = "arn:aws:firehose:eu-west-1:999999999999:deliverystream/central";
        var template = Template($$"""
            {
              "sources": ["{{VpcId}}"], "logs": { "enabled": false }, "archive": { "enabled": false },
              "firehoseStreamArn": "{{Arn}}", "firehoseReceiverRoleArn": "{{Receiver}}"
            }
            """);
        Assert.Equal(Receiver, (string?)template.Only("AWS::EC2::FlowLog")["DeliverCrossAccountRole"]);
        Assert.Equal("FlowLogsFirehoseSender", (string?)template.Only("AWS::IAM::Role")["RoleName"]);
        Assert.DoesNotContain(template.ToJson()["Rules"]!.AsObject(), rule => rule.Key.StartsWith("OnlyAccount", StringComparison.Ordinal));
        Assert.Equal("firehoseReceiverRoleArn: this has no effect, because 'firehoseStreamArn' is not set. Set it, or remove the role.",
            Refusal($$"""{ "firehoseReceiverRoleArn": "{{Receiver}}" }"""));
        Assert.Contains("is a role of account 888888888888, but",
            Refusal($$"""{ "firehoseStreamArn": "{{Arn}}", "firehoseReceiverRoleArn": "{{Receiver.Replace('9', '8')}}" }"""), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "archive": { "organization": "111122223333" } }""", "archive.organization: \"111122223333\" is not valid. Use the id of an "
        + "organization, as in 'o-a1b2c3d4e5'.")]
    [InlineData("""{ "archive": { "organizationPaths": ["o-a1b2c3d4e5/r-ab12/*"] } }""", "archive.organizationPaths: this has no effect, because "
        + "'archive.organization' is not set. Set it, or remove the paths.")]
    [InlineData("""{ "archive": { "organization": "o-a1b2c3d4e5", "organizationPaths": ["o-zzzzzzzzzz/r-ab12/*"] } }""", "archive.organizationPaths: "
        + "The path 'o-zzzzzzzzzz/r-ab12/*' is in another organization than 'o-a1b2c3d4e5'. Use paths that start with 'o-a1b2c3d4e5/'.")]
    [InlineData("""{ "archive": { "existingBucket": "org-logs", "bucketName": "org-logs-2" } }""", "archive.bucketName: this applies only to a new "
        + "resource, but 'archive.existingBucket' is set. Remove one of them.")]
    public void Refuses_what_cannot_be_an_archive_of_an_organization(string json, string problem) => Assert.Equal(problem, Refusal(json));
}
