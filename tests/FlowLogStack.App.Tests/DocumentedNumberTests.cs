using System.Globalization;
using System.Text.RegularExpressions;
using FlowLogStack.Dashboards;
using FlowLogStack.Records;
using FlowLogStack.Simulation;

namespace FlowLogStack.App.Tests;

/// <summary>Numbers that the README has of this repository.</summary>
public sealed class DocumentedNumberTests
{
    static readonly string Readme = File.ReadAllText(Repository.PathOf("README.md"));

    [Fact]
    public void There_are_as_many_detections_queries_and_dashboards_as_the_readme_states()
    {
        Assert.True(Detections.All.Count + Detections.Changes.Count > NumberIn(@"more than (\d+) detections"));
        Assert.True(AthenaQueries.All.Length > NumberIn(@"more than (\d+) queries"));
        Assert.Equal(Enum.GetValues<DashboardTopic>().Length, NumberIn(@"(\d+) dashboards"));
    }

    [Theory]
    [InlineData("lab", @"the default stack costs about (\d+\.\d\d) USD a month without traffic", 0.005)]
    [InlineData("detections", @"All detections together cost about (\d+) USD a month", 0.5)]
    public void Costs_without_traffic_are_those_that_the_readme_states(string template, string sentence, double tolerance)
    {
        var file = Repository.PathOf("tests", "FlowLogStack.App.Tests", "Snapshots", $"{template}.template.json");
        using var estimator = new CostEstimator(File.ReadAllText(file), file);
        CostEstimator.ReadTypical([estimator]);
        Assert.Equal(NumberIn(sentence), (double)estimator.Finish().Fixed, tolerance);
    }

    static double NumberIn(string pattern) =>
        Regex.Match(Readme, pattern) is { Success: true } match ? double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : throw new InvalidDataException($"The README lacks '{pattern}'.");
}
