using Amazon.CDK.AWS.Logs;
using FlowLogStack.Capture;
using FlowLogStack.Dashboards;
using FlowLogStack.Query;
using FlowLogStack.Watch;
using Constructs;

namespace FlowLogStack.Constructs.Tests.Names;

public sealed class NameTests
{
    static readonly IEnvironment Network = new Amazon.CDK.Environment { Account = "111122223333", Region = "eu-west-1" };

    readonly App app = Repository.NewApp();

    static FlowLogMonitoringProps Props(int vpc = 0) => new() { Sources = [CaptureSource.FromId($"vpc-0a1b2c3d4e5f6789{vpc}")] };

    static FlowLogMonitoring Everything(Construct scope, string id, Func<FlowLogMonitoringProps, FlowLogMonitoringProps>? with = null, int vpc = 0)
    {
        var props = Props(vpc) with { Format = FlowLogFormat.Presets["v5"],
            Detections = [.. Detections.All.Where(detection => detection.IsAvailableIn(FlowLogFormat.Presets["v5"]))], CompositeAlarms = true,
                InsightsQueries = new QueryCatalogue(), Workgroup = new QueryWorkgroupProps { BytesScannedPerDayAlarm = Size.Bytes(1_000_000_000) } };
        var monitoring = new FlowLogMonitoring(scope, id, with?.Invoke(props) ?? props);
        monitoring.AddDashboards(new MonitoringDashboardsProps
        {
            Topics = Enum.GetValues<DashboardTopic>(),
            Activity = new ActivityLogGroups { Calls = monitoring.LogGroup!.LogGroup },
        });
        return monitoring;
    }

    static void AssertDistinct(params IReadOnlyList<Stack> stacks)
    {
        var templates = stacks.Select(stack => stack.Template()).ToList();
        string[] names = [.. templates.SelectMany(template => template.NamesOf())];
        string[] metrics = [.. templates.SelectMany(template => template.MetricsOf())];
        Assert.NotEmpty(names);
        Assert.NotEmpty(metrics);
        Assert.Equal(names.Distinct(), names);
        Assert.Equal(metrics.Distinct(), metrics);
    }

    [Fact]
    public void Two_stacks_of_an_environment_share_no_name_and_no_metric()
    {
        Stack[] stacks = [new(app, "Blue"), new(app, "Green")];
        foreach (var stack in stacks)
            Everything(stack, "FlowLogs");
        AssertDistinct(stacks);
    }

    [Fact]
    public void Two_stages_share_no_name_and_no_metric()
    {
        Stack[] stacks = [.. new[] { "Dev", "Prod" }.Select(name => new Stack(new Stage(app, name, new StageProps { Env = Network }), "Net"))];
        foreach (var stack in stacks)
            Everything(stack, "FlowLogs");
        AssertDistinct(stacks);
    }

    [Fact]
    public void Two_constructs_of_a_stack_share_no_name_and_no_metric()
    {
        var stack = new Stack(app, "Net");
        Everything(stack, "Blue");
        Everything(stack, "Green", vpc: 1);
        AssertDistinct(stack);
    }

    [Fact]
    public void Two_nested_stacks_of_one_id_share_no_name_and_no_metric()
    {
        var net = new Stack(app, "Net");
        Stack[] stacks = [.. new[] { "Blue", "Green" }.Select(name => new NestedStack(new Construct(net, name), "Watch"))];
        foreach (var stack in stacks)
            Everything(stack, "FlowLogs");
        AssertDistinct(stacks);
    }

    [Fact]
    public void Two_apps_whose_stacks_differ_in_hyphens_alone_share_no_alarm_metric_dashboard_or_rule()
    {
        Stack[] stacks = [new(app, "Net-Blue"), new(Repository.NewApp(), "NetBlue")];
        foreach (var stack in stacks)
            Everything(stack, "FlowLogs", props => props with { DatabaseName = stack == stacks[0] ? "a"
                : "b", Workgroup = new QueryWorkgroupProps { WorkgroupName = stack == stacks[0] ? "a" : "b" } });
        AssertDistinct(stacks);
    }

