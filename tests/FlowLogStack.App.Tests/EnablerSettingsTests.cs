using System.Text.Json.Nodes;

namespace FlowLogStack.App.Tests;

/// <summary>Settings of the function that creates flow logs for every VPC.</summary>
public sealed class EnablerSettingsTests : AppTests
{
    const string Member = """
        { "member": true, "format": "v5", "enabler": { "enabled": true, "everyMinutes": 30, "optOutTag": "Team=lab" }, "logs": { "enabled": false },
          "archive": { "existingBucket": "central-flow-logs", "fileFormat": "parquet", "prefix": "network" } }
        """;

    static JsonNode Plan(Testing.Template template)
    {
        var variable = template.ResourcesOf("AWS::Lambda::Function").Values
            .Select(function => function["Properties"]!["Environment"]?["Variables"]?["ENABLER_FLOW_LOGS"]).OfType<JsonNode>().Single();
        var text = variable is JsonValue ? (string)variable!
            : string.Concat(variable["Fn::Join"]![1]!.AsArray().Select(part => part is JsonValue ? (string)part! : "X"));
        return JsonNode.Parse(text)!;
    }

    [Fact]
    public void A_log_format_that_cannot_be_read_is_a_problem_of_its_own_key()
    {
        Assert.StartsWith("format: \"V55\" is neither a preset nor a log format.", Refusal("""{ "format": "V55", "enabler": { "enabled": true } }"""));
        Assert.StartsWith("customFields.Bad: 'Bad' is not a valid field name.",
            Refusal("""{ "customFields": { "Bad": "text" }, "enabler": { "enabled": true } }"""));
    }

    [Fact]
    public void A_member_with_an_enabler_has_no_flow_log_and_delivers_to_the_central_bucket()
    {
        var template = Template(Member);
        template.Counts("AWS::EC2::FlowLog", 0);
        var plan = Plan(template);
        var destination = Assert.Single(plan["destinations"]!.AsArray())!;
        Assert.Equal(("s3", "arn:X:s3:::central-flow-logs/network/", "parquet"),
            ((string?)destination["type"], (string?)destination["name"], (string?)destination["fileFormat"]));
        Assert.Equal(("ALL", 60), ((string?)plan["traffic"], (int)plan["interval"]!));
        template.Has("AWS::Events::Rule", """{ "ScheduleExpression": "rate(30 minutes)" }""");
        Assert.Equal("Team=lab", (string?)template.Only("AWS::Lambda::Function")["Environment"]!["Variables"]!["ENABLER_OPT_OUT_TAG"]);
        Assert.True(template.ToJson()["Parameters"]!.AsObject().ContainsKey("BootstrapVersion"));
    }

