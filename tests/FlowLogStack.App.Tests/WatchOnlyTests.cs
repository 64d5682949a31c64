namespace FlowLogStack.App.Tests;

public sealed class WatchOnlyTests : AppTests
{
    [Fact]
    public void Watching_an_existing_log_group_makes_no_network_and_no_flow_log()
    {
        var template = Template("""
            { "capture": false, "sources": [], "logs": { "existingLogGroup": "/org/flowlogs" }, "alarms": { "notify": ["netops@example.com"] } }
            """);
        var types = template.ToJson()["Resources"]!.AsObject().Select(resource => (string)resource.Value!["Type"]!).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(["AWS::CloudWatch::Alarm", "AWS::KMS::Key", "AWS::Logs::MetricFilter", "AWS::Logs::QueryDefinition", "AWS::SNS::Subscription",
            "AWS::SNS::Topic", "AWS::SNS::TopicPolicy"], types);
        template.Has("AWS::Logs::MetricFilter", """{ "LogGroupName": "/org/flowlogs" }""");
    }

    [Fact]
    public void A_new_VPC_that_delivers_to_an_existing_log_group_has_a_warning_with_the_way_out()
    {
        const string Settings = """{ "sources": [], "logs": { "existingLogGroup": "/org/flowlogs" }, "archive": { "enabled": false } }""";
        var warning = Assert.Single(Warnings(Settings));
        Assert.Contains("'/org/flowlogs', because 'sources' is empty", warning, StringComparison.Ordinal);
        Assert.Contains("set 'capture' to false", warning, StringComparison.Ordinal);
        Assert.Empty(Warnings(Settings.Replace("[]", $"[\"{VpcId}\"]", StringComparison.Ordinal)));
    }

    static string[] Warnings(string settings) =>
        [.. Amazon.CDK.Assertions.Annotations.FromStack(Stack(settings)).FindWarning("*", Amazon.CDK.Assertions.Match.StringLikeRegexp("creates a VPC"))
            .Select(warning => warning.Entry.Data!.ToString()!)];

    [Fact]
    public void Querying_an_existing_bucket_makes_a_table_in_any_format()
    {
        var template = Template("""{ "capture": false, "format": "transit-gateway", "archive": { "existingBucket": "org-flow-logs", "prefix": "tgw" } }""");
        template.Counts("AWS::EC2::FlowLog", 0);
        template.Counts("AWS::EC2::VPC", 0);
        template.Counts("AWS::CloudWatch::Alarm", 0);
        template.Counts("AWS::Athena::WorkGroup", 1);
    }

    [Fact]
    public void Refuses_to_watch_nothing() =>
        Assert.Equal("capture: false makes no flow log, and there is nothing to watch or query. Set 'logs.existingLogGroup', 'archive.existingBucket' "
            + "or both, 'archive.organization' for an archive that other accounts deliver to, or 'capture' to true.", Refusal("""{ "capture": false }"""));

    [Fact]
    public void Refuses_settings_of_flow_logs_that_are_not_made()
    {
        Assert.Equal(
            ["sources", "trafficType", "aggregationSeconds", "tagKeys", "firehoseStreamArn"],
            Refusals($$"""
                { "capture": false, "sources": ["{{VpcId}}"], "trafficType": "ALL", "aggregationSeconds": 60, "tagKeys": {},
                  "firehoseStreamArn": "arn:aws:firehose:eu-west-1:111122223333:deliverystream/x", "logs": { "existingLogGroup": "/org/flowlogs" } }
                """)
                .Select(refusal => refusal.Split(':')[0]));
        Assert.Equal(
            ["archive.prefix: this has no effect, because 'capture' is false and 'archive.existingBucket' is not set. Remove it, set "
                + "'archive.existingBucket', or set 'capture' to true.", "athena.table: this has no effect, because 'capture' is false and "
                + "'archive.existingBucket' is not set. Remove it, set 'archive.existingBucket', or set 'capture' to true."],
            Refusals("""{ "capture": false, "logs": { "existingLogGroup": "/org/flowlogs" }, "archive": { "prefix": "x" }, "athena": { "table": "x" } }"""));
    }
}