    [Fact]
    public void A_construct_of_another_id_has_no_name_of_the_old_one_so_that_a_rename_can_be_deployed()
    {
        Stack[] stacks = [new(app, "Net"), new(Repository.NewApp(), "Net")];
        Everything(stacks[0], "FlowLogs");
        Everything(stacks[1], "Monitoring");
        AssertDistinct(stacks);
    }

    [Fact]
    public void Another_prefix_alone_keeps_alarms_metrics_and_filters_of_two_stacks_apart()
    {
        var stack = new Stack(app, "Net");
        var group = LogGroup.FromLogGroupName(stack, "Shared", "/org/flow-logs");
        foreach (var (prefix, index) in new[] { ("blue ", 0), ("green ", 1) })
            Everything(stack, $"Monitor{index}", props => props with { AlarmNamePrefix = prefix,
                LogGroup = new FlowLogGroupProps { Existing = group } }, vpc: index);
        AssertDistinct(stack);
        var template = stack.Template();
        template.Has("AWS::CloudWatch::Alarm", """{ "AlarmName": "blue SSH rejects", "MetricName": "blue SSH Rejects", "Namespace": "vpcflowlogs" }""");
        template.Has("AWS::Logs::MetricFilter",
            """
                { "FilterName": "green dest-port-22-rejects", "MetricTransformations": [{ "MetricName": "green SSH Rejects", "MetricNamespace": "vpcflowlogs",
                  "MetricValue": "1", "DefaultValue": 0 }] }
                """);
        template.Has("AWS::Logs::QueryDefinition", """{ "Name": "blue Flow logs/Detections/SSH rejects" }""");
    }

    [Theory]
    [InlineData("prod: ", "prod%3A SSH Rejects")]
    [InlineData("a*b$ ", "a%2Ab%24 SSH Rejects")]
    [InlineData("50%-", "50%25-SSH Rejects")]
    public void A_prefix_with_characters_that_metrics_cannot_have_is_spelled_by_codes(string prefix, string metric)
    {
        var stack = new Stack(app, "Net");
        new FlowLogMonitoring(stack, "FlowLogs", Props() with { AlarmNamePrefix = prefix });
        stack.Template().Has("AWS::CloudWatch::Alarm", $$"""{ "AlarmName": "{{prefix}}SSH rejects", "MetricName": "{{metric}}" }""");
    }

