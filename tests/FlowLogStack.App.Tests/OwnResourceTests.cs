namespace FlowLogStack.App.Tests;

/// <summary>Existing topics and keys, by ARN.</summary>
public sealed class OwnResourceTests : AppTests
{
    const string TopicArn = "arn:aws:sns:eu-west-1:111122223333:network-alarms";
    const string KeyArn = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

    static IEnumerable<string> Warnings(FlowLogMonitoringStack stack) =>
        stack.Node.FindAll().SelectMany(node => node.Node.Metadata).Where(entry => entry.Type == "aws:cdk:warning").Select(entry => entry.Data.ToString()!);

    [Fact]
    public void Alarms_notify_an_existing_topic_and_synthesis_prints_what_it_needs()
    {
        var stack = Stack($$"""{ "alarms": { "existingTopicArn": "{{TopicArn}}", "notify": ["a@example.com"], "composites": true, "changes": true } }""");
        var template = stack.Template();
        template.Counts("AWS::SNS::Topic", 0);
        template.Has("AWS::CloudWatch::CompositeAlarm", $$"""{ "AlarmActions": ["{{TopicArn}}"] }""");
        template.Has("AWS::SNS::Subscription", $$"""{ "TopicArn": "{{TopicArn}}", "Endpoint": "a@example.com" }""");
        Assert.Contains(Warnings(stack), warning => warning.Contains("cloudwatch.amazonaws.com", StringComparison.Ordinal)
            && warning.Contains(TopicArn, StringComparison.Ordinal));
        Assert.Contains(Warnings(stack), warning => warning.Contains("events.amazonaws.com", StringComparison.Ordinal)
            && warning.Contains(TopicArn, StringComparison.Ordinal));
    }

    [Fact]
    public void One_existing_key_encrypts_log_group_archive_topic_and_results_and_synthesis_prints_what_it_needs()
    {
        var stack = Stack($$"""
            { "logs": { "encryption": "{{KeyArn}}" }, "archive": { "encryption": "{{KeyArn}}" }, "alarms": { "encryption": "{{KeyArn}}" },
              "athena": { "encryption": "{{KeyArn}}" } }
            """);
        var template = stack.Template();
        template.Counts("AWS::KMS::Key", 0);
        template.Has("AWS::Logs::LogGroup", $$"""{ "KmsKeyId": "{{KeyArn}}" }""");
        template.Has("AWS::SNS::Topic", $$"""{ "KmsMasterKeyId": "{{KeyArn}}" }""");
        template.Has("AWS::Athena::WorkGroup",
            $$"""
                { "WorkGroupConfiguration": { "ResultConfiguration": { "EncryptionConfiguration": { "EncryptionOption": "SSE_KMS",
                  "KmsKey": "{{KeyArn}}" } } } }
                """);
        template.Has("AWS::S3::Bucket",
            $$"""
                { "BucketEncryption": { "ServerSideEncryptionConfiguration": [{ "BucketKeyEnabled": true,
                  "ServerSideEncryptionByDefault": { "SSEAlgorithm": "aws:kms", "KMSMasterKeyID": "{{KeyArn}}" } }] } }
                """);
        foreach (var service in new[] { "logs.", "delivery.logs.amazonaws.com", "cloudwatch.amazonaws.com", "EncryptQueryResults" })
            Assert.Contains(Warnings(stack), warning => warning.Contains(service, StringComparison.Ordinal)
                && warning.Contains(KeyArn, StringComparison.Ordinal));
    }

    [Fact]
    public void An_existing_role_delivers_and_synthesis_prints_what_it_needs()
    {
        const string Role = "arn:aws:iam::111122223333:role/flow-log-delivery";
        var stack = Stack($$"""{ "logs": { "existingDeliveryRoleArn": "{{Role}}" } }""");
        stack.Template().Has("AWS::EC2::FlowLog", $$"""{ "DeliverLogsPermissionArn": "{{Role}}" }""");
        stack.Template().Counts("AWS::IAM::Role", 0);
        Assert.Contains(stack.Node.FindAll().SelectMany(node => node.Node.Metadata), entry =>
            entry.Data?.ToString()?.Contains("vpc-flow-logs.amazonaws.com", StringComparison.Ordinal) == true);
        Assert.StartsWith("logs.existingDeliveryRoleArn", Refusal("""{ "logs": { "existingDeliveryRoleArn": "flow-log-delivery" } }"""));
    }

    [Fact]
    public void Accounts_read_the_archive_by_roles_whose_ARNs_are_outputs()
    {
        var template = Template("""{ "archive": { "readers": [{ "account": "444455556666", "externalId": "customer-7" }] } }""");
        template.Has("AWS::IAM::Role",
            """{ "AssumeRolePolicyDocument": { "Statement": [{ "Condition": { "StringEquals": { "sts:ExternalId": "customer-7" } } }] } }""");
        Assert.True(template.ToJson()["Outputs"]!.AsObject().ContainsKey("Reader444455556666"));
        Assert.StartsWith("archive.readers: \"444455556666\" is listed 2 times",
            Refusal("""
                { "archive": { "readers": [{ "account": "444455556666", "externalId": "a1" }, { "account": "444455556666", "externalId": "b2" }] } }
                """));
    }

    [Fact]
    public void The_key_of_an_existing_bucket_is_named_beside_the_bucket()
    {
        var stack = Stack($$"""{ "archive": { "existingBucket": "org-logs", "encryption": "{{KeyArn}}" } }""");
        Assert.Contains(Warnings(stack), warning => warning.Contains("kms:GenerateDataKey", StringComparison.Ordinal)
            && warning.Contains(KeyArn, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{ "logs": { "encryption": "alias/aws/logs" } }""",
        "logs.encryption: \"alias/aws/logs\" is not valid. Use \"service-owned\", \"customer-managed\" or the ARN of a customer managed KMS key")]
    [InlineData("""{ "archive": { "encryption": "arn:aws:kms:eu-west-1:111122223333:alias/x" } }""",
        "archive.encryption: \"arn:aws:kms:eu-west-1:111122223333:alias/x\" is not valid. Use \"s3-managed\", \"customer-managed\" or the ARN")]
    [InlineData("""{ "alarms": { "encryption": "s3-managed" } }""", "alarms.encryption: \"s3-managed\" is not valid. Use \"customer-managed\" or the ARN")]
    [InlineData("""{ "athena": { "encryption": "alias/aws/s3" } }""",
        "athena.encryption: \"alias/aws/s3\" is not valid. Use \"s3-managed\", \"customer-managed\" or the ARN")]
    [InlineData("""{ "alarms": { "existingTopicArn": "alarms" } }""", "alarms.existingTopicArn: \"alarms\" is not valid. Use the ARN of a standard topic")]
    public void Refuses_what_is_no_ARN_of_a_key_or_topic(string json, string problem) => Assert.StartsWith(problem, Refusal(json));
}
