using System.Diagnostics;
using System.Globalization;
using Amazon.CDK;

namespace FlowLogStack.App.Tests;

/// <summary>One settings file for several stacks, member stacks, StackSets, and many monitored resources.</summary>
public sealed class SeveralStacksTests : AppTests
{
    const string Organization = """
        {
          "format": "v5",
          "archive": { "fileFormat": "parquet" },
          "stacks": {
            "archive": { "account": "111111111111", "region": "eu-west-1", "capture": false, "archive": { "organization": "o-a1b2c3d4e5",
                "bucketName": "example-org-flow-logs" } },
            "eu": { "account": "222222222222", "region": "eu-west-1", "member": true, "sources": ["vpc-0a1b2c3d4e5f67890"], "logs": { "enabled": false },
                "archive": { "existingBucket": "example-org-flow-logs" } },
            "us": { "account": "222222222222", "region": "us-east-1", "member": true, "sources": ["vpc-0a1b2c3d4e5f67891"],
                "logs": { "name": "/flow-logs/us" }, "archive": { "existingBucket": "example-org-flow-logs" } }
          }
        }
        """;

    static string[] AllRefusals(string json) =>
        [.. Assert.Throws<InvalidSettingsException>(() => SettingsReader.ParseAll("flowlogs.json", json)).Problems.Select(problem => $"{problem.Path}: "
            + $"{problem.Message}")];

    [Fact]
    public void Keys_beside_the_stacks_apply_to_each_and_those_of_a_stack_to_itself()
    {
        var stacks = SettingsReader.ParseAll("flowlogs.json", Organization);
        Assert.Equal(["FlowLogStack-archive", "FlowLogStack-eu", "FlowLogStack-us"], stacks.Select(stack => stack.StackName));
        Assert.All(stacks, stack => Assert.Equal(Records.FileFormat.Parquet, stack.Archive.FileFormat));
        Assert.All(stacks, stack => Assert.Equal("v5", stack.Format));
        Assert.Equal(["eu-west-1", "eu-west-1", "us-east-1"], stacks.Select(stack => stack.Region!));
    }

    [Fact]
    public void An_archive_and_its_members_are_one_app_whose_bucket_admits_every_flow_log()
    {
        var app = Repository.NewApp();
        foreach (var settings in SettingsReader.ParseAll("flowlogs.json", Organization))
            _ = settings.Member ? (Stack)new MemberStack(app, settings) : new FlowLogMonitoringStack(app, settings);
        var assembly = app.Synth();
        Assert.Equal(["aws://111111111111/eu-west-1", "aws://222222222222/eu-west-1", "aws://222222222222/us-east-1"], assembly.Stacks.Select(stack =>
            stack.Environment.Name).Order(StringComparer.Ordinal));
        var flowLogs = assembly.Stacks.Select(stack => new Template(File.ReadAllText(stack.TemplateFullPath))).SelectMany(template => template.ResourcesOf(
            "AWS::EC2::FlowLog").Values).ToList();
        Assert.Equal(3, flowLogs.Count);
        Assert.Equal(2, flowLogs.Count(flowLog => flowLog["Properties"]!["LogDestination"]?.ToJsonString().Contains("s3:::example-org-flow-logs",
            StringComparison.Ordinal) == true));
    }

    [Theory]
    [InlineData("""{ "stacks": { "eu": { "regoin": "eu-west-1" } } }""", "stacks.eu.regoin: unknown setting. Did you mean 'stacks.eu.region'?")]
    [InlineData("""{ "stacks": { "eu": { "archive": { "expireAfterDays": 0 } } } }""", "stacks.eu.archive.expireAfterDays: 0 is too small. Use 1 or more.")]
    [InlineData("""{ "stacks": { "eu": { "capture": false } } }""", "stacks.eu.capture: false makes no flow log")]
    [InlineData("""{ "stacks": { "eu": { "stackName": "One" }, "us": { "stackName": "One" } } }""", "stacks.us.stackName: \"One\" is the name of "
        + "another stack as well. Use another name.")]
    [InlineData("""{ "stacks": { "eu": { "stacks": { "eu": { } } } } }""", "stacks.eu.stacks: a stack of 'stacks' cannot contain others. Move them beside it.")]
    [InlineData("""{ "stacks": { "eu west": {} } }""", "stacks.eu west: the stack would have the name \"FlowLogStack-eu west\", which is not valid. A name has "
        + "1 to 128 letters, digits and hyphens. Use such characters in the key, or set 'stackName'.")]
    [InlineData("""{ "stacks": { "eu/west": {} } }""", "stacks.eu/west: the stack would have the name \"FlowLogStack-eu/west\"")]
    [InlineData("""{ "stacks": { "ü": {} } }""", "stacks.ü: the stack would have the name \"FlowLogStack-ü\"")]
    [InlineData("""{ "stacks": { "a": { "sources": ["vpc-0a1b2c3d"], "sourceStacks": 2 }, "a-Sources1": { "sources": ["vpc-0a1b2c3d"] } } }""",
        "stacks.a-Sources1: \"FlowLogStack-a-Sources1\" is the name of another stack as well. Use another name.")]
    public void A_problem_of_one_stack_is_named_by_its_key(string json, string problem) => Assert.StartsWith(problem, Assert.Single(AllRefusals(json)));

