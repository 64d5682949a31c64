using FlowLogStack.Testing;

namespace FlowLogStack.Cli.Tests.Documentation;

/// <summary>What a reader needs in trouble, for a report, and in a workflow.</summary>
public sealed class FrontDoorTests
{
    static MarkdownPage Page(string name) => MarkdownPage.All.Single(page => page.Name == name);

    [Theory]
    [InlineData("Access error")]
    [InlineData("Rate limited")]
    [InlineData("Unknown error")]
    [InlineData("LogDestinationNotFoundException")]
    [InlineData("LogDestinationPermissionIssueException")]
    [InlineData("undeliverable")]
    [InlineData("SKIPDATA")]
    public void Troubleshooting_has_the_cause_and_the_fix_of_each_delivery_error(string error)
    {
        var row = Assert.Single(File.ReadLines(Page("docs/troubleshooting.md").Path), line => line.StartsWith('|')
            && line.Split('|')[1].Contains(error, StringComparison.Ordinal));
        Assert.All(row.Trim().Trim('|').Split('|'), cell => Assert.False(string.IsNullOrWhiteSpace(cell), row));
    }

    [Theory]
    [InlineData("delivery-errors")]
    [InlineData("alarms-that-never-enter-alarm")]
    [InlineData("alarms-that-stay-in-alarm")]
    [InlineData("notifications-that-do-not-arrive")]
    [InlineData("queries-with-zero-rows")]
    public void Troubleshooting_has_a_section_for_each_symptom(string anchor) => Assert.Contains(anchor, Page("docs/troubleshooting.md").Anchors);

    [Fact]
    public void A_vulnerability_is_reported_in_private_without_an_address()
    {
        var policy = File.ReadAllText(Page("SECURITY.md").Path);
        Assert.Contains("private vulnerability reporting of the repository", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("@", policy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("docs/review.md")]
    [InlineData("docs/pull-requests.md")]
    public void A_workflow_has_the_least_permissions_and_versions_that_are_supported(string page)
    {
        var workflow = Assert.Single(Page(page).Blocks, block => block.Language is "yaml" && block.Text.Contains("runs-on:", StringComparison.Ordinal)).Text;
        Assert.Contains("permissions:\n  contents: read\n", workflow.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.DoesNotContain("contents: write", workflow, StringComparison.Ordinal);
        Assert.Contains("node-version: 22", workflow, StringComparison.Ordinal);
        Assert.Contains("dotnet-version: 10.0.x", workflow, StringComparison.Ordinal);
    }
}
