using Amazon.CDK.AWS.S3;
using FlowLogStack.Dashboards;

namespace FlowLogStack.Compositions.Tests;

/// <summary>Limits that a deployment would exceed: errors during synthesis, with number and fix.</summary>
public sealed class LimitTests : CompositionTests
{
    [Fact]
    public void Refuses_a_bucket_policy_that_S3_would_not_take()
    {
        new FlowLogArchive(In("Net"), "Archive", new FlowLogArchiveProps { Accounts = Accounts(150) });
        var error = Synthesis();
        Assert.Matches(@"The policy of the bucket 'Net/Archive/Bucket/Policy' has about 2\d,\d{3} bytes, and S3 allows 20,480", error);
        Assert.Contains("another archive", error);
    }

    [Fact]
    public void Names_an_L1_policy_by_its_own_path()
    {
        var stack = In("Net");
        new FlowLogGroup(stack, "Logs");
        new CfnBucketPolicy(stack, "ReadersOfRecords", new CfnBucketPolicyProps
        {
            Bucket = "records",
            PolicyDocument = new Dictionary<string, object> { ["Version"] = "2012-10-17", ["Statement"] = Accounts(150).Select(Reader).ToArray() },
        });
        Assert.Contains("The policy of the bucket 'Net/ReadersOfRecords' has about", Synthesis());

        static object Reader(string account) => new Dictionary<string, object>
        {
            ["Effect"] = "Allow",
            ["Action"] = "s3:GetObject",
            ["Resource"] = "arn:aws:s3:::records/*",
            ["Principal"] = new Dictionary<string, object> { ["AWS"] = $"arn:aws:iam::{account}:role/ReaderOfFlowLogs" },
        };
    }

    [Fact]
    public void Takes_as_many_accounts_as_fit()
    {
        new FlowLogArchive(In("Net"), "Archive", new FlowLogArchiveProps { Accounts = Accounts(80) });
        Delivers();
    }

    [Fact]
    public void Refuses_a_key_policy_that_KMS_would_not_take()
    {
        var stack = In("Net");
        new FlowLogArchive(stack, "Archive", new FlowLogArchiveProps
        {
            Existing = Bucket.FromBucketName(stack, "Log", "org-logs"),
            EncryptionKey = new Amazon.CDK.AWS.KMS.Key(stack, "Key"),
            Accounts = Accounts(250),
            Regions = ["eu-west-1", "us-east-1", "eu-central-1"],
        });
        Assert.Matches(@"The policy of the key 'Net/Key' has about 3\d,\d{3} bytes, and KMS allows 32,768", Synthesis());
    }

    [Fact]
    public void Refuses_more_resources_than_a_stack_can_have()
    {
        new FlowLogMonitoring(In("Net"), "FlowLogs", new FlowLogMonitoringProps { Sources = [.. Enumerable.Range(1, 260)
            .Select(i => CaptureSource.FromId($"vpc-{i:x17}"))] });
        var error = Synthesis();
        Assert.Matches(@"The stack 'Net' has 5\d\d resources, 520 of them of the type AWS::EC2::FlowLog, and CloudFormation allows 500", error);
        Assert.Contains("several stacks", error);
    }

    [Fact]
    public void Names_the_limit_of_a_stack_with_thousands_of_resources()
    {
        new FlowLogMonitoring(In("Net"), "FlowLogs", OneVpc);
        for (var i = 0; i < 3_000; i++)
            new CfnResource((Stack)App.Node.FindChild("Net"), $"Wait{i}", new CfnResourceProps { Type = "AWS::CloudFormation::WaitConditionHandle" });
        Assert.Matches(@"The stack 'Net' has 3,?0\d\d resources, 3000 of them of the type AWS::CloudFormation::WaitConditionHandle", Synthesis());
    }

    [Fact]
    public void Refuses_more_log_resource_policies_than_a_region_can_have()
    {
        for (var i = 0; i < 11; i++)
            new ChangeLog(In($"Net{i}"), "Changes");
        var error = Synthesis();
        Assert.Contains("have 11 resource policies of CloudWatch Logs, and a region allows 10", error);
    }

    static string[] Accounts(int count) => [.. Enumerable.Range(0, count).Select(i => $"{100000000000 + i}")];

    string Synthesis() => Assert.ThrowsAny<Exception>(() => App.Synth()).Message;
}
