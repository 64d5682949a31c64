using System.Diagnostics;
using System.Text.Json.Nodes;
using Xunit.Abstractions;

namespace FlowLogStack.Review.Tests;

/// <summary>Tests that run alone, because they measure time.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
[System.Diagnostics.CodeAnalysis.SuppressMessage("Naming", "CA1711", Justification = "xUnit's own term.")]
public sealed class Alone;

/// <summary>The time of a review.</summary>
[Collection(nameof(Alone))]
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
        var (old, now) = (change.Old, change.New);
        var best = TimeSpan.MaxValue;
        for (var run = 0; run < 5; run++)
        {
            // Other processes of the machine take part of the time that passes, so the time of the processor counts.
            using var process = Process.GetCurrentProcess();
            var (clock, start) = (Stopwatch.StartNew(), process.TotalProcessorTime);
            using var review = new TemplateReview(new ReviewInput("old", [new StackTemplate("s", "old", old)]),
                new ReviewInput("new", [new StackTemplate("s", "new", now)]));
            var read = clock.Elapsed;
            Assert.NotEmpty(review.Finish().Findings);
            process.Refresh();
            var taken = process.TotalProcessorTime - start;
            best = taken < best ? taken : best;
            output.WriteLine($"{resources.Count} resources: {read.TotalMilliseconds:0} ms to read, {clock.Elapsed.TotalMilliseconds:0} ms in all, "
                + $"{taken.TotalMilliseconds:0} ms of the processor");
        }

        Assert.True(best < TimeSpan.FromSeconds(1), $"The fastest of 5 reviews took {best.TotalMilliseconds:0} ms.");
    }
}
