using System.Text.Json.Nodes;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.S3;
using FlowLogStack.Capture;
using FlowLogStack.Process;
using FlowLogStack.Query;

namespace FlowLogStack.Constructs.Tests;

/// <summary>Permissions that constructs grant, and metrics that alarms and other constructs share.</summary>
public sealed class GrantTests : ConstructTests
{
    readonly Role analyst;

    public GrantTests() => analyst = new Role(Stack, "Analyst", new RoleProps { AssumedBy = new AccountRootPrincipal() });

    [Fact]
    public void A_reader_of_an_archive_reads_its_folder_and_uses_its_key_alone()
    {
        var archive = new FlowLogArchive(Stack, "Archive", new FlowLogArchiveProps { Encryption = ArchiveEncryption.CustomerManaged });
        archive.GrantRead(analyst);
        var granted = Granted();
        Assert.Equal(["kms:Decrypt", "s3:GetBucketLocation", "s3:GetObject", "s3:ListBucket"], granted.Keys.Order());
        Assert.EndsWith("/AWSLogs/*\"]]}", granted["s3:GetObject"]["Resource"]!.ToJsonString());
        Assert.Equal("""{"StringLike":{"s3:prefix":"AWSLogs/*"}}""", granted["s3:ListBucket"]["Condition"]!.ToJsonString());
    }

