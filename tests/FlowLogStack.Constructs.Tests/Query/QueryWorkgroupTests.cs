using FlowLogStack.Capture;
using FlowLogStack.Query;
using FlowLogStack.Watch;

namespace FlowLogStack.Constructs.Tests.Query;

public sealed class QueryWorkgroupTests : ConstructTests
{
    [Fact]
    public void Enforces_encrypted_results_a_scan_limit_and_metrics()
    {
        new QueryWorkgroup(Stack, "Queries");
        Stack.Template().Has("AWS::Athena::WorkGroup", """
            {
              "Name": "Test-Queries",
              "RecursiveDeleteOption": true,
              "WorkGroupConfiguration": {
                "BytesScannedCutoffPerQuery": 10000000000,
                "EnforceWorkGroupConfiguration": true,
                "PublishCloudWatchMetricsEnabled": true,
                "ResultConfiguration": { "EncryptionConfiguration": { "EncryptionOption": "SSE_S3" }, "ExpectedBucketOwner": { "Ref": "AWS::AccountId" } }
              }
            }
            """);
    }

    [Fact]
    public void Encrypts_results_and_their_bucket_with_a_key_that_it_makes_and_rotates()
    {
        new QueryWorkgroup(Stack, "Queries", new QueryWorkgroupProps { Encryption = ResultsEncryption.CustomerManaged });
        var template = Stack.Template();
        var key = Assert.Single(template.ResourcesOf("AWS::KMS::Key")).Key;
        template.Has("AWS::KMS::Key", """{ "EnableKeyRotation": true }""");
        template.Has("AWS::Athena::WorkGroup",
            $$"""
                { "WorkGroupConfiguration": { "ResultConfiguration": { "EncryptionConfiguration": { "EncryptionOption": "SSE_KMS",
                  "KmsKey": { "Fn::GetAtt": ["{{key}}", "Arn"] } } } } }
                """);
        template.Has("AWS::S3::Bucket",
            $$"""
                { "BucketEncryption": { "ServerSideEncryptionConfiguration": [{ "BucketKeyEnabled": true,
                  "ServerSideEncryptionByDefault": { "SSEAlgorithm": "aws:kms", "KMSMasterKeyID": { "Fn::GetAtt": ["{{key}}", "Arn"] } } }] } }
                """);
    }

    [Fact]
    public void Admits_those_who_query_to_a_key_of_the_app_through_S3_alone()
    {
        new QueryWorkgroup(Stack, "Queries", new QueryWorkgroupProps { EncryptionKey = new Amazon.CDK.AWS.KMS.Key(Stack, "Key") });
        Stack.Template().Has("AWS::KMS::Key", """
            {
              "KeyPolicy": { "Statement": [{}, {
                "Sid": "EncryptQueryResults",
                "Effect": "Allow",
                "Principal": { "AWS": { "Fn::Join": ["", ["arn:", { "Ref": "AWS::Partition" }, ":iam::", { "Ref": "AWS::AccountId" }, ":root"]] } },
                "Action": ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey*"],
                "Resource": "*",
                "Condition": { "StringEquals": { "kms:ViaService": [
                  { "Fn::Join": ["", ["s3.", { "Ref": "AWS::Region" }, ".", { "Ref": "AWS::URLSuffix" }]] },
                  { "Fn::Join": ["", ["athena.", { "Ref": "AWS::Region" }, ".", { "Ref": "AWS::URLSuffix" }]] }
                ] } }
              }] }
            }
            """);
    }

    [Theory]
    [InlineData("alias/aws/s3", "which AWS manages")]
    [InlineData("alias/results", "which is an alias")]
    public void Refuses_a_key_that_Athena_cannot_use_for_results(string name, string message)
    {
        var alias = Amazon.CDK.AWS.KMS.Alias.FromAliasName(Stack, "Alias", name);
        var error = Assert.Throws<ArgumentException>(() => new QueryWorkgroup(Stack, "Queries", new QueryWorkgroupProps { EncryptionKey = alias }));
        Assert.Contains("query results", error.Message);
        Assert.Contains(message, error.Message);
    }

    [Fact]
    public void Deletes_results_after_a_month()
    {
        new QueryWorkgroup(Stack, "Queries");
        Stack.Template().Has("AWS::S3::Bucket",
            """{ "LifecycleConfiguration": { "Rules": [{ "Id": "AgeOut", "Status": "Enabled", "ExpirationInDays": 30 }] } }""");
    }

    [Fact]
    public void Saves_queries_about_a_table()
    {
        var archive = new FlowLogArchive(Stack, "Archive");
        var table = new FlowLogTable(Stack, "Table", new FlowLogTableProps { Archive = archive });
        var workgroup = new QueryWorkgroup(Stack, "Queries");
        foreach (var query in AthenaQueries.For(table.Format, table.Projection, table.TableName))
            workgroup.Save(table, query);
        var template = Stack.Template();
        template.Counts("AWS::Athena::NamedQuery", 6);
        var group = Assert.Single(template.ResourcesOf("AWS::Athena::WorkGroup")).Key;
        var database = Assert.Single(template.ResourcesOf("AWS::Glue::Database")).Key;
        template.Has("AWS::Athena::NamedQuery",
            $$"""{ "Name": "SSH rejects by source", "WorkGroup": { "Ref": "{{group}}" }, "Database": { "Ref": "{{database}}" } }""");
    }

