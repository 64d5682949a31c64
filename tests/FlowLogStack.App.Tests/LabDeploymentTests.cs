using System.Text.Json.Nodes;

namespace FlowLogStack.App.Tests;

/// <summary>
/// The default stack in a local AWS emulator, read through the AWS CLI. The emulator creates most of the template's types. The others are created
/// through their own APIs from the template's resolved properties, which the CLI checks against each service's model. Saved Logs Insights queries
/// and most bucket settings aren't supported.
/// </summary>
public sealed class LabDeploymentTests : AppTests
{
    const string StackName = "Lab";

    [ToolFact("moto_server", "aws")]
    public void Creates_what_was_asked_for_and_leaves_nothing_when_deleted()
    {
        var template = Template("""{ "stackName": "Lab", "removal": "destroy", "alarms": { "notify": ["ops@example.com"] } }""").ToJson();
        // Both concern CDK's bootstrap stack, which a direct deployment doesn't need.
        template.Remove("Rules");
        template.Remove("Parameters");
        using var aws = LocalAws.Start();
        var values = new TemplateValues(template, aws.Deploy(StackName, template), StackName);

        AssertFlowLogs(aws, values);
        AssertLogGroupAndRole(aws, values);
        AssertBucketsKeysAndTopic(aws, values);
        MakeAndAssertAlarm(aws, values);
        MakeAndAssertPolicies(aws, values);
        MakeAndAssertAthena(aws, values);
        AssertNothingIsLeft(aws);
    }

