using FlowLogStack.Capture;

namespace FlowLogStack.Constructs.Tests.Capture;

public sealed class ArchiveReaderTests : ConstructTests
{
    const string Vendor = "444455556666";

    [Fact]
    public void An_account_reads_the_folder_of_the_archive_with_its_external_id_and_the_key()
    {
        var archive = new FlowLogArchive(Stack, "Archive", new FlowLogArchiveProps { Layout = new S3Layout { Prefix = "network" },
            Encryption = ArchiveEncryption.CustomerManaged });
        new ArchiveReader(Stack, "Vendor", new ArchiveReaderProps { Archive = archive, Account = Vendor, ExternalId = "customer-7" });
        var template = Stack.Template();
        var bucket = Assert.Single(template.ResourcesOf("AWS::S3::Bucket")).Key;
        template.Has("AWS::IAM::Role", $$"""
            {
              "AssumeRolePolicyDocument": { "Statement": [{
                "Action": "sts:AssumeRole", "Effect": "Allow",
                "Principal": { "AWS": { "Fn::Join": ["", ["arn:", { "Ref": "AWS::Partition" }, ":iam::{{Vendor}}:root"]] } },
                "Condition": { "StringEquals": { "sts:ExternalId": "customer-7" } }
              }] },
              "Policies": [{ "PolicyDocument": { "Statement": [
                { "Action": "s3:GetObject", "Effect": "Allow",
                  "Resource": { "Fn::Join": ["", [{ "Fn::GetAtt": ["{{bucket}}", "Arn"] }, "/network/AWSLogs/*"]] } },
                { "Action": "s3:GetBucketLocation", "Effect": "Allow", "Resource": { "Fn::GetAtt": ["{{bucket}}", "Arn"] } },
                { "Action": "s3:ListBucket", "Effect": "Allow", "Resource": { "Fn::GetAtt": ["{{bucket}}", "Arn"] },
                  "Condition": { "StringLike": { "s3:prefix": "network/AWSLogs/*" } } }
              ] } }]
            }
            """);
        template.Has("AWS::IAM::Policy", """{ "PolicyDocument": { "Statement": [{ "Action": "kms:Decrypt" }] } }""");
    }

    [Fact]
    public void Without_a_prefix_an_account_reads_the_flow_logs_of_a_shared_bucket_and_nothing_else()
    {
        var shared = Amazon.CDK.AWS.S3.Bucket.FromBucketName(Stack, "Shared", "org-data");
        var archive = new FlowLogArchive(Stack, "Archive", new FlowLogArchiveProps { Existing = shared });
        new ArchiveReader(Stack, "Vendor", new ArchiveReaderProps { Archive = archive, Account = Vendor, ExternalId = "customer-7" });
        var statements = Stack.Template().Only("AWS::IAM::Role")["Policies"]![0]!["PolicyDocument"]!["Statement"]!.AsArray();
        Assert.EndsWith(""":s3:::org-data/AWSLogs/*"]]}""", statements[0]!["Resource"]!.ToJsonString());
        Assert.Equal("""{"StringLike":{"s3:prefix":"AWSLogs/*"}}""",
            Assert.Single(statements, statement => (string?)statement!["Action"] == "s3:ListBucket")!["Condition"]!.ToJsonString());
    }

    [Theory]
    [InlineData("4444", "customer-7", "Use 12 digits")]
    [InlineData(Vendor, "x", "Use 2 to 1,224")]
    [InlineData(Vendor, "two words", "Use 2 to 1,224")]
    public void Refuses_an_account_or_external_id_that_IAM_would_refuse(string account, string externalId, string message)
    {
        var archive = new FlowLogArchive(Stack, "Archive");
        Assert.Contains(message, Assert.Throws<ArgumentException>(() =>
            new ArchiveReader(Stack, "Vendor", new ArchiveReaderProps { Archive = archive, Account = account, ExternalId = externalId })).Message);
    }
}
