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
        Assert.Contains(Warnings(stack), warning => warning.Contains("cloudwatch.amazonaws.com", StringComparison.Ordinal) && warning.Contains(TopicArn, StringComparison.Ordinal));
        Assert.Contains(Warnings(stack), warning => warning.Contains("events.amazonaws.com", StringComparison.Ordinal) && warning.Contains(TopicArn, StringComparison.Ordinal));
    }

    [Fact]
    public void One_existing_key_encrypts_log_group_archive_topic_and_results_and_synthesis_prints_what_it_needs()
    {
        var stack = Stack($$"""{ "logs": { "encryption": "{{KeyArn}}" }, "archive": { "encryption": "{{KeyArn}}" }, "alarms": { "encryption": "{{KeyArn}}" }, "athena": { "encryption": "{{KeyArn}}" } }""");
        var template = stack.Template();
        template.Counts("AWS::KMS::Key", 0);
        template.Has("AWS::Logs::LogGroup", $$"""{ "KmsKeyId": "{{KeyArn}}" }""");
        template.Has("AWS::SNS::Topic", $$"""{ "KmsMasterKeyId": "{{KeyArn}}" }""");
        template.Has("AWS::Athena::WorkGroup", $$"""{ "WorkGroupConfiguration": { "ResultConfiguration": { "EncryptionConfiguration": { "EncryptionOption": "SSE_KMS", "KmsKey": "{{KeyArn}}" } } } }""");
        template.Has("AWS::S3::Bucket", $$"""{ "BucketEncryption": { "ServerSideEncryptionConfiguration": [{ "BucketKeyEnabled": true, "ServerSideEncryptionByDefault": { "SSEAlgorithm": "aws:kms", "KMSMasterKeyID": "{{KeyArn}}" } }] } }""");
        foreach (var service in new[] { "logs.", "delivery.logs.amazonaws.com", "cloudwatch.amazonaws.com", "EncryptQueryResults" })
            Assert.Contains(Warnings(stack), warning => warning.Contains(service, StringComparison.Ordinal) && warning.Contains(KeyArn, StringComparison.Ordinal));
    }

    [Fact]
    public void The_key_of_an_existing_bucket_is_named_beside_the_bucket()
    {
        var stack = Stack($$"""{ "archive": { "existingBucket": "org-logs", "encryption": "{{KeyArn}}" } }""");
        Assert.Contains(Warnings(stack), warning => warning.Contains("kms:GenerateDataKey", StringComparison.Ordinal) && warning.Contains(KeyArn, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{ "logs": { "encryption": "alias/aws/logs" } }""", "logs.encryption: \"alias/aws/logs\" does not fit: give \"service-owned\", \"customer-managed\" or the ARN of a customer managed KMS key")]
    [InlineData("""{ "archive": { "encryption": "arn:aws:kms:eu-west-1:111122223333:alias/x" } }""", "archive.encryption: \"arn:aws:kms:eu-west-1:111122223333:alias/x\" does not fit: give \"s3-managed\", \"customer-managed\" or the ARN")]
    [InlineData("""{ "alarms": { "encryption": "s3-managed" } }""", "alarms.encryption: \"s3-managed\" does not fit: give \"customer-managed\" or the ARN")]
    [InlineData("""{ "athena": { "encryption": "alias/aws/s3" } }""", "athena.encryption: \"alias/aws/s3\" does not fit: give \"s3-managed\", \"customer-managed\" or the ARN")]
    [InlineData("""{ "alarms": { "existingTopicArn": "alarms" } }""", "alarms.existingTopicArn: \"alarms\" does not fit: give the ARN of a standard topic")]
    public void Refuses_what_is_no_ARN_of_a_key_or_topic(string json, string problem) => Assert.StartsWith(problem, Refusal(json));
}