    [Fact]
    public void An_analyst_queries_one_table_over_the_archive_of_another_team()
    {
        var archive = new FlowLogArchive(Stack, "Archive", new FlowLogArchiveProps { Existing = Bucket.FromBucketName(Stack, "Theirs", "org-logs") });
        var table = new FlowLogTable(Stack, "Table", new FlowLogTableProps { Archive = archive });
        new QueryWorkgroup(Stack, "Queries", new QueryWorkgroupProps { Encryption = ResultsEncryption.CustomerManaged }).GrantQuery(analyst, table);
        var granted = Granted();
        Assert.Superset(new HashSet<string> { "athena:StartQueryExecution", "athena:GetQueryResults", "glue:GetTable", "s3:GetObject",
            "kms:GenerateDataKey*" }, granted.Keys.ToHashSet());
        Assert.DoesNotContain("*", granted.Where(action => action.Key is not ("kms:Decrypt" or "kms:GenerateDataKey*" or "kms:ReEncrypt*"))
            .Select(action => action.Value["Resource"]!.ToString()));
        Assert.Contains(":workgroup/", granted["athena:StartQueryExecution"]["Resource"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("test_table/*", granted["glue:GetTable"]["Resource"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_operator_replays_dead_letters_and_an_analyst_reads_the_log_group()
    {
        new FlowLogProcessor(Stack, "Processor").GrantReplay(analyst);
        new FlowLogGroup(Stack, "Logs").GrantRead(analyst);
        Assert.Superset(new HashSet<string> { "lambda:InvokeFunction", "logs:FilterLogEvents" }, Granted().Keys.ToHashSet());
    }

    [Theory]
    [InlineData("archive")]
    [InlineData("log group")]
    [InlineData("processor")]
    [InlineData("workgroup")]
    public void Refuses_a_principal_whose_policy_the_app_cannot_extend(string kind)
    {
        Func<IGrantable, Grant> grant = kind switch
        {
            "archive" => new FlowLogArchive(Stack, "Archive").GrantRead,
            "log group" => new FlowLogGroup(Stack, "Logs").GrantRead,
            "processor" => new FlowLogProcessor(Stack, "Processor").GrantReplay,
            _ => Querying(new QueryWorkgroup(Stack, "Queries")),
        };
        Assert.All<IGrantable>([new ServicePrincipal("athena.amazonaws.com"), new AccountPrincipal("444455556666"), new AnyPrincipal()], grantee =>
            Assert.Contains("Use a role, a user, a group or a function of the account", Assert.Throws<ArgumentException>(() => grant(grantee)).Message));
        var template = Stack.Template();
        Assert.Empty(template.ResourcesOf("AWS::Lambda::Permission"));
        Assert.Empty(template.ResourcesOf("AWS::Logs::ResourcePolicy"));

        static Func<IGrantable, Grant> Querying(QueryWorkgroup workgroup) => grantee => workgroup.GrantQuery(grantee);
    }

    [Fact]
    public void An_analyst_stores_and_reads_results_but_deletes_none()
    {
        new QueryWorkgroup(Stack, "Queries").GrantQuery(analyst);
        var granted = Granted();
        Assert.Equal(
            ["AbortMultipartUpload", "GetBucketLocation", "GetObject", "ListBucket", "ListBucketMultipartUploads", "ListMultipartUploadParts", "PutObject"],
            granted.Keys.Where(action => action.StartsWith("s3:", StringComparison.Ordinal)).Select(action => action[3..]).Order(StringComparer.Ordinal));
        Assert.EndsWith("/results/*\"]]}", granted["s3:PutObject"]["Resource"]!.ToJsonString());
    }

    [Fact]
    public void A_reader_in_another_stack_uses_the_key_of_the_archives_stack()
    {
        var archives = new Stack((App)Stack.Node.Root, "Archives");
        var archive = new FlowLogArchive(archives, "Archive", new FlowLogArchiveProps { Encryption = ArchiveEncryption.CustomerManaged });
        var key = (string)archives.Resolve(((Amazon.CDK.CfnElement)archive.EncryptionKey!.Node.DefaultChild!).LogicalId);
        archive.GrantRead(analyst);
        var decrypt = Granted()["kms:Decrypt"]["Resource"]!.ToJsonString();
        Assert.StartsWith("{\"Fn::ImportValue\":\"Archives:", decrypt);
        Assert.Contains(key, decrypt, StringComparison.Ordinal);
        Assert.DoesNotContain("Analyst", archives.Template().ToJson().ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Metrics_are_those_that_the_alarms_evaluate()
    {
        var processor = new FlowLogProcessor(Stack, "Processor");
        var workgroup = new QueryWorkgroup(Stack, "Queries", new QueryWorkgroupProps { BytesScannedPerDayAlarm = Size.Bytes(1_000_000_000) });
        var metrics = new[] { processor.MetricErrors(), processor.MetricThrottles(), processor.MetricParkedRecords() };
        var alarms = Stack.Template().ResourcesOf("AWS::CloudWatch::Alarm").Values.Select(alarm => alarm["Properties"]!).ToList();
        foreach (var metric in metrics)
        {
            var alarm = Assert.Single(alarms, alarm => (string?)alarm["MetricName"] == metric.MetricName);
            Assert.Equal((metric.Namespace, metric.Statistic, metric.Period.ToSeconds()),
                ((string?)alarm["Namespace"], (string?)alarm["Statistic"], (double)alarm["Period"]!));
        }

        Assert.IsType<Amazon.CDK.AWS.CloudWatch.MathExpression>(workgroup.MetricBytesScanned());
        Assert.Equal(("p99", 60d), (processor.MetricDeliveryLatency().Statistic,
            processor.MetricRecords(new Amazon.CDK.AWS.CloudWatch.MetricOptions { Period = Duration.Minutes(1) }).Period.ToSeconds()));
    }

    Dictionary<string, JsonNode> Granted() => Stack.Template().ResourcesOf("AWS::IAM::Policy").Values
        .Where(policy => policy["Properties"]!["Roles"]!.ToJsonString().Contains("Analyst", StringComparison.Ordinal))
        .SelectMany(policy => policy["Properties"]!["PolicyDocument"]!["Statement"]!.AsArray())
        .SelectMany(statement => statement!["Action"] is JsonArray many ? many.Select(action => ((string)action!, statement))
        : [((string)statement["Action"]!, statement)])
        .DistinctBy(action => action.Item1)
        .ToDictionary(action => action.Item1, action => action.statement!);
}