    [Fact]
    public void An_enabler_beside_an_archive_delivers_to_the_destinations_of_the_stack()
    {
        var template = Template($$"""
            { "sources": ["{{VpcId}}"], "enabler": { "enabled": true, "dryRun": true },
              "firehoseStreamArn": "arn:aws:firehose:eu-west-1:111122223333:deliverystream/s" }
            """);
        Assert.Equal(["cloud-watch-logs", "s3", "kinesis-data-firehose"],
            Plan(template)["destinations"]!.AsArray().Select(destination => (string)destination!["type"]!));
        Assert.Contains("reconcile", template.ToJson()["Outputs"]!["ReconcileCommand"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_enabler_without_a_flow_log_of_the_stack_uses_the_settings_of_flow_logs()
    {
        var template = Template("""
            { "capture": false, "archive": { "organization": "o-a1b2c3d4e5" }, "trafficType": "REJECT", "aggregationSeconds": 600,
              "enabler": { "enabled": true } }
            """);
        Assert.Equal(("REJECT", 600), ((string?)Plan(template)["traffic"], (int)Plan(template)["interval"]!));
    }

    [Theory]
    [InlineData("""{ "member": true, "logs": { "enabled": false }, "archive": { "existingBucket": "central", GENERATION } }""")]
    [InlineData("""{ "capture": false, "logs": { "enabled": false }, "archive": { "existingBucket": "central", GENERATION } }""")]
    [InlineData("""{ "capture": false, "archive": { "organization": "o-a1b2c3d4e5", GENERATION } }""")]
    [InlineData("""{ "sources": ["vpc-0a1b2c3d4e5f67890"], "archive": { GENERATION } }""")]
    public void An_enabler_delivers_to_the_generation_of_the_archive(string settings)
    {
        var json = JsonNode.Parse(settings.Replace("GENERATION", """
            "prefix": "network", "generation": 2, "earlier": [{ "format": "v5" }]
            """, StringComparison.Ordinal))!;
        json["enabler"] = JsonNode.Parse("""{ "enabled": true }""");
        json["format"] = "v10";
        var destination = Plan(Template(json.ToJsonString()))["destinations"]!.AsArray().Single(destination => (string?)destination!["type"] == "s3")!;
        Assert.EndsWith("/network/generation-2/", (string)destination["name"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "name": "/flow-logs", CENTRAL }""", 1)]
    [InlineData("""{ "existingLogGroup": "/flow-logs", CENTRAL }""", 0)]
    public void The_log_group_of_an_enabler_of_a_member_sends_its_records_to_the_central_destination(string logs, int created)
    {
        const string Arn = "arn:aws:logs:eu-west-1:111122223333:destination:flow-logs";
        logs = logs.Replace("CENTRAL", $"\"centralDestinationArn\": \"{Arn}\"", StringComparison.Ordinal);
        var template = Template($$"""{ "member": true, "enabler": { "enabled": true }, "logs": {{logs}}, "archive": { "enabled": false } }""");
        var subscription = template.Only("AWS::Logs::SubscriptionFilter");
        Assert.Equal(Arn, (string?)subscription["DestinationArn"]);
        var groups = template.ResourcesOf("AWS::Logs::LogGroup").Where(group => (string?)group.Value["Properties"]?["LogGroupName"] == "/flow-logs").ToList();
        Assert.Equal(created, groups.Count);
        Assert.Equal(created == 0 ? "/flow-logs" : groups[0].Key,
            created == 0 ? (string?)subscription["LogGroupName"] : (string?)subscription["LogGroupName"]!["Ref"]);
    }

    [Theory]
    [InlineData("""{ "enabler": { "dryRun": true } }""",
        "enabler.dryRun: this has no effect, because 'enabler.enabled' is false. Set it to true, or remove this.")]
    [InlineData("""{ "enabler": { "enabled": true, "everyMinutes": 1 } }""", "enabler.everyMinutes: 1 is too small. Use 5 or more.")]
    [InlineData("""{ "enabler": { "enabled": true, "optOutTag": "FlowLogs" } }""", "enabler.optOutTag: \"FlowLogs\" is not valid. Use a key and a value of "
        + "letters, digits, spaces and _ . : / + - @, as in 'FlowLogs=off'.")]
    [InlineData("""
        { "member": true, "sources": ["vpc-0a1b2c3d4e5f67890"], "enabler": { "enabled": true }, "logs": { "enabled": false },
          "archive": { "existingBucket": "central" } }
        """,
        "sources: \"vpc-0a1b2c3d4e5f67890\" has no effect, because the enabler creates the flow logs of all VPCs. Remove the sources, or set "
            + "'enabler.enabled' to false.")]
    [InlineData("""{ "member": true, "enabler": { "enabled": true }, "logs": { "enabled": false } }""", "archive: a member stack has no archive of its own, "
        + "and none is named. Set 'archive.existingBucket' to the central bucket, or 'archive.enabled' to false.")]
    [InlineData("""{ "capture": false, "enabler": { "enabled": true } }""", "capture: false makes no flow log, and there is nothing to watch or query. Set "
        + "'logs.existingLogGroup', 'archive.existingBucket' or both, 'archive.organization' for an archive that other accounts deliver to, or 'capture' to "
            + "true.")]
    public void Settings_without_effect_are_errors(string json, string problem) => Assert.Equal(problem, Refusal(json));
}
