using System.Text.Json.Nodes;
using FlowLogStack.Simulation;

namespace FlowLogStack.Benchmarks;

/// <summary>
/// A compressed object through a preview: a metric for each pattern of a catalogue, a Contributor Insights rule and a query, drawn as a page.
/// </summary>
sealed class PreviewDashboard : BenchmarkPath
{
    const string Rule = """{"Schema":{"Name":"CloudWatchLogRule","Version":1},"LogGroupNames":["flows"],"LogFormat":"CLF","Fields":{"4":"src","10":"bytes"}"""
        + ""","Contribution":{"Keys":["src"],"ValueOf":"bytes","Filters":[]},"AggregateOn":"Sum"}""";

    readonly AlarmTemplate template = AlarmTemplate.Parse(Template(), "catalogue.template.json");

    internal override string Name => "gz-to-preview";

    internal override (TimeSpan Elapsed, long Records) Run(BenchmarkInput input) => Time(() =>
    {
        var preview = new Preview(template);
        using (var file = input.OpenObject())
            preview.Read(file, "object");
        var result = preview.Finish();
        using var page = new MemoryStream();
        PreviewPage.Render(result, page);
        return page.Length > 10_000 ? result.Records : throw new InvalidOperationException($"The page has {page.Length} bytes.");
    });

    static string Template()
    {
        var resources = new JsonObject();
        var widgets = new JsonArray(
            Widget("metric", new JsonObject { ["region"] = "us-east-1", ["insightRule"] = new JsonObject { ["ruleName"] = "sources" } }),
            Widget("log", new JsonObject { ["region"] = "us-east-1",
                ["query"] = "SOURCE 'flows' | stats count(*) as flows by srcAddr, dstAddr | sort flows desc | limit 100" }));
        foreach (var (pattern, index) in CataloguePatterns.All.Select((pattern, index) => (pattern, index)))
        {
            resources[$"Filter{index}"] = new JsonObject
            {
                ["Type"] = "AWS::Logs::MetricFilter",
                ["Properties"] = new JsonObject
                {
                    ["LogGroupName"] = "flows",
                    ["FilterPattern"] = pattern,
                    ["MetricTransformations"] = new JsonArray(new JsonObject { ["MetricNamespace"] = "flows", ["MetricName"] = $"m{index}",
                        ["MetricValue"] = "1", ["DefaultValue"] = 0 }),
                },
            };
            widgets.Add(Widget("metric", new JsonObject { ["region"] = "us-east-1", ["stat"] = "Sum",
                ["metrics"] = new JsonArray(new JsonArray("flows", $"m{index}")) }));
        }

        resources["Sources"] = new JsonObject { ["Type"] = "AWS::CloudWatch::InsightRule",
            ["Properties"] = new JsonObject { ["RuleName"] = "sources", ["RuleState"] = "ENABLED", ["RuleBody"] = Rule } };
        resources["Board"] = new JsonObject { ["Type"] = "AWS::CloudWatch::Dashboard",
            ["Properties"] = new JsonObject { ["DashboardBody"] = new JsonObject { ["widgets"] = widgets }.ToJsonString() } };
        return new JsonObject { ["Resources"] = resources }.ToJsonString();
    }

    static JsonObject Widget(string type, JsonObject properties) => new() { ["type"] = type, ["properties"] = properties };
}