    [Fact]
    public void No_name_of_a_stack_is_longer_than_CloudFormation_allows()
    {
        var longest = new string('A', 128);
        Assert.StartsWith($"stacks.x: the stack would have the name \"{longest}-x\"",
            Assert.Single(AllRefusals($$"""{ "stackName": "{{longest}}", "stacks": { "x": {} } }""")));
        Assert.StartsWith($"sourceStacks: a sibling stack would have the name \"{longest}-Sources1\"",
            Refusal($$"""{ "stackName": "{{longest}}", "sources": ["{{VpcId}}"], "sourceStacks": 2 }"""));
    }

    [Fact]
    public void A_stack_may_name_the_schema_as_well() =>
        Assert.Equal("FlowLogStack-eu", Assert.Single(SettingsReader.ParseAll("flowlogs.json",
            """{ "stacks": { "eu": { "$schema": "flowlogs.schema.json" } } }""")).StackName);

    [Fact]
    public void The_ids_of_a_stack_do_not_depend_on_its_key()
    {
        static IEnumerable<string> Ids(string key)
        {
            var settings = Assert.Single(SettingsReader.ParseAll("flowlogs.json", $$"""{ "stacks": { "{{key}}": { "sources": ["{{VpcId}}"] } } }"""));
            return new FlowLogMonitoringStack(Repository.NewApp(), settings).Template().ToJson()["Resources"]!.AsObject().Select(resource => resource.Key)
                .Order(StringComparer.Ordinal);
        }

        Assert.Equal(Ids("eu"), Ids("us"));
    }

