using System.Text.Json.Nodes;
using FlowLogStack.Simulation;

namespace FlowLogStack.Benchmarks;

/// <summary>A compressed object through a backtest of a template with a metric filter and an alarm for each pattern of a catalogue.</summary>
sealed class BacktestCatalogue : BenchmarkPath
{
    readonly AlarmTemplate template = AlarmTemplate.Parse(Template(), "catalogue.template.json");

    internal override string Name => "gz-to-backtest";

    internal override (TimeSpan Elapsed, long Records) Run(BenchmarkInput input) => Time(() =>
    {
        var backtest = new Backtest(template);
        using (var file = input.OpenObject())
            backtest.Read(file, "object");
        var result = backtest.Finish();
        return result.Alarms.Count == CataloguePatterns.All.Count && result.TimesInAlarm > 0
            ? result.Records
            : throw new InvalidOperationException($"{result.Alarms.Count} alarms went off {result.TimesInAlarm} times.");
    });

    /// <summary>A template with a metric filter and an alarm for each pattern.</summary>
    /// <param name="threshold">Threshold of the alarms.</param>
    internal static string Template(int threshold = 10)
    {
        var resources = new JsonObject();
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
            resources[$"Alarm{index}"] = new JsonObject
            {
                ["Type"] = "AWS::CloudWatch::Alarm",
                ["Properties"] = new JsonObject
                {
                    ["Namespace"] = "flows",
                    ["MetricName"] = $"m{index}",
                    ["Statistic"] = "Sum",
                    ["Period"] = index % 2 == 0 ? 60 : 300,
                    ["EvaluationPeriods"] = 10,
                    ["DatapointsToAlarm"] = 2,
                    ["ComparisonOperator"] = "GreaterThanThreshold",
                    ["Threshold"] = threshold,
                    ["TreatMissingData"] = "notBreaching",
                },
            };
        }

        return new JsonObject { ["Resources"] = resources }.ToJsonString();
    }
}
