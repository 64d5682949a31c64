using System.Text;
using System.Text.Json.Nodes;
using FlowLogStack.Simulation;

namespace FlowLogStack.App.Tests;

/// <summary>The settings of activity logs: the parts that they create, and nothing without them.</summary>
public sealed class ActivityTests : AppTests
{
    [Fact]
    public void Without_the_settings_no_example_but_its_own_has_any_part_of_it()
    {
        foreach (var example in ExampleTests.Names.Where(name => name != "activity"))
        {
            var resources = JsonNode.Parse(File.ReadAllText(Repository.PathOf("tests", "FlowLogStack.App.Tests", "Snapshots", $"{example}.template.json")))!
                ["Resources"]!.AsObject();
            Assert.DoesNotContain(resources, resource => (string?)resource.Value!["Type"] == "AWS::CloudTrail::Trail"
                || resource.Key.StartsWith("Activity", StringComparison.Ordinal)
                || resource.Value.ToJsonString().Contains("CloudTrailInputFormat", StringComparison.Ordinal));
        }

        Assert.Equal(Template("{}").ToText(), Template("""{ "activity": {} }""").ToText());
    }

    [Fact]
    public void An_existing_trail_is_read_and_no_other_is_created()
    {
        var template = Template(ExampleTests.Settings("activity"));
        Assert.Empty(template.ResourcesOf("AWS::CloudTrail::Trail"));
        Assert.Equal(15, template.ResourcesOf("AWS::Logs::MetricFilter").Values
            .Count(filter => filter["Properties"]!["LogGroupName"]!.ToJsonString() == "\"aws-cloudtrail-logs\""));
        var tables = template.ResourcesOf("AWS::Glue::Table").Values.Select(table => table["Properties"]!["TableInput"]!).ToList();
        Assert.Equal(["cloudtrail", "flow_logs", "flow_logs_view", "s3_access_logs"],
            tables.Select(table => (string?)table["Name"]).Order(StringComparer.Ordinal));
        Assert.Contains(tables, table => table["StorageDescriptor"]!["Location"]!.ToJsonString() == "\"s3://example-trail-files/AWSLogs/o-exampleorgid/\"");
        Assert.Contains(tables, table => table["StorageDescriptor"]!["Location"]!.ToJsonString() == "\"s3://example-access-logs/access/\"");
        Assert.Single(template.ResourcesOf("AWS::Glue::Database"));
        var saved = template.ResourcesOf("AWS::Logs::QueryDefinition").Values.Select(query => (string?)query["Properties"]!["Name"]).ToList();
        Assert.Contains("Activity/Denied calls", saved);
        var athena = template.ResourcesOf("AWS::Athena::NamedQuery").Values.Select(query => (string?)query["Properties"]!["Name"]).ToList();
        Assert.Contains("Denied calls", athena);
        Assert.Contains("Anonymous S3 requests", athena);
        Assert.Contains("Security group changes and the rejected records next to them", athena);
    }

