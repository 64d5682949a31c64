using System.Diagnostics;
using System.Text.Json.Nodes;
using Xunit.Abstractions;

namespace FlowLogStack.Review.Tests;

/// <summary>The time of a review.</summary>
public sealed class SpeedTests(ITestOutputHelper output)
{
    [Fact]
    public void Two_templates_of_250_resources_are_reviewed_within_a_second()
    {
        var template = (JsonObject)JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Snapshots", "detections.template.json")))!;
        var resources = (JsonObject)template["Resources"]!;
        var copies = resources.ToList();
        for (var i = 0; resources.Count < 250; i++)
            resources[$"Copy{i}"] = copies[i % copies.Count].Value!.DeepClone();
        var change = Change.Of(template.ToJsonString()).Edit(root =>
        {
            foreach (var (_, resource) in (JsonObject)root["Resources"]!)
            {
                if (resource!["Type"]!.GetValue<string>() == "AWS::CloudWatch::Alarm")
                    resource["Properties"]!["Threshold"] = 12345;
            }
        });
        var best = TimeSpan.MaxValue;
        for (var run = 0; run < 3; run++)
        {
            var clock = Stopwatch.StartNew();
            Assert.NotEmpty(change.Review().Findings);
            best = clock.Elapsed < best ? clock.Elapsed : best;
            output.WriteLine($"{resources.Count} resources: {clock.Elapsed.TotalMilliseconds:0} ms");
        }

        Assert.True(best < TimeSpan.FromSeconds(1), $"The fastest of 3 reviews took {best.TotalMilliseconds:0} ms.");
    }
}
