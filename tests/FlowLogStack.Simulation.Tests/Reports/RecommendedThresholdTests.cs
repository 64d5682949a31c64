using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using FlowLogStack.Records;
using static FlowLogStack.Simulation.Tests.TestBacktests;

namespace FlowLogStack.Simulation.Tests;

/// <summary>A recommended threshold is the same in each form of a backtest.</summary>
public sealed class RecommendedThresholdTests
{
    static readonly BacktestResult Day = SampleBacktest.Of();

    static BacktestResult With(double suggested) => Day with { Alarms = [Alarm("SshRejects", suggested)] };

    static AlarmOutcome Alarm(string id, double? suggested) =>
        Day.Alarms.Single(alarm => alarm.LogicalId == "SshRejects") with { LogicalId = id, SuggestedThreshold = suggested };

    static string Written(Action<Stream> write)
    {
        using var output = new MemoryStream();
        write(output);
        return Encoding.UTF8.GetString(output.ToArray());
    }

    [Theory]
    [InlineData(85, "85")]
    [InlineData(12_000, "12,000")]
    [InlineData(1234.5, "1,234.5")]
    [InlineData(0.01235, "0.01235")]
    [InlineData(0.002346, "0.002346")]
    public void Is_the_same_in_json_page_summary_steps_and_settings(double suggested, string text)
    {
        var result = With(suggested);
        var step = Assert.Single(NextSteps.Of(result.Alarms, AttackReview.None));
        var plain = suggested.ToString(CultureInfo.InvariantCulture);
        var summary = Written(output => BacktestMarkdown.Write(result, null, null, output));
        var page = Written(output => BacktestPage.Render(result, output));

        Assert.Equal(suggested, step.Threshold);
        Assert.Equal(suggested, JsonNode.Parse(Json(result))!["alarms"]![0]!["suggestedThreshold"]!.GetValue<double>());
        Assert.Contains($"Set the threshold to {text} (≥ {text} instead of ≥ 10)", string.Join(' ', step.Sentences), StringComparison.Ordinal);
        Assert.Contains($"| ≥ {text} | <code>", summary, StringComparison.Ordinal);
        Assert.Contains($"Set the threshold to {text} ", summary, StringComparison.Ordinal);
        Assert.Contains($"<dt>Suggested</dt><dd>≥ {text}", page, StringComparison.Ordinal);
        Assert.Contains($"\"threshold\": {plain}", NextSteps.Settings([step with { Detection = Detections.SshRejects }])!, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_leave_out_a_detection_whose_alarms_have_different_recommendations()
    {
        NextStep Step(Detection detection, double? threshold) => new(Alarm(detection.Id, threshold), detection, threshold, null, []);
        var (one, other) = (Detections.All[0], Detections.All[1]);

        Assert.Null(NextSteps.Settings([Step(one, 85), Step(one, 90)]));
        Assert.Null(NextSteps.Settings([Step(one, 85), Step(one, null)]));
        var settings = JsonNode.Parse(NextSteps.Settings([Step(one, 85), Step(one, 85), Step(other, 7)])!)!["alarms"]!["detections"]!.AsObject();
        Assert.Equal([(one.Id, 85.0), (other.Id, 7.0)], settings.Select(entry => (entry.Key, entry.Value!["threshold"]!.GetValue<double>())));
    }

    [Theory]
    [InlineData(ThresholdComparison.GreaterThanThreshold, 5, 5)]
    [InlineData(ThresholdComparison.GreaterThanOrEqualToThreshold, 5, 6)]
    [InlineData(ThresholdComparison.GreaterThanThreshold, 0.123456, 0.1235)]
    [InlineData(ThresholdComparison.GreaterThanOrEqualToThreshold, 0.123456, 0.1235)]
    [InlineData(ThresholdComparison.LessThanThreshold, 5, 5)]
    [InlineData(ThresholdComparison.LessThanOrEqualToThreshold, 5, 4)]
    public void Is_the_nearest_one_that_a_value_does_not_breach(ThresholdComparison comparison, double value, double threshold) =>
        Assert.Equal(threshold, ThresholdSearch.ThresholdFor(value, comparison));
}
