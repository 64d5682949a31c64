namespace FlowLogStack.Simulation.Tests;

/// <summary>The documentation of scenarios equals their own descriptions.</summary>
public sealed class DocumentationTests
{
    static string Root { get; } = Above(new DirectoryInfo(AppContext.BaseDirectory));

    [Fact]
    public void The_page_on_generated_traffic_has_every_scenario_as_it_is()
    {
        var rows = File.ReadAllLines(Path.Combine(Root, "docs", "generated-traffic.md")).Where(line => line.StartsWith("| `", StringComparison.Ordinal));
        Assert.Equal(
            ScenarioKind.All.Select(kind =>
                $"| `{kind.Name}` | {(kind.IsBackground ? "the plan's" : kind.Rate.Records == 0 ? "none" : kind.Rate)} | {kind.Meaning} |"),
            rows);
    }

    [Fact]
    public void The_page_on_generated_traffic_has_the_columns_of_the_truth() =>
        Assert.Contains(GroundTruth.Header, File.ReadAllLines(Path.Combine(Root, "docs", "generated-traffic.md")));

    static string Above(DirectoryInfo folder) =>
        File.Exists(Path.Combine(folder.FullName, "cdk.json")) ? folder.FullName
            : Above(folder.Parent ?? throw new InvalidOperationException("Run the tests from a checkout."));
}