    [Fact]
    public void A_new_trail_has_its_bucket_and_log_group_and_costs_no_more_than_is_set()
    {
        var template = Template("""
            { "activity": { "newTrail": true, "detections": true, "benchmarkText": true, "excludeManagementEventSources": ["kms.amazonaws.com"] } }
            """);
        var trail = Assert.Single(template.ResourcesOf("AWS::CloudTrail::Trail")).Value["Properties"]!;
        Assert.Null(trail["AdvancedEventSelectors"]);
        Assert.Equal("""["kms.amazonaws.com"]""", trail["EventSelectors"]![0]!["ExcludeManagementEventSources"]!.ToJsonString());
        template.Has("AWS::Logs::MetricFilter", """{ "FilterPattern": "{($.eventName=ConsoleLogin) && ($.errorMessage=\"Failed authentication\")}" }""");
        template.Counts("AWS::CloudWatch::Dashboard", 0);
        var events = Template("""{ "activity": { "newTrail": true, "dataEventBuckets": ["example-data"] } }""");
        Assert.Contains("example-data/", Assert.Single(events.ResourcesOf("AWS::CloudTrail::Trail")).Value["Properties"]!["AdvancedEventSelectors"]!
            .ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Queries_can_be_left_out()
    {
        var template = Template("""{ "activity": { "logGroup": "trail", "trailBucket": "files", "queries": false } }""");
        Assert.DoesNotContain(template.ResourcesOf("AWS::Athena::NamedQuery").Values, query => (string?)query["Properties"]!["Name"] == "Denied calls");
        Assert.DoesNotContain(template.ResourcesOf("AWS::Logs::QueryDefinition").Values, query =>
            ((string?)query["Properties"]!["Name"])!.StartsWith("Activity/", StringComparison.Ordinal));
    }

    [Fact]
    public void The_dashboard_of_the_example_is_drawn_from_files_of_calls_and_requests()
    {
        var preview = new Preview(AlarmTemplate.Parse(Template(ExampleTests.Settings("activity")).ToText(), "activity.template.json"),
            dashboard: "NetworkActivity-us-east-1-Activity");
        preview.Read(new MemoryStream(Encoding.UTF8.GetBytes("""
            {"Records":[{"eventVersion":"1.11","userIdentity":{"type":"IAMUser","userName":"alice"},
            "eventTime":"2026-01-05T09:00:00Z","eventSource":"ec2.amazonaws.com","eventName":"AuthorizeSecurityGroupIngress",
            "requestParameters":{"groupId":"sg-0a1"},"sourceIPAddress":"192.0.2.7","readOnly":false,"eventType":"AwsApiCall","eventID":"1"},
            {"eventVersion":"1.11","userIdentity":{"type":"IAMUser","userName":"bob"},
            "eventTime":"2026-01-05T09:20:00Z","eventSource":"iam.amazonaws.com","eventName":"ListUsers","errorCode":"AccessDenied",
            "sourceIPAddress":"192.0.2.8","readOnly":true,"eventType":"AwsApiCall","eventID":"2"}]}
            """)), "trail.json");
        preview.Read(new MemoryStream(Encoding.UTF8.GetBytes($"{new string('a', 64)} example-data [05/Jan/2026:09:05:00 +0000] 192.0.2.3 "
            + "arn:aws:iam::111122223333:user/bob 3E57427F3EXAMPLE REST.GET.OBJECT photo.jpg \"GET /photo.jpg HTTP/1.1\" 403 AccessDenied 243 3462 7 6 \"-\" "
            + "\"S3Console/0.4\" - abc= SigV4 ECDHE-RSA-AES128-GCM-SHA256 AuthHeader data.s3.us-west-1.amazonaws.com TLSv1.2 - -\n")), "access.log");
        var result = preview.Finish();
        Assert.Equal(3, result.Records);
        Assert.Empty(result.Refusals);
        using var page = new StringWriter();
        PreviewPage.Render(result, page);
        Assert.All(["alice", "AuthorizeSecurityGroupIngress", "sg-0a1", "bob", "AccessDenied", "example-data", "REST.GET.OBJECT", "192.0.2.3"],
            text => Assert.Contains(text, page.ToString(), StringComparison.Ordinal));
        // The files have no sign-in, no call of the root user, and no change of policies, buckets or logging.
        Assert.Equal(5, page.ToString().Split("The query has no result for these records.").Length - 1);
    }

    [Theory]
    [InlineData("""{ "activity": { "newTrail": true, "logGroup": "x" } }""", "activity.logGroup: this is of an existing trail")]
    [InlineData("""{ "activity": { "dataEventBuckets": ["abc"] } }""", "activity.dataEventBuckets: this has no effect, because the stack creates no trail.")]
    [InlineData("""{ "activity": { "organization": "o-exampleorgid" } }""", "activity.organization: this has no effect, because there is no trail with files.")]
    [InlineData("""{ "activity": { "loggedBuckets": ["abc"] } }""", "activity.loggedBuckets: this has no effect")]
    [InlineData("""{ "activity": { "logGroup": "x", "regions": ["eu-west-1"] } }""", "activity.regions: this has no effect, because there is no table.")]
    [InlineData("""{ "activity": { "accessLogBucket": "abc" } }""", "List the buckets whose requests are logged.")]
    [InlineData("""{ "activity": { "detections": true } }""", "Set 'activity.logGroup', or 'activity.newTrail' to true.")]
    [InlineData("""{ "activity": { "logGroup": "x", "benchmarkText": true } }""", "activity.benchmarkText: this has no effect")]
    [InlineData("""{ "activity": { "queries": true } }""", "activity.queries: this has no effect, because no activity log is set.")]
    [InlineData("""{ "archive": { "enabled": false }, "activity": { "trailBucket": "abc" } }""", "activity.trailBucket: its table is in the database")]
    [InlineData("""{ "logs": { "enabled": false }, "activity": { "logGroup": "x", "detections": true } }""",
        "activity.detections: its alarms notify the topic")]
    [InlineData("""{ "dashboards": { "show": ["activity"] } }""", "dashboards.show[0]: \"activity\" would be empty")]
    [InlineData("""{ "activity": { "excludeManagementEventSources": ["s3.amazonaws.com"] } }""", "'kms.amazonaws.com' or 'rdsdata.amazonaws.com'")]
    public void A_setting_without_effect_or_what_it_needs_is_an_error(string json, string message) =>
        Assert.Contains(message, Assert.Throws<InvalidSettingsException>(() => SettingsReader.Parse("flowlogs.json", json)).Message, StringComparison.Ordinal);
}