    [Fact]
    public void A_member_has_a_flow_log_for_each_destination_a_role_and_nothing_else()
    {
        var template = Template($$"""
            { "member": true, "sources": ["{{VpcId}}"], "logs": { "name": "/flow-logs" }, "archive": { "existingBucket": "org-logs",
            "prefix": "network" } }
            """).ToJson();
        Assert.Equal(["AWS::EC2::FlowLog", "AWS::EC2::FlowLog", "AWS::IAM::Role"], template["Resources"]!.AsObject().Select(resource =>
            (string)resource.Value!["Type"]!).Order(StringComparer.Ordinal));
        Assert.False(template.ContainsKey("Parameters"));
        Assert.False(template.ContainsKey("Rules"));
        Assert.False(template.ContainsKey("Outputs"));
        Assert.DoesNotContain("bootstrap", template.ToJsonString(), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("""{ "member": true, "sources": ["vpc-0a1b2c3d4e5f67890"], "logs": { "enabled": false } }""", "archive: a member stack has no archive "
        + "of its own, and none is named.")]
    [InlineData("""{ "member": true, "sources": ["vpc-0a1b2c3d4e5f67890"], "archive": { "existingBucket": "org-logs" } }""", "logs: a member stack has "
        + "no log group of its own, and none is named.")]
    [InlineData("""{ "member": true, "logs": { "enabled": false }, "archive": { "existingBucket": "org-logs" } }""", "member: true makes a stack of "
        + "flow logs only, but there are no 'sources'.")]
    [InlineData("""
        { "member": true, "sources": ["vpc-0a1b2c3d4e5f67890"], "logs": { "name": "x" }, "archive": { "existingBucket": "org-logs" },
        "athena": { "table": "x" } }
        """, "athena: this has no effect, because 'member' is true")]
    [InlineData("""{ "members": { "vpcs": { "111122223333": "vpc-0a1b2c3d4e5f67890" } } }""", "members.vpcs: this has no effect, because "
        + "'members.organizationalUnits' is empty.")]
    [InlineData("""
        { "region": "eu-west-1", "capture": false, "archive": { "organization": "o-a1b2c3d4e5" },
        "members": { "organizationalUnits": ["ou-ab12-11111111"] } }
        """, "members.vpcs: no VPC is listed")]
    [InlineData("""{ "sourceStacks": 3 }""", "sourceStacks: this has no effect, because 'sources' is empty.")]
    [InlineData("""{ "telemetryRule": { "allRegions": true } }""", "telemetryRule.allRegions: this has no effect, because 'telemetryRule.name' is not "
        + "set.")]
    [InlineData("""{ "telemetryRule": { "regions": ["eu-west-1"] } }""", "telemetryRule.regions: this has no effect, because 'telemetryRule.name' is not "
        + "set.")]
    [InlineData("""{ "telemetryRule": { "name": "all", "allRegions": true, "regions": ["eu-west-1"] } }""", "telemetryRule.regions: the Regions have no "
        + "effect, because 'telemetryRule.allRegions' is true.")]
    [InlineData("""
        { "member": true, "sources": ["vpc-0a1b2c3d4e5f67890"], "logs": { "name": "x" }, "archive": { "existingBucket": "org-logs" },
        "encryption": "customer-managed" }
        """, "encryption: this has no effect, because 'member' is true")]
    [InlineData("""
        { "member": true, "sources": ["vpc-0a1b2c3d4e5f67890"], "logs": { "name": "x" }, "archive": { "existingBucket": "org-logs",
        "generation": 2, "earlier": [{ "format": "v5", "flowLogs": "kept" }] } }
        """, "archive.earlier[0].flowLogs: this has no effect, because a member stack has the flow logs of the last generation only.")]
    [InlineData("""
        { "format": "v11", "tagKeys": { "networkInterface": ["a", "b"], "instance": ["a", "b"], "autoScalingGroup": ["a", "b"] },
        "telemetryRule": { "name": "all" } }
        """, "format: The log format of the telemetry rule 'all' has the field")]
    [InlineData("""{ "logs": { "enabled": false, "centralDestinationArn": "arn:aws:logs:eu-west-1:111122223333:destination:x" } }""",
        "logs.centralDestinationArn: this has no effect, because")]
    [InlineData("""{ "region": "us-east-1", "logs": { "centralDestinationArn": "arn:aws:logs:eu-west-1:111122223333:destination:x" } }""",
        "logs.centralDestinationArn: the destination is in eu-west-1, and the stack in us-east-1.")]
    [InlineData("""
        { "member": true, "sources": ["vpc-0a1b2c3d4e5f67890"], "archive": { "enabled": false },
        "logs": { "name": "x", "centralDestinationArn": "arn:aws:logs:eu-west-1:111122223333:destination:x" } }
        """, "logs.centralDestinationArn: a subscription needs a log group that exists before the deployment")]
    [InlineData("""{ "subscriptions": { "accounts": ["111122223333"] } }""", "subscriptions: this has no effect, because 'subscriptions.name' is not set.")]
    [InlineData("""{ "subscriptions": { "name": "x", "accounts": ["111122223333"] } }""", "subscriptions.streamArn: the destination has no stream.")]
    [InlineData("""{ "subscriptions": { "name": "x", "streamArn": "arn:aws:kinesis:eu-west-1:111122223333:stream/x" } }""",
        "subscriptions: the destination admits no other account.")]
    public void Refuses_what_has_no_effect_or_cannot_be(string json, string problem) => Assert.StartsWith(problem, Refusal(json));

    [Fact]
    public void A_member_delivers_to_the_generation_of_the_archive()
    {
        var flowLog = Template($$"""
            { "member": true, "sources": ["{{VpcId}}"], "format": "v10", "logs": { "enabled": false }, "archive": { "existingBucket": "org-logs",
            "prefix": "network", "generation": 2, "earlier": [{ "format": "v5" }] } }
            """).Only("AWS::EC2::FlowLog");
        Assert.Contains(":s3:::org-logs/network/generation-2", flowLog["LogDestination"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_central_stack_has_a_destination_for_the_log_groups_of_the_organization()
    {
        var template = Template("""
            { "capture": false, "archive": { "organization": "o-a1b2c3d4e5" }, "subscriptions": { "name": "flow-logs", "organization": "o-a1b2c3d4e5",
            "streamArn": "arn:aws:firehose:eu-west-1:111122223333:deliverystream/central" } }
            """);
        Assert.Equal("arn:aws:firehose:eu-west-1:111122223333:deliverystream/central", (string?)template.Only("AWS::Logs::Destination")["TargetArn"]);
        Assert.Contains("aws:PrincipalOrgID", template.Only("AWS::Logs::Destination")["DestinationPolicy"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "sources": ["vpc-0a1b2c3d4e5f67890"], "logs": { "centralDestinationArn": "DESTINATION" } }""")]
    [InlineData("""
        { "member": true, "sources": ["vpc-0a1b2c3d4e5f67890"], "archive": { "enabled": false },
        "logs": { "existingLogGroup": "/flow-logs", "centralDestinationArn": "DESTINATION" } }
        """)]
    public void A_stack_and_a_member_send_the_records_of_their_log_group_to_the_central_destination(string settings)
    {
        const string Arn = "arn:aws:logs:eu-west-1:111122223333:destination:flow-logs";
        var subscription = Template(settings.Replace("DESTINATION", Arn, StringComparison.Ordinal)).Only("AWS::Logs::SubscriptionFilter");
        Assert.Equal(Arn, (string?)subscription["DestinationArn"]);
        Assert.NotNull(subscription["RoleArn"]);
    }

    [Fact]
    public void A_StackSet_delivers_from_a_VPC_of_each_account_to_the_archive()
    {
        var stackSet = Template("""
            { "region": "eu-west-1", "capture": false, "archive": { "organization": "o-a1b2c3d4e5" },
              "members": { "organizationalUnits": ["ou-ab12-11111111"], "vpcs": { "222222222222": "vpc-0a1b2c3d4e5f67890",
                  "333333333333": "vpc-0a1b2c3d4e5f67891" } } }
            """).Only("AWS::CloudFormation::StackSet");
        Assert.Equal("SERVICE_MANAGED", (string?)stackSet["PermissionModel"]);
        Assert.True((bool)stackSet["AutoDeployment"]!["Enabled"]!);
        var groups = stackSet["StackInstancesGroup"]!.AsArray();
        Assert.Equal(["222222222222", "333333333333"], groups.Select(group => (string)group!["DeploymentTargets"]!["Accounts"]![0]!));
        Assert.All(groups, group => Assert.Equal("INTERSECTION", (string?)group!["DeploymentTargets"]!["AccountFilterType"]));
        Assert.Equal("vpc-0a1b2c3d4e5f67891", (string?)groups[1]!["ParameterOverrides"]![0]!["ParameterValue"]);
        var body = new Template((string)stackSet["TemplateBody"]!);
        body.Counts("AWS::EC2::FlowLog", 1);
        Assert.Equal(["VpcId", "ArchiveBucket"], body.ToJson()["Parameters"]!.AsObject().Select(parameter => parameter.Key));
        Assert.Contains(stackSet["Parameters"]!.AsArray(), parameter => (string?)parameter!["ParameterKey"] == "ArchiveBucket"
            && parameter["ParameterValue"]!["Ref"] is not null);
    }

    [Fact]
    public void A_telemetry_rule_has_the_format_of_the_stack()
    {
        var rule = Template("""
            { "capture": false, "format": "v5", "archive": { "organization": "o-a1b2c3d4e5" }, "telemetryRule": { "name": "flow-logs",
                "organization": "o-a1b2c3d4e5", "allRegions": true } }
            """).Only("AWS::ObservabilityAdmin::OrganizationTelemetryRule");
        Assert.Equal(Records.FlowLogFormat.V5.ToString(), (string?)rule["Rule"]!["DestinationConfiguration"]!["VPCFlowLogParameters"]!["LogFormat"]);
        Assert.Equal("OrganizationId = 'o-a1b2c3d4e5'", (string?)rule["Rule"]!["Scope"]);
    }

    [Fact]
    public void Five_hundred_VPCs_are_divided_between_stacks_in_less_than_a_minute()
    {
        var clock = Stopwatch.StartNew();
        var app = Repository.NewApp();
        var stack = new FlowLogMonitoringStack(app, SettingsReader.Parse("flowlogs.json", Vpcs(500, 8)));
        var templates = app.Synth().Stacks.Select(artifact => new Template(File.ReadAllText(artifact.TemplateFullPath))).ToList();
        Assert.True(clock.Elapsed < TimeSpan.FromMinutes(1), $"{clock.Elapsed}");
        Assert.Equal(9, templates.Count);
        Assert.Equal(1000, templates.Sum(template => template.ResourcesOf("AWS::EC2::FlowLog").Count));
        Assert.All(templates, template => Assert.InRange(template.ToJson()["Resources"]!.AsObject().Count, 1, 250));
        Assert.Equal(1000, stack.Monitoring.Captures.Count);
    }

    [Fact]
    public void Another_VPC_adds_two_flow_logs_and_moves_none()
    {
        Dictionary<string, string> Places(int count)
        {
            var app = Repository.NewApp();
            _ = new FlowLogMonitoringStack(app, SettingsReader.Parse("flowlogs.json", Vpcs(count, 4)));
            return app.Synth().Stacks.SelectMany(stack => new Template(File.ReadAllText(stack.TemplateFullPath)).ToJson()["Resources"]!.AsObject()
                .Select(resource => (resource.Key + " " + stack.StackName, stack.StackName))).ToDictionary(one => one.Item1, one => one.StackName);
        }

        var (before, after) = (Places(12), Places(13));
        Assert.Equal(before.Count + 2, after.Count);
        Assert.Empty(before.Keys.Except(after.Keys));
    }

    static string Vpcs(int count, int stacks) => $$"""
        { "sourceStacks": {{stacks}}, "sources": [{{string.Join(", ", Enumerable.Range(0, count).Select(i => string.Create(CultureInfo.InvariantCulture,
            $"\"vpc-0a1b2c3d4e5f{i:x5}\"")))}}] }
        """;
}