    [Fact]
    public void Tokens_are_prefixes_namespaces_and_names()
    {
        var stack = new Stack(app, "Net");
        var stage = new CfnParameter(stack, "Stage").ValueAsString;
        Everything(stack, "FlowLogs", props => props with { AlarmNamePrefix = stage, MetricNamespace = Fn.ImportValue("Namespace"),
            Workgroup = new QueryWorkgroupProps { WorkgroupName = stage, BytesScannedPerDayAlarm = Size.Bytes(1_000) }, LogGroup =
                new FlowLogGroupProps { LogGroupName = Fn.Join("/", ["/flow", stage]) } });
        var template = stack.Template();
        template.Has("AWS::CloudWatch::Alarm",
            """
                { "AlarmName": { "Fn::Join": ["", [{ "Ref": "Stage" }, "SSH rejects"]] },
                  "MetricName": { "Fn::Join": ["", [{ "Ref": "Stage" }, "SSH Rejects"]] }, "Namespace": { "Fn::ImportValue": "Namespace" } }
                """);
        template.Has("AWS::Athena::WorkGroup", """{ "Name": { "Ref": "Stage" } }""");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Refuses_two_alarms_of_one_name_with_the_places_and_the_fix(bool inAnotherStack)
    {
        var stack = new Stack(app, "Net", new StackProps { Env = Network });
        new FlowLogMonitoring(stack, "Blue", Props() with { AlarmNamePrefix = "" });
        var other = inAnotherStack ? new Stack(app, "Other", new StackProps { Env = Network }) : stack;
        var error = Assert.Throws<ArgumentException>(() => new FlowLogMonitoring(other, "Green", Props(1) with { AlarmNamePrefix = "" }));
        Assert.Equal($"Two alarms are named 'SSH rejects', of 'Net/Blue/SshRejects' and of '{other.StackName}/Green/SshRejects', in one account and region. "
            + "Set another AlarmNamePrefix for one of them.", error.Message);
    }

    [Fact]
    public void Stacks_of_two_regions_may_have_one_name()
    {
        new FlowLogMonitoring(new Stack(app, "Here", new StackProps { Env = Network }), "FlowLogs", Props() with { AlarmNamePrefix = "" });
        var there = new Stack(app, "There", new StackProps { Env = new Amazon.CDK.Environment { Account = "111122223333", Region = "us-east-1" } });
        new FlowLogMonitoring(there, "FlowLogs", Props() with { AlarmNamePrefix = "" });
        there.Template().Has("AWS::CloudWatch::Alarm", """{ "AlarmName": "SSH rejects" }""");
    }

    [Fact]
    public void Refuses_databases_that_differ_in_hyphens_alone()
    {
        var stack = new Stack(app, "Net");
        new FlowLogMonitoring(stack, "Flow-Logs", Props());
        Assert.Contains("Two databases are named 'net_flowlogs_table'",
            Assert.Throws<ArgumentException>(() => new FlowLogMonitoring(stack, "FlowLogs", Props(1))).Message);
    }

    [Fact]
    public void A_detection_alone_is_named_by_its_place_and_names_its_metric_so()
    {
        var stack = new Stack(app, "Net");
        var group = new LogGroup(stack, "Group");
        foreach (var id in new[] { "First", "Second" })
            new DetectionAlarm(stack, id, new DetectionAlarmProps { Detection = Detections.SshRejects, LogGroup = group });
        AssertDistinct(stack);
        stack.Template().Has("AWS::CloudWatch::Alarm", """{ "AlarmName": "Net/Second SSH rejects", "MetricName": "Net/Second SSH Rejects" }""");
    }

    [Fact]
    public void What_is_kept_on_delete_has_no_name_that_a_second_deployment_would_give_again()
    {
        var stack = new Stack(app, "Net");
        Everything(stack, "FlowLogs");
        var template = stack.Template();
        Assert.Contains("Retain", template.ToText(), StringComparison.Ordinal);
        Assert.Empty(template.KeptUnderFixedNames());
        var group = Assert.Single(template.ResourcesOf("AWS::Logs::LogGroup").Values, group =>
            group["Properties"]!["LogGroupName"] is not null)["Properties"]!["LogGroupName"]!.ToJsonString();
        Assert.StartsWith("""{"Fn::Join":["",["/aws/events/Net-FlowLogs-ChangeLog-",{"Fn::Select":[0,{"Fn::Split":["-",{"Fn::Select":[2,{"Fn::Split":["/","""
            + """{"Ref":"AWS::StackId"}]}]}]}]}]]}""", group);
    }

    [Fact]
    public void A_name_that_was_set_is_the_name_of_what_is_kept()
    {
        var stack = new Stack(app, "Net");
        new FlowLogMonitoring(stack, "FlowLogs", Props() with { LogGroup = new FlowLogGroupProps { LogGroupName = "/network/flow" } });
        Assert.Contains("/network/flow", Assert.Single(stack.Template().KeptUnderFixedNames()));
    }

    [Theory]
    [InlineData(RemovalPolicy.RETAIN)]
    [InlineData(RemovalPolicy.DESTROY)]
    public void The_workgroup_is_deleted_with_its_history(RemovalPolicy removal)
    {
        var stack = new Stack(app, "Net");
        new FlowLogMonitoring(stack, "FlowLogs", Props() with { RemovalPolicy = removal });
        stack.Template().Has("AWS::Athena::WorkGroup", """{ "RecursiveDeleteOption": true }""");
    }
}
