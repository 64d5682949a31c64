using System.Text.Json;
using FlowLogStack.Simulation;

namespace FlowLogStack.Detections.Tests;

/// <summary>The bounds of all built-in detections together: cost, filters with expressions, and lengths of patterns.</summary>
public sealed class CatalogBoundTests
{
    const decimal MostDollars = 15;

    [Fact]
    public void All_detections_with_their_topic_cost_at_most_15_USD_a_month_without_traffic()
    {
        var file = Repository.PathOf("tests", "FlowLogStack.App.Tests", "Snapshots", "detections.template.json");
        using var estimator = new CostEstimator(File.ReadAllText(file), file);
        CostEstimator.ReadTypical([estimator]);
        Assert.InRange(estimator.Finish().Fixed, 1, MostDollars);
    }

    [Fact]
    public void Patterns_of_every_preset_fit_and_at_most_five_of_a_log_group_have_regular_expressions()
    {
        foreach (var (name, format) in FlowLogFormat.Presets)
        {
            var patterns = Records.Detections.For(Watched.Network)
                .Where(detection => detection.IsAvailableIn(format) && detection.Measure.Kind is MeasureKind.Flows or MeasureKind.Sum)
                .SelectMany(detection => detection.ToFilterPatterns(format)).ToList();
            Assert.True(patterns.Count > 5 || format.AppliesTo != RecordKinds.Vpc, name);
            Assert.All(patterns, pattern => Assert.InRange(pattern.Length, 1, 1024));
            Assert.InRange(patterns.Count(pattern => pattern.Contains('%', StringComparison.Ordinal)), 0, MetricFilterAdmission.MaximumFiltersWithExpression);
        }
    }

    [Fact]
    public void Templates_have_at_most_five_filters_with_regular_expressions_for_a_log_group()
    {
        foreach (var file in Directory.EnumerateFiles(Repository.PathOf("tests", "FlowLogStack.App.Tests", "Snapshots"), "*.template.json"))
        {
            using var template = JsonDocument.Parse(File.ReadAllText(file));
            var groups = template.RootElement.GetProperty("Resources").EnumerateObject()
                .Where(resource => resource.Value.GetProperty("Type").GetString() == "AWS::Logs::MetricFilter")
                .Select(resource => resource.Value.GetProperty("Properties"))
                .Where(filter => filter.GetProperty("FilterPattern").ToString().Contains('%', StringComparison.Ordinal))
                .GroupBy(filter => filter.GetProperty("LogGroupName").GetRawText());
            Assert.All(groups, group => Assert.InRange(group.Count(), 0, MetricFilterAdmission.MaximumFiltersWithExpression));
        }
    }
}
