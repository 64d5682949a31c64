using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.Logs;
using FlowLogStack.Capture;
using FlowLogStack.Constructs.Tests.Dashboards;
using FlowLogStack.Dashboards;
using FlowLogStack.Organization;
using FlowLogStack.Process;
using FlowLogStack.Query;
using FlowLogStack.Watch;

namespace FlowLogStack.Constructs.Tests;

/// <summary>The metrics that constructs return, which their alarms evaluate and dashboards draw.</summary>
public sealed partial class MetricTests : ConstructTests
{
    static readonly MetricOptions EachMinute = new() { Period = Duration.Minutes(1) };

    [Fact]
    public void Each_alarm_of_a_processor_on_a_metric_evaluates_one_that_the_processor_returns()
    {
        var processor = new FlowLogProcessor(Stack, "Processor", new FlowLogProcessorProps { Enrich = true });
        Metric[] metrics =
        [
            processor.MetricErrors(), processor.MetricThrottles(), processor.MetricDroppedEvents(), processor.MetricDeadLetterErrors(),
            processor.MetricParkedRecords(), processor.MetricRefusedLoops(), processor.MetricEnrichErrors(),
            processor.Failures.MetricApproximateNumberOfMessagesVisible(new MetricOptions { Statistic = "Maximum" }),
        ];
        Assert.Equal(metrics.Select(TextOf).Order(StringComparer.Ordinal), Alarms().Select(TextOf).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_alarms_of_scheduled_queries_and_of_accounts_evaluate_the_metrics_of_their_constructs()
    {
        var table = new FlowLogTable(Stack, "Table", new FlowLogTableProps { Archive = new FlowLogArchive(Stack, "Archive") });
        var queries = new ScheduledQueries(Stack, "Daily", new ScheduledQueriesProps
        {
            Table = table, Workgroup = new QueryWorkgroup(Stack, "Queries"), Topics = [new AlarmTopic(Stack, "Topic").Topic],
        });
        var accounts = new AccountAlarms(Stack, "Accounts", new AccountAlarmsProps
        {
            Detection = Detections.SshRejects, LogGroup = LogGroup.FromLogGroupName(Stack, "Central", "central"), Accounts = ["111111111111"],
            Regions = ["eu-west-1"],
        });
        Metric[] metrics = [queries.MetricFailedRuns(), accounts.MetricRecords("111111111111", "eu-west-1")];
        Assert.Equal(metrics.Select(TextOf).Order(StringComparer.Ordinal), Alarms().Select(TextOf).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Dashboards_draw_the_metrics_that_constructs_return()
    {
        var rig = new DashboardRig(FlowLogFormat.V5);
        var (processor, changes, measures) = (rig.Props.Processor!, rig.Props.Changes!, rig.Props.Measures);
        var subscription = Assert.Single(processor.Node.FindAll().OfType<CfnSubscriptionFilter>());
        Metric[] metrics =
        [
            processor.MetricRecords(), processor.MetricDeliveredRecords(), processor.MetricDroppedRecords(), processor.MetricParkedRecords(),
            processor.MetricMalformedLines(), processor.MetricDeliveryLatency(), processor.MetricDeliveryLatency(new MetricOptions { Statistic = "p50" }),
            processor.MetricErrors(), processor.MetricThrottles(), processor.MetricRetries(),
            .. new[] { "inbound", "outbound", "internal", "unknown" }.Select(direction => processor.MetricByDirection("AcceptedBytes", direction)),
            FlowLogProcessor.MetricDeliveryErrors(subscription), FlowLogProcessor.MetricDeliveryThrottling(subscription),
            changes.MetricChanges(), changes.MetricFailures(),
            FlowLogGroup.IncomingRecords(measures.LogGroup), FlowLogGroup.IncomingBytes(measures.LogGroup),
            measures.MetricAcceptedFlows(), measures.MetricRejectedFlows(), measures.MetricAcceptedBytes(), measures.MetricRejectedBytes(),
        ];
        var drawn = rig.Bodies().Values.SelectMany(body => JsonNode.Parse(body)!["widgets"]!.AsArray())
            .SelectMany(widget => widget!["properties"]?["metrics"]?.AsArray() ?? []).Where(series => series!.AsArray().Count > 1)
            .Select(series => string.Join(' ', series!.AsArray().Select(part => part is JsonObject look ? (string?)look["stat"] : (string?)part)))
            .ToHashSet(StringComparer.Ordinal);
        var template = rig.Stack.Template().ToJson();
        string Deployed(string text) => DashboardRig.Deployed(template, JsonNode.Parse(JsonOf(rig.Stack.Resolve(text))));
        Assert.Empty(metrics.Select(metric => string.Join(' ', [metric.Namespace, metric.MetricName,
            .. metric.Dimensions!.SelectMany(dimension => new[] { dimension.Key, Deployed((string)dimension.Value) }), metric.Statistic])).Except(drawn));
    }

    [Fact]
    public void A_namespace_of_AWS_is_named_by_the_construct_that_returns_its_metrics_and_by_no_dashboard()
    {
        var folder = Repository.PathOf("src", "FlowLogStack.Constructs");
        var named = Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(file => !Path.GetRelativePath(folder, file).StartsWith("obj", StringComparison.Ordinal))
            .SelectMany(file => NamespaceOfAws().Matches(File.ReadAllText(file)).Select(match => (match.Value, File: Path.GetFileName(file)))).Distinct()
            .Select(use => $"{use.Value} {use.File}").Order(StringComparer.Ordinal);
        Assert.Equal(["\"AWS/Athena\" BytesScannedAlarm.cs", "\"AWS/Events\" RuleMetric.cs", "\"AWS/Firehose\" FlowLogStream.cs",
            "\"AWS/Logs\" FlowLogGroup.cs", "\"AWS/Logs\" FlowLogProcessor.cs", "\"AWS/S3\" FlowLogArchive.cs", "\"AWS/States\" ScheduledQueries.cs"], named);
    }

    [Fact]
    public void A_series_has_the_names_statistic_label_and_color_of_its_metric()
    {
        var metric = new Metric(new MetricProps
        {
            Namespace = "Shop", MetricName = "Orders", Statistic = "p90", Label = "Orders of the shop", Color = Palette.Inbound,
            DimensionsMap = new Dictionary<string, string> { ["Zone"] = "a", ["Cell"] = "b" },
        });
        Assert.Equal("""["Shop","Orders","Zone","a","Cell","b",{"stat":"p90","label":"Orders of the shop","color":"#4393e5"}]""", Drawn(metric));
        Assert.Equal("""["Shop","Orders",{"stat":"Average"}]""", Drawn(new Metric(new MetricProps { Namespace = "Shop", MetricName = "Orders" })));
    }

    [Theory]
    [InlineData("eu-west-1", """["Shop","Orders",{"stat":"Average"}]""")]
    [InlineData("us-east-1", """["Shop","Orders",{"stat":"Average","region":"us-east-1"}]""")]
    public void A_series_of_another_Region_than_the_dashboard_names_it(string region, string series) =>
        Assert.Equal(series, Drawn(new Metric(new MetricProps { Namespace = "Shop", MetricName = "Orders", Region = region })));

    [Fact]
    public void An_archive_and_a_log_group_return_what_they_store_and_receive()
    {
        var archive = new FlowLogArchive(Stack, "Archive");
        var group = new FlowLogGroup(Stack, "Logs");
        Assert.Equal("AWS/S3 BucketSizeBytes Average 86400 BucketName,StorageType", NameOf(archive.MetricStoredBytes()));
        Assert.Equal("DeepArchiveStorage", archive.MetricStoredBytes("DeepArchiveStorage").Dimensions!["StorageType"]);
        Assert.Equal("AWS/S3 NumberOfObjects Average 86400 BucketName,StorageType", NameOf(archive.MetricStoredObjects()));
        Assert.Equal("AWS/Logs IncomingBytes Sum 300 LogGroupName", NameOf(group.MetricIncomingBytes()));
        Assert.Equal("AWS/Logs IncomingLogEvents Sum 60 LogGroupName", NameOf(group.MetricIncomingRecords(EachMinute)));
    }

    [Fact]
    public void Another_period_keeps_the_statistic_of_a_metric()
    {
        var processor = new FlowLogProcessor(Stack, "Processor");
        Assert.Equal(("p99", 60d), (processor.MetricDeliveryLatency(EachMinute).Statistic, processor.MetricDeliveryLatency(EachMinute).Period.ToSeconds()));
        Assert.Equal("Sum", processor.MetricErrors(EachMinute).Statistic);
        Assert.Equal("Average", new FlowLogArchive(Stack, "Archive").MetricStoredBytes(options: EachMinute).Statistic);
    }

    [Fact]
    public void Refuses_a_direction_that_the_function_does_not_publish() => Assert.Equal(
        "The direction 'ingress' of the metric 'AcceptedBytes' is not valid. Use inbound, outbound, internal or unknown. (Parameter 'direction')",
        Assert.Throws<ArgumentException>(() => new FlowLogProcessor(Stack, "Processor").MetricByDirection("AcceptedBytes", "ingress")).Message);

    [Fact]
    public void Refuses_a_metric_of_a_field_that_the_log_format_lacks()
    {
        var measures = new TrafficMeasures(Stack, "Measures", new TrafficMeasuresProps
        {
            LogGroup = new LogGroup(Stack, "Group"), Format = FlowLogFormat.TransitGateway,
        });
        var problem = Assert.Throws<InvalidOperationException>(() => measures.MetricRejectedBytes()).Message;
        Assert.StartsWith("The metric 'RejectedBytes' cannot be extracted from the log format '${version} ", problem);
        Assert.EndsWith("Use a format with the fields action, bytes and, if it has them, with fewer other fields.", problem);
    }

    [Fact]
    public void The_guide_lists_each_method_of_permissions_and_metrics_with_its_construct()
    {
        var page = File.ReadAllText(Repository.PathOf("docs", "constructs.md"));
        var rows = page[page.IndexOf("## Permissions and metrics", StringComparison.Ordinal)..].Split("\n## ")[0].Split('\n');
        var methods = typeof(FlowLogGroup).Assembly.GetExportedTypes().Where(type => type.IsSubclassOf(typeof(global::Constructs.Construct)))
            .SelectMany(type => type.GetMethods().Where(method => method.DeclaringType == type && !method.IsSpecialName
                && (method.Name.StartsWith("Metric", StringComparison.Ordinal) || method.Name.StartsWith("Grant", StringComparison.Ordinal)))
                .Select(method => (Type: type.Name, method.Name))).Distinct().ToList();
        Assert.True(methods.Count > 30);
        Assert.DoesNotContain(methods, method => !rows.Any(row => row.Split('|') is [_, var types, ..]
            && types.Contains($"`{method.Type}`", StringComparison.Ordinal) && row.Contains($"`{method.Name}`", StringComparison.Ordinal)));
    }

    static string Drawn(Metric metric) => MetricSeries.Of(metric).ToJson("eu-west-1").ToJsonString();

    static string NameOf(Metric metric) =>
        $"{metric.Namespace} {metric.MetricName} {metric.Statistic} {metric.Period.ToSeconds()} {string.Join(',', metric.Dimensions!.Keys)}";

    string TextOf(Metric metric) => $"{metric.Namespace} {metric.MetricName} {metric.Statistic} {metric.Period.ToSeconds()} "
        + string.Join(", ", metric.Dimensions!.Select(dimension => $"{dimension.Key}={JsonOf(Stack.Resolve(dimension.Value))}").Order(StringComparer.Ordinal));

    static string TextOf(JsonNode alarm) => $"{alarm["Namespace"]} {alarm["MetricName"]} {alarm["Statistic"]} {alarm["Period"]} "
        + string.Join(", ", alarm["Dimensions"]!.AsArray().Select(dimension => $"{dimension!["Name"]}={dimension["Value"]!.ToJsonString()}")
            .Order(StringComparer.Ordinal));

    IEnumerable<JsonNode> Alarms() => Stack.Template().ResourcesOf("AWS::CloudWatch::Alarm").Values.Select(alarm => alarm["Properties"]!);

    static string JsonOf(object resolved) => System.Text.Json.JsonSerializer.Serialize(resolved);

    [GeneratedRegex("\"AWS/[A-Z]\\w+\"")]
    private static partial Regex NamespaceOfAws();
}
