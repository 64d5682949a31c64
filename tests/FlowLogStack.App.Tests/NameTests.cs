namespace FlowLogStack.App.Tests;

public sealed class NameTests : AppTests
{
    const string Everything =
        """
            "format": "v5", "alarms": { "catalogue": "all", "composites": true, "changes": true }, "queries": { "insights": "all" },
              "dashboards": { "show": ["overview", "accepts-and-rejects", "traffic-direction", "egress-and-cost", "security-groups", "detections"] },
                "athena": { "bytesScannedPerDayAlarm": 1000000000 }
            """;

    static void AssertDistinct(params string[] settings)
    {
        var templates = settings.Select(Template).ToList();
        string[] names = [.. templates.SelectMany(template => template.NamesOf())];
        string[] metrics = [.. templates.SelectMany(template => template.MetricsOf())];
        Assert.NotEmpty(metrics);
        Assert.Equal(names.Distinct(), names);
        Assert.Equal(metrics.Distinct(), metrics);
    }

    [Fact]
    public void The_default_stack_has_the_names_of_the_lab()
    {
        var template = Template("{}");
        template.Has("AWS::CloudWatch::Alarm", """{ "AlarmName": "SSH rejects", "Namespace": "vpcflowlogs", "MetricName": "SSH Rejects" }""");
        template.Has("AWS::Logs::MetricFilter", """{ "FilterName": "dest-port-22-rejects" }""");
        template.Has("AWS::Logs::QueryDefinition", """{ "Name": "Top 20 source addresses with the most rejected requests" }""");
    }

    [Fact]
    public void Stacks_of_two_names_share_no_name_and_no_metric() =>
        AssertDistinct($$"""{ {{Everything}} }""", $$"""{ "stackName": "Blue", {{Everything}} }""", $$"""{ "stackName": "Green", {{Everything}} }""");

    [Fact]
    public void Another_prefix_alone_gives_other_alarms_and_metrics()
    {
        var blue = Template("""{ "alarms": { "namePrefix": "blue " } }""");
        blue.Has("AWS::CloudWatch::Alarm", """{ "AlarmName": "blue SSH rejects", "Namespace": "vpcflowlogs", "MetricName": "blue SSH Rejects" }""");
        Assert.Empty(blue.MetricsOf().Intersect(Template("""{ "alarms": { "namePrefix": "green " } }""").MetricsOf()));
    }

    [Fact]
    public void A_stack_keeps_the_names_of_before_by_an_empty_prefix() =>
        Template("""{ "stackName": "Blue", "alarms": { "namePrefix": "" } }""")
            .Has("AWS::CloudWatch::Alarm", """{ "AlarmName": "SSH rejects", "MetricName": "SSH Rejects" }""");

    [Fact]
    public void A_stack_of_a_stage_is_named_by_both()
    {
        var stage = new Amazon.CDK.Stage(Repository.NewApp(), "Dev");
        new FlowLogMonitoringStack(stage, SettingsReader.Parse("flowlogs.json", "{}")).Template()
            .Has("AWS::CloudWatch::Alarm", """{ "AlarmName": "Dev-FlowLogStack SSH rejects" }""");
    }

    [Fact]
    public void What_is_kept_on_delete_has_no_fixed_name() =>
        Assert.Empty(Template($$"""{ {{Everything}} }""").KeptUnderFixedNames());

    [Fact]
    public void Roles_have_the_path_and_the_boundary_that_an_organization_requires()
    {
        var template = Template("""
            { "removal": "destroy-with-contents", "roles": { "path": "/network/", "permissionsBoundary": "arn:aws:iam::111122223333:policy/boundary" },
              "forward": { "destinationBucket": "elsewhere" } }
            """);
        var roles = template.ResourcesOf("AWS::IAM::Role").Values;
        Assert.True(roles.Count() >= 4);
        Assert.All(roles, role => Assert.Equal(("/network/", "arn:aws:iam::111122223333:policy/boundary"),
            ((string?)role["Properties"]!["Path"], (string?)role["Properties"]!["PermissionsBoundary"])));
        Assert.StartsWith("roles.path: \"network\" is not valid. Start and end it with a slash", Refusal("""{ "roles": { "path": "network" } }"""));
    }

    [Fact]
    public void Links_are_left_out_where_no_console_is_known()
    {
        var template = Template("{}").ToJson();
        var condition = Assert.Single(template["Conditions"]!.AsObject()).Key;
        Assert.All(template["Outputs"]!.AsObject().Where(output => output.Key.EndsWith("Link", StringComparison.Ordinal)), output =>
            Assert.Equal(condition, (string?)output.Value!["Condition"]));
        Assert.Equal(8, template["Mappings"]!.AsObject().Single().Value!.AsObject().Count);
        Assert.DoesNotContain("Transform", (IDictionary<string, System.Text.Json.Nodes.JsonNode?>)template);
    }
}
