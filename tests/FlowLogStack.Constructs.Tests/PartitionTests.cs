using FlowLogStack.Capture;
using FlowLogStack.Dashboards;
using FlowLogStack.Query;

namespace FlowLogStack.Constructs.Tests;

public sealed class PartitionTests
{
    static readonly string[] Partitions = ["aws", "aws-cn", "aws-us-gov", "aws-eusc", "aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f"];

    public static TheoryData<string, bool> Regions => new()
    {
        { "eu-west-1", true },
        { "cn-north-1", true },
        { "us-gov-west-1", true },
        { "eusc-de-east-1", true },
        { "us-iso-east-1", false },
        { "us-isob-east-1", false },
        { "eu-isoe-west-1", false },
        { "us-isof-south-1", false },
    };

    // Each Region's stack is synthesized once for the tests that read it.
    static readonly Dictionary<string, Stack> Stacks = [];

    static Stack Everything(string? region) => Stacks.TryGetValue(region ?? "", out var stack) ? stack : Stacks[region ?? ""] = NewStack(region);

    internal static Stack NewStack(string? region)
    {
        var stack = new Stack(Repository.NewApp(), "Net", new StackProps { Env = region is null ? null
            : new Amazon.CDK.Environment { Account = "111122223333", Region = region } });
        var monitoring = new FlowLogMonitoring(stack, "FlowLogs", new FlowLogMonitoringProps
        {
            Sources = [CaptureSource.FromId("vpc-0a1b2c3d4e5f67890")],
            Format = FlowLogFormat.V5,
            Detections = [.. Detections.All.Where(detection => detection.IsAvailableIn(FlowLogFormat.V5))],
            InsightsQueries = new QueryCatalogue(),
            Changes = Detections.Changes,
            CompositeAlarms = true,
        });
        monitoring.AddDashboards(new MonitoringDashboardsProps
        {
            Topics = Enum.GetValues<DashboardTopic>(),
            Activity = new ActivityLogGroups { Calls = monitoring.LogGroup!.LogGroup },
        });
        return stack;
    }

    [Theory]
    [MemberData(nameof(Regions))]
    public void Each_partition_synthesizes_with_its_own_ARNs_and_without_extensions_of_the_language(string region, bool hasConsole)
    {
        var stack = Everything(region);
        var text = stack.Template().ToText();
        Assert.DoesNotContain("AWS::LanguageExtensions", text, StringComparison.Ordinal);
        if (region != "eu-west-1")
            Assert.DoesNotContain("arn:aws:", text, StringComparison.Ordinal);
        // If CDK doesn't know the partition of a Region, the deployment determines it, and the links with it.
        var isChosen = Token.IsUnresolved(stack.Partition);
        Assert.Equal(isChosen, text.Contains("\"Fn::If\"", StringComparison.Ordinal));
        Assert.Equal(hasConsole || isChosen, text.Contains("[Logs Insights](https://", StringComparison.Ordinal));
    }

    [Fact]
    public void A_stack_of_no_region_names_every_partition_in_its_map_and_leaves_links_out_where_no_console_is_known()
    {
        var template = Everything(null).Template().ToJson();
        var map = Assert.Single(template["Mappings"]!.AsObject());
        Assert.Equal(Partitions, map.Value!.AsObject().Select(partition => partition.Key));
        var condition = Assert.Single(template["Conditions"]!.AsObject());
        Assert.Equal($$$"""{"Fn::Not":[{"Fn::Equals":[{"Fn::FindInMap":["{{{map.Key}}}",{"Ref":"AWS::Partition"},"Console"]},"unknown"]}]}""",
            condition.Value!.ToJsonString());
        Assert.Equal(4, map.Value!.AsObject().Count(partition => (string?)partition.Value!["Console"] == "unknown"));
        // Every link is inside a condition.
        var body = template["Resources"]!.AsObject().First(resource =>
            (string?)resource.Value!["Type"] == "AWS::CloudWatch::Dashboard").Value!["Properties"]!["DashboardBody"]!["Fn::Join"]![1]!.AsArray();
        Assert.All(body.Where(part => part is System.Text.Json.Nodes.JsonValue), part =>
            Assert.DoesNotContain("](https://", (string)part!, StringComparison.Ordinal));
        Assert.Contains(body, part => part is System.Text.Json.Nodes.JsonObject choice && choice["Fn::If"] is { } options
            && (string?)options[0] == condition.Key && (string?)options[2] == "");
    }

    [Fact]
    public void Links_of_a_stack_are_known_by_its_region()
    {
        Assert.True(ConsoleLinks.Of(Everything("eu-west-1")).AreKnown);
        Assert.False(ConsoleLinks.Of(Everything("us-iso-east-1")).AreKnown);
        Assert.Null(ConsoleLinks.Of(Everything("us-iso-east-1")).Condition);
        Assert.NotNull(ConsoleLinks.Of(Everything(null)).Condition);
    }
}
