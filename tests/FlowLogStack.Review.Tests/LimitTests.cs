using System.Text.Json.Nodes;
using FlowLogStack.Simulation;

namespace FlowLogStack.Review.Tests;

/// <summary>Counts against limits, costs and exports.</summary>
public sealed class LimitTests
{
    const string Query = """{ "Type": "AWS::Logs::QueryDefinition", "Properties": { "Name": "q", "QueryString": "fields @message" } }""";

    [Fact]
    public void More_than_500_resources_fail()
    {
        var change = Change.OfStack();
        for (var i = 0; i < 500; i++)
            change.With($"Query{i}", Query);
        var result = change.Finds("high limit-reached", "info query-changed Query0");
        Assert.Contains("and 500 are possible", result.Findings.First(finding => finding.Rule == ReviewRules.LimitReached).Title, StringComparison.Ordinal);
    }

    [Fact]
    public void Counts_are_listed_with_their_limits()
    {
        var limit = Change.OfStack().With("Another", Query).Review().Stacks[0].Limits[0];
        Assert.Equal(("resources", 1L, 500L), (limit.Name, limit.After - limit.Before, limit.Maximum));
    }

    [Fact]
    public void More_than_100_metric_filters_of_a_log_group_fail()
    {
        var filter = JsonNode.Parse(Change.Stack)!["Resources"]!["Ssh"]!.ToJsonString();
        var change = Change.OfStack();
        for (var i = 0; i < 100; i++)
            change.With($"Ssh{i}", filter);
        var found = change.Review().Findings.Select(Change.Line).ToList();
        Assert.Contains("high limit-reached", found);
        Assert.Contains("high deployment-fails", found);
    }

    [Fact]
    public void The_cost_is_stated_before_and_after()
    {
        var cost = Change.OfStack().With("Other", """{ "Type": "AWS::KMS::Key", "Properties": {} }""").Review().Stacks[0].Cost!;
        Assert.Equal(1.00m, cost.After - cost.Before);
        Assert.Equal(("Customer managed keys", 1.00m, 2.00m), (cost.Items[0].Kind, cost.Items[0].Before, cost.Items[0].After));
        Assert.False(cost.HasTraffic);
    }

    [Fact]
    public void Typical_records_add_the_costs_of_traffic()
    {
        var cost = Change.OfStack().Without("ToArchive").Review(new ReviewOptions { Rate = TrafficRate.PerSecond(200) }).Stacks[0].Cost!;
        Assert.True(cost.HasTraffic);
        Assert.True(cost.Before - cost.After > 1);
    }

    [Fact]
    public void A_removed_export_can_fail() => Change.OfStack().Edit(root => root.Remove("Outputs")).Finds("medium output-changed");
}