    [ToolFact("cfn-lint")]
    public void Saves_every_query_that_the_format_has_the_fields_for()
    {
        var table = new FlowLogTable(Stack, "Table", new FlowLogTableProps { Archive = new FlowLogArchive(Stack, "Archive"), Format = FlowLogFormat.V5 });
        var workgroup = new QueryWorkgroup(Stack, "Queries");
        var offered = AthenaQueries.Offered(table.Target).ToList();
        foreach (var query in offered)
            workgroup.Save(table, query);
        var template = Stack.Template();
        template.Counts("AWS::Athena::NamedQuery", offered.Count(query => query.Parameters.IsEmpty));
        template.Counts("AWS::Athena::PreparedStatement", offered.Count(query => !query.Parameters.IsEmpty));
        Assert.InRange(offered.Count, 40, AthenaQueries.All.Length - 10);
        var group = Assert.Single(template.ResourcesOf("AWS::Athena::WorkGroup")).Key;
        template.Has("AWS::Athena::PreparedStatement", $$"""{ "StatementName": "TrafficToPort", "WorkGroup": { "Ref": "{{group}}" } }""");
        Assert.All(template.ResourcesOf("AWS::Athena::PreparedStatement").Values, statement =>
        {
            Assert.Matches("^[a-zA-Z_][a-zA-Z0-9_@:]{1,256}$", (string?)statement["Properties"]!["StatementName"]);
            Assert.Contains("?", (string?)statement["Properties"]!["QueryStatement"]);
            Assert.InRange(((string)statement["Properties"]!["Description"]!).Length, 1, 1024);
        });
        CloudFormationLint.AssertClean("queries", template.ToText());
    }

    [Fact]
    public void Tells_of_a_day_in_which_all_queries_together_scanned_too_much()
    {
        var topic = new AlarmTopic(Stack, "Topic");
        new QueryWorkgroup(Stack, "Queries", new QueryWorkgroupProps { BytesScannedPerDayAlarm = Size.Bytes(200_000_000_000), Topics = [topic.Topic] });
        var template = Stack.Template();
        var alarm = template.Only("AWS::CloudWatch::Alarm");
        Assert.Equal((200e9, 1, "notBreaching"), ((double)alarm["Threshold"]!, (int)alarm["EvaluationPeriods"]!, (string?)alarm["TreatMissingData"]));
        Assert.Contains("scanned 200 GB or more in a day, about 1 USD", (string?)alarm["AlarmDescription"]);
        Assert.Single(alarm["AlarmActions"]!.AsArray());
        var metrics = alarm["Metrics"]!.AsArray();
        Assert.Equal("MAX([FILL(whole, 0), FILL(succeeded, 0) + FILL(failed, 0) + FILL(cancelled, 0)])",
            (string?)Assert.Single(metrics, metric => metric!["Expression"] is not null)!["Expression"]);
        Assert.Equal(4, metrics.Count(metric => (string?)metric!["MetricStat"]?["Metric"]!["MetricName"] == "ProcessedBytes"
            && (int)metric["MetricStat"]!["Period"]! == 86_400));
    }

    [Fact]
    public void Raises_no_alarm_unless_asked_and_refuses_one_that_is_always_on()
    {
        Assert.Null(new QueryWorkgroup(Stack, "Queries").BytesScanned);
        Assert.Contains("would always be in ALARM", Assert.Throws<ArgumentException>(() =>
            new QueryWorkgroup(Stack, "Always", new QueryWorkgroupProps { BytesScannedPerDayAlarm = Size.Bytes(0) })).Message);
    }

    [Fact]
    public void Refuses_the_name_of_the_workgroup_that_every_account_has() =>
        Assert.Contains("cannot have the name 'primary'", Assert.Throws<ArgumentException>(() =>
            new QueryWorkgroup(Stack, "Queries", new QueryWorkgroupProps { WorkgroupName = "primary" })).Message);

    [Fact]
    public void Refuses_a_scan_limit_below_athenas_least() =>
        Assert.Contains("The limit of 9999999 bytes scanned is below",
            Assert.Throws<ArgumentException>(() => new QueryWorkgroup(Stack, "Queries",
                new QueryWorkgroupProps { BytesScannedCutoff = Size.Bytes(9_999_999) })).Message);

    [Fact]
    public void Saves_an_insights_query_with_its_log_group_in_a_folder()
    {
        var group = new FlowLogGroup(Stack, "Logs");
        new SavedInsightsQuery(Stack, "Saved", new SavedInsightsQueryProps { Query = InsightsQueries.TopRejectedSources(FlowLogFormat.Default),
            LogGroup = group.LogGroup, Folder = "Network" });
        var logical = Assert.Single(Stack.Template().ResourcesOf("AWS::Logs::LogGroup")).Key;
        Stack.Template().Has("AWS::Logs::QueryDefinition", $$"""
            {
              "Name": "Network/Top 20 source addresses with the most rejected requests",
              "LogGroupNames": [{ "Ref": "{{logical}}" }],
              "QueryString": "filter action = \"REJECT\"\n| stats count(*) as numRejections by srcAddr\n| sort numRejections desc\n| limit 20"
            }
            """);
    }

    [Fact]
    public void Results_expire_after_whole_days() => Assert.Contains("The bucket deletes objects after 0.5 days",
        Assert.Throws<ArgumentException>(() => new QueryWorkgroup(Stack, "HalfADay",
            new QueryWorkgroupProps { ResultsExpireAfter = Duration.Hours(12) })).Message);
}
