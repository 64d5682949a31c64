using System.Text.Json.Nodes;
using FlowLogStack.Testing;

namespace FlowLogStack.Review.Tests;

/// <summary>The table of create-only properties.</summary>
public sealed class ReplacementTableTests
{
    static readonly string[] NotReplaced = ["AWS::CDK::Metadata"];

    [Fact]
    public void The_table_has_its_source_and_each_type_of_our_templates()
    {
        Assert.Contains("cfn-lint", ReplacementTable.Instance.Source, StringComparison.Ordinal);
        var types = Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Snapshots"), "*.template.json")
            .SelectMany(file => ((JsonObject)JsonNode.Parse(File.ReadAllText(file))!["Resources"]!)
                .Select(resource => resource.Value!["Type"]!.GetValue<string>()))
            .Where(type => !type.StartsWith("Custom::", StringComparison.Ordinal)).Distinct().Except(NotReplaced);
        Assert.Empty(types.Except(ReplacementTable.Instance.Types.Keys));
    }

    [Fact]
    public void Each_type_states_what_is_lost() =>
        Assert.All(ReplacementTable.Instance.Types, type => Assert.False(string.IsNullOrWhiteSpace(type.Value.What), type.Key));

    [Fact]
    public void Each_rule_has_an_id_of_its_own_and_a_row_in_the_guide()
    {
        Assert.Equal(ReviewRules.All.Count, ReviewRules.All.Select(rule => rule.Id).Distinct().Count());
        var guide = File.ReadAllText(Repository.PathOf("docs", "review.md"));
        Assert.All(ReviewRules.All, rule => Assert.Contains($"| `{rule.Id}` | {rule.Summary} |", guide, StringComparison.Ordinal));
    }
}