    [ToolFact("moto_server", "aws")]
    public void Deploys_again_after_it_was_destroyed_beside_what_was_kept()
    {
        using var aws = LocalAws.Start();
        // The emulator doesn't delete a VPC with route tables.
        var vpc = (string)aws.Run("ec2", "describe-vpcs")!["Vpcs"]![0]!["VpcId"]!;
        var template = Template($$"""{ "stackName": "Lab", "sources": ["{{vpc}}"], "dashboards": { "show": ["security-groups"] } }""").ToJson();
        template.Remove("Rules");
        template.Remove("Parameters");
        template.Remove("Outputs");
        // A dashboard refers to an attribute of a rule, and the emulator doesn't create rules.
        foreach (var id in template["Resources"]!.AsObject().Where(resource => (string?)resource.Value!["Type"] == "AWS::CloudWatch::Dashboard")
            .Select(resource => resource.Key).ToList())
            template["Resources"]!.AsObject().Remove(id);

        var first = aws.Deploy(StackName, template);
        aws.Run("cloudformation", "delete-stack", "--stack-name", StackName);
        var kept = Groups();
        Assert.Equal(2, kept.Length);
        var second = aws.Deploy(StackName, template);

        Assert.Equal(first.Keys.Order(StringComparer.Ordinal), second.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(4, Groups().Length);
        Assert.Subset(Groups().ToHashSet(), kept.ToHashSet());

        string[] Groups() => [.. aws.Run("logs", "describe-log-groups")!["logGroups"]!.AsArray().Select(group => (string)group!["logGroupName"]!)];
    }

    static void AssertFlowLogs(LocalAws aws, TemplateValues values)
    {
        var flowLogs = aws.Run("ec2", "describe-flow-logs")!["FlowLogs"]!.AsArray();
        var vpc = Assert.Single(values.PropertiesOf("AWS::EC2::VPC")).Key;
        Assert.Equal(2, flowLogs.Count);
        Assert.All(flowLogs, flowLog =>
        {
            Assert.Equal("ACTIVE", (string?)flowLog!["FlowLogStatus"]);
            Assert.Equal("SUCCESS", (string?)flowLog["DeliverLogsStatus"]);
            Assert.Equal("ALL", (string?)flowLog["TrafficType"]);
            Assert.Equal(60, (int)flowLog["MaxAggregationInterval"]!);
            Assert.Equal(values.PhysicalIds[vpc], (string?)flowLog["ResourceId"]);
            Assert.Equal(Records.FlowLogFormat.Default.ToString(), (string?)flowLog["LogFormat"]);
        });
        var toLogs = flowLogs.Single(flowLog => (string?)flowLog!["LogDestinationType"] == "cloud-watch-logs")!;
        Assert.Equal(Single(values, "AWS::Logs::LogGroup"), (string?)toLogs["LogGroupName"]);
        var toArchive = flowLogs.Single(flowLog => (string?)flowLog!["LogDestinationType"] == "s3")!;
        Assert.Contains("archive", (string?)toArchive["LogDestination"]);
    }

    static void AssertLogGroupAndRole(LocalAws aws, TemplateValues values)
    {
        var group = Assert.Single(aws.Run("logs", "describe-log-groups")!["logGroups"]!.AsArray())!;
        Assert.Equal(30, (int)group["retentionInDays"]!);
        var role = Single(values, "AWS::IAM::Role");
        var trust = aws.Run("iam", "get-role", "--role-name", role)!["Role"]!["AssumeRolePolicyDocument"]!["Statement"]!.AsArray().Single()!;
        Assert.Equal("vpc-flow-logs.amazonaws.com", (string?)trust["Principal"]!["Service"]);
        Assert.Equal(LocalAws.Account, (string?)trust["Condition"]!["StringEquals"]!["aws:SourceAccount"]);
        Assert.Equal($"arn:aws:ec2:{LocalAws.Region}:{LocalAws.Account}:vpc-flow-log/*", (string?)trust["Condition"]!["ArnLike"]!["aws:SourceArn"]);
        var policy = aws.Run("iam", "get-role-policy", "--role-name", role, "--policy-name", "DeliverFlowLogs")!["PolicyDocument"]!;
        // The emulator stores a stack's inline policy as text that isn't JSON.
        Assert.Contains($"arn:aws:logs:{LocalAws.Region}:{LocalAws.Account}:log-group:{group["logGroupName"]}:*", policy.ToString());
        Assert.DoesNotContain("logs:CreateLogGroup", policy.ToString());
    }

    static void AssertBucketsKeysAndTopic(LocalAws aws, TemplateValues values)
    {
        var buckets = values.PropertiesOf("AWS::S3::Bucket").Keys.Select(id => values.PhysicalIds[id]).ToList();
        Assert.Equal(3, buckets.Count);
        Assert.All(buckets, bucket =>
        {
            var encryption = aws.Run("s3api", "get-bucket-encryption", "--bucket", bucket)!["ServerSideEncryptionConfiguration"]!["Rules"]![0]!;
            Assert.Equal("AES256", (string?)encryption["ApplyServerSideEncryptionByDefault"]!["SSEAlgorithm"]);
        });
        var key = Single(values, "AWS::KMS::Key");
        Assert.True((bool)aws.Run("kms", "get-key-rotation-status", "--key-id", key)!["KeyRotationEnabled"]!);
        Assert.Contains("cloudwatch.amazonaws.com", aws.Run("kms", "get-key-policy", "--key-id", key, "--policy-name", "default")!["Policy"]!.ToJsonString());
        var topic = aws.Run("sns", "get-topic-attributes", "--topic-arn", Single(values, "AWS::SNS::Topic"))!["Attributes"]!;
        Assert.EndsWith(key, (string?)topic["KmsMasterKeyId"]);
    }

    static void MakeAndAssertAlarm(LocalAws aws, TemplateValues values)
    {
        var filter = Assert.Single(values.PropertiesOf("AWS::Logs::MetricFilter")).Value;
        aws.Run("logs", "put-metric-filter", CamelCase(filter));
        var filters = aws.Run("logs", "describe-metric-filters", "--log-group-name", (string)filter["LogGroupName"]!)!["metricFilters"]!;
        Assert.Equal((string?)filter["FilterPattern"], (string?)Assert.Single(filters.AsArray())!["filterPattern"]);

        var alarm = Assert.Single(values.PropertiesOf("AWS::CloudWatch::Alarm")).Value;
        aws.Run("cloudwatch", "put-metric-alarm", alarm);
        var made = Assert.Single(aws.Run("cloudwatch", "describe-alarms", "--alarm-names", "Lab SSH rejects")!["MetricAlarms"]!.AsArray())!;
        Assert.Equal(("vpcflowlogs", "Lab SSH Rejects"), ((string?)made["Namespace"], (string?)made["MetricName"]));
        Assert.Equal((1d, 60d), ((double)made["Threshold"]!, (double)made["Period"]!));
        Assert.Equal("notBreaching", (string?)made["TreatMissingData"]);
        Assert.Equal(Single(values, "AWS::SNS::Topic"), (string?)Assert.Single(made["AlarmActions"]!.AsArray()));
        // The alarm's metric is the filter's metric.
        var counted = filter["MetricTransformations"]![0]!;
        Assert.Equal(((string?)counted["MetricNamespace"], (string?)counted["MetricName"]), ((string?)made["Namespace"], (string?)made["MetricName"]));
    }

    static void MakeAndAssertPolicies(LocalAws aws, TemplateValues values)
    {
        foreach (var policy in values.PropertiesOf("AWS::S3::BucketPolicy").Values)
        {
            aws.Run("s3api", "put-bucket-policy", "--bucket", (string)policy["Bucket"]!, "--policy", policy["PolicyDocument"]!.ToJsonString());
            var stored = JsonNode.Parse((string)aws.Run("s3api", "get-bucket-policy", "--bucket", (string)policy["Bucket"]!)!["Policy"]!);
            Assert.True(JsonNode.DeepEquals(policy["PolicyDocument"], stored));
        }

        var topic = Assert.Single(values.PropertiesOf("AWS::SNS::TopicPolicy")).Value;
        var arn = (string)topic["Topics"]![0]!;
        aws.Run("sns", "set-topic-attributes", "--topic-arn", arn, "--attribute-name", "Policy", "--attribute-value", topic["PolicyDocument"]!.ToJsonString());
        var subscription = Assert.Single(values.PropertiesOf("AWS::SNS::Subscription")).Value;
        aws.Run("sns", "subscribe", "--topic-arn", (string)subscription["TopicArn"]!, "--protocol", (string)subscription["Protocol"]!,
            "--notification-endpoint", (string)subscription["Endpoint"]!);
        Assert.Single(aws.Run("sns", "list-subscriptions-by-topic", "--topic-arn", arn)!["Subscriptions"]!.AsArray());
    }

    static void MakeAndAssertAthena(LocalAws aws, TemplateValues values)
    {
        var database = Assert.Single(values.PropertiesOf("AWS::Glue::Database")).Value;
        aws.Run("glue", "create-database", database);
        var tables = values.PropertiesOf("AWS::Glue::Table").Values.ToDictionary(table => (string)table["TableInput"]!["TableType"]!);
        foreach (var either in tables.Values)
            aws.Run("glue", "create-table", either);
        var table = tables["EXTERNAL_TABLE"];
        var made = aws.Run("glue", "get-table", "--database-name", (string)table["DatabaseName"]!, "--name", (string)table["TableInput"]!["Name"]!)!["Table"]!;
        Assert.Equal(14, made["StorageDescriptor"]!["Columns"]!.AsArray().Count);
        Assert.Matches(@"^s3://[a-z0-9.-]+/AWSLogs/\$\{log_account\}/vpcflowlogs/\$\{log_region\}/\$\{log_time\}/$",
            (string)made["Parameters"]!["storage.location.template"]!);

        var workgroup = Assert.Single(values.PropertiesOf("AWS::Athena::WorkGroup")).Value;
        aws.Run("athena", "create-work-group", new JsonObject
        {
            ["Name"] = workgroup["Name"]!.DeepClone(),
            ["Description"] = workgroup["Description"]!.DeepClone(),
            ["Configuration"] = workgroup["WorkGroupConfiguration"]!.DeepClone(),
        });
        foreach (var query in values.PropertiesOf("AWS::Athena::NamedQuery").Values)
            aws.Run("athena", "create-named-query", query);
        var saved = aws.Run("athena", "list-named-queries", "--work-group", (string)workgroup["Name"]!)!["NamedQueryIds"]!.AsArray();
        Assert.Equal(6, saved.Count);
        var configuration = aws.Run("athena", "get-work-group", "--work-group", (string)workgroup["Name"]!)!["WorkGroup"]!["Configuration"]!;
        Assert.True((bool)configuration["EnforceWorkGroupConfiguration"]!);
    }

    static void AssertNothingIsLeft(LocalAws aws)
    {
        // The emulator deletes neither a stack's route tables, so the VPC stays, nor its flow logs.
        var deletion = aws.Try("cloudformation", "delete-stack", "--stack-name", StackName);
        Assert.True(deletion.ExitCode == 0 || deletion.Errors.Contains("DependencyViolation", StringComparison.Ordinal), deletion.Errors);
        Assert.Empty(aws.Run("s3api", "list-buckets")!["Buckets"]!.AsArray());
        Assert.Empty(aws.Run("logs", "describe-log-groups")!["logGroups"]!.AsArray());
        Assert.Empty(aws.Run("iam", "list-roles")!["Roles"]!.AsArray());
        Assert.Empty(aws.Run("sns", "list-topics")!["Topics"]!.AsArray());
        Assert.All(aws.Run("kms", "list-keys")!["Keys"]!.AsArray(), key =>
            Assert.Equal("PendingDeletion", (string?)aws.Run("kms", "describe-key", "--key-id", (string)key!["KeyId"]!)!["KeyMetadata"]!["KeyState"]));
        Assert.Empty(aws.Run("ec2", "describe-subnets", "--filters", "Name=default-for-az,Values=false")!["Subnets"]!.AsArray());
    }

    static string Single(TemplateValues values, string type) => values.PhysicalIds[Assert.Single(values.PropertiesOf(type)).Key];

    static JsonNode CamelCase(JsonNode node) => node switch
    {
        JsonObject map => new JsonObject(map.Select(member =>
            KeyValuePair.Create(char.ToLowerInvariant(member.Key[0]) + member.Key[1..], (JsonNode?)CamelCase(member.Value!)))),
        JsonArray list => new JsonArray([.. list.Select(item => CamelCase(item!))]),
        _ => node.DeepClone(),
    };
}
