using System.Buffers;
using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using FlowLogStack.Records;
using FlowLogStack.Simulation;
using Xunit.Abstractions;

namespace FlowLogStack.Review.Tests;

/// <summary>Reviews with logs.</summary>
[Collection(nameof(Alone))]
public sealed class LogsTests(ITestOutputHelper output)
{
    const string Stack = "Network";

    static readonly BacktestOptions States = new() { PagesPerWeek = null, KeepsTalkers = false };

    static readonly string Old = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Snapshots", "DetectionStack.template.json"));

    static readonly byte[] FewLogs = Logs(4_000);

    static byte[] Logs(int records)
    {
        using var lines = new MemoryStream();
        TrafficOutput.WriteLines(TrafficPlan.DemoDay with { Format = FlowLogFormat.V5, Rate = new TrafficRate(records, 86_400) }, lines);
        return lines.ToArray();
    }

    static string Edit(Action<JsonObject> edit)
    {
        var root = (JsonObject)JsonNode.Parse(Old)!;
        edit((JsonObject)root["Resources"]!);
        return root.ToJsonString();
    }

    static ReviewResult Review(string now, byte[] logs)
    {
        using var review = new TemplateReview(new ReviewInput("old", [new StackTemplate(Stack, "old", Old)]),
            new ReviewInput("new", [new StackTemplate(Stack, "new", now)]));
        review.Read(new MemoryStream(logs), "logs");
        return review.Finish();
    }

    static (BacktestResult Backtest, CostEstimate Cost) Alone(string text, string name, byte[] logs)
    {
        var template = TemplateOf(text, name);
        var backtest = new Backtest(template.Alarms, States);
        backtest.Read(new MemoryStream(logs), "logs");
        using var estimator = new CostEstimator(template.Alarms, template.Read);
        CostEstimator.Read(new MemoryStream(logs), "logs", [estimator]);
        return (backtest.Finish(), estimator.Finish());
    }

    static ReviewedTemplate TemplateOf(string text, string name) =>
        ReviewedTemplate.Resolve(ReviewedTemplate.ReadRoot(text, name), name, Stack, new Dictionary<string, string>());

    /// <summary>Changes of the stack, by name.</summary>
    public static TheoryData<string> Changes => [.. Edits.Keys];

    static readonly Dictionary<string, Action<JsonObject>> Edits = new(StringComparer.Ordinal)
    {
        ["thresholds"] = resources => Each(resources, "AWS::CloudWatch::Alarm", properties => properties["Threshold"] = 1),
        ["patterns"] = resources => Each(resources, "AWS::Logs::MetricFilter", properties => properties["FilterPattern"] = "[..., action=ACCEPT, s, p]"),
        ["values"] = resources => Each(resources, "AWS::Logs::MetricFilter", properties => properties["MetricTransformations"]![0]!["MetricValue"] = "3"),
        ["traffic"] = resources => Each(resources, "AWS::EC2::FlowLog", properties => properties["TrafficType"] = "REJECT"),
        ["log format"] = resources => Each(resources, "AWS::EC2::FlowLog", properties => properties["LogFormat"] = FlowLogFormat.Default.ToString()),
        ["no filters"] = resources =>
        {
            var filters = resources.Where(resource => resource.Value!["Type"]!.GetValue<string>() == "AWS::Logs::MetricFilter");
            foreach (var id in filters.Select(resource => resource.Key).ToList())
                resources.Remove(id);
        },
    };

    static void Each(JsonObject resources, string type, Action<JsonObject> edit)
    {
        foreach (var (_, resource) in resources)
        {
            if (resource!["Type"]!.GetValue<string>() == type)
                edit((JsonObject)resource["Properties"]!);
        }
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_review_finds_what_separate_simulations_of_both_templates_find(string change)
    {
        var (now, logs) = (Edit(Edits[change]), FewLogs);
        var review = Review(now, logs).Stacks.Single();
        var (old, after) = (Alone(Old, "old", logs), Alone(now, "new", logs));
        Assert.Equal(Json(after.Backtest, BacktestComparison.Of(old.Backtest, after.Backtest)), Json(after.Backtest, review.Backtest!));
        Assert.Equal((old.Cost.Total, after.Cost.Total), (review.Cost!.Before, review.Cost.After));
        Assert.NotEqual(0, old.Backtest.TimesInAlarm);
    }

    [Fact]
    public void Reading_logs_for_two_templates_with_equal_filters_takes_little_more_time_than_for_one()
    {
        var (now, logs) = (Edit(Edits["thresholds"]), Logs(60_000));
        var template = TemplateOf(now, "new");
        var (both, one) = (new List<double>(), new List<double>());
        for (var run = 0; run < 4; run++)
        {
            using var estimator = new CostEstimator(template.Alarms, template.Read);
            var backtest = new Backtest(template.Alarms, States);
            one.Add(Time(() =>
            {
                backtest.Read(new MemoryStream(logs), "logs");
                CostEstimator.Read(new MemoryStream(logs), "logs", [estimator]);
            }));
            using var review = new TemplateReview(new ReviewInput("old", [new StackTemplate(Stack, "old", Old)]),
                new ReviewInput("new", [new StackTemplate(Stack, "new", now)]));
            both.Add(Time(() => review.Read(new MemoryStream(logs), "logs")));
        }

        output.WriteLine($"two templates: {string.Join(", ", both.Select(time => $"{time:0}"))} ms of the processor, "
            + $"one template: {string.Join(", ", one.Select(time => $"{time:0}"))} ms");
        var ratio = both.Min() / one.Min();
        Assert.True(ratio < 1.5, $"Two templates took {ratio:0.00} times as long as one.");
    }

    // Other processes of the machine take part of the time that passes, so the time of the processor counts.
    static double Time(Action action)
    {
        using var process = Process.GetCurrentProcess();
        var start = process.TotalProcessorTime;
        action();
        process.Refresh();
        return (process.TotalProcessorTime - start).TotalMilliseconds;
    }

    static string Json(BacktestResult result, BacktestComparison comparison)
    {
        var text = new ArrayBufferWriter<byte>();
        BacktestJson.Write(result, comparison, text);
        return Encoding.UTF8.GetString(text.WrittenSpan);
    }
}
