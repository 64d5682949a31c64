using System.Text;
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

    const string Trail = """
        { "Type": "AWS::CloudTrail::Trail", "Properties": { "S3BucketName": "files",
            "CloudWatchLogsLogGroupArn": "arn:aws:logs:us-east-1:123456789012:log-group:trail:*" } }
        """;

    const string Calls = """
        { "Type": "AWS::Logs::MetricFilter", "Properties": { "LogGroupName": "trail", "FilterPattern": "{ $.eventName = DeleteTrail }",
            "MetricTransformations": [{ "MetricNamespace": "N", "MetricName": "M", "MetricValue": "1" }] } }
        """;

    [Fact]
    public void Without_logs_no_note_is_on_the_input()
    {
        var cost = Change.OfStack().With("Trail", Trail).With("Calls", Calls).Review().Stacks[0].Cost!;
        Assert.DoesNotContain(cost.Notes, note => note.Contains("input", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Files_of_CloudTrail_add_the_costs_of_calls()
    {
        var change = Change.OfStack().With("Trail", Trail).With("Calls", Calls);
        using var review = new TemplateReview(new ReviewInput("old", [new StackTemplate("s", "old", Change.Stack)]),
            new ReviewInput("new", [new StackTemplate("s", "new", change.New)]));
        // Long enough for cents in a month of one such call a minute.
        var call = $$"""{"eventVersion":"1.11","eventTime":"2026-01-05T09:00:00Z","eventName":"DeleteTrail","eventID":"{{new string('1', 10_000)}}"}""";
        using var calls = new MemoryStream(Encoding.UTF8.GetBytes($"{{\"Records\":[{call}]}}"));
        review.Read(calls, "trail.json");
        var cost = review.Finish().Stacks[0].Cost!;
        Assert.Contains(cost.Items, item => item.Kind == "Ingestion of calls" && item.After > item.Before);
        Assert.DoesNotContain(cost.Notes, note => note.Contains("no file of CloudTrail", StringComparison.Ordinal));
    }

    [Fact]
    public void A_removed_export_can_fail() => Change.OfStack().Edit(root => root.Remove("Outputs")).Finds("medium output-changed");
}
