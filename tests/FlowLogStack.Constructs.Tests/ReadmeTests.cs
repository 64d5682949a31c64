using System.Text.RegularExpressions;

namespace FlowLogStack.Constructs.Tests;

public sealed partial class ReadmeTests
{
    static readonly string Readme = File.ReadAllText(Repository.PathOf("README.md"));

    [Fact]
    public void The_program_is_the_one_that_a_test_compiles_from_the_packages_and_synthesizes()
    {
        var shown = Code().Matches(Readme).Single(match => match.Groups["language"].Value == "csharp").Groups["code"].Value;
        Assert.Contains($"```csharp\n{shown}```", File.ReadAllText(Repository.PathOf("src", "FlowLogStack.Constructs", "README.md")), StringComparison.Ordinal);
        Assert.StartsWith("using ", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Has_its_parts_in_order_and_fits_200_lines()
    {
        string[] parts = ["FlowLogStack is a", "docs/images/backtest-light.png", "## Why", "### 1. Try the demo", "### 2. Deploy the default stack",
            "### 3. Use the constructs", "## What it creates", "**Cost**", "## Numbers", "## Documentation"];
        var places = parts.Select(part => Readme.IndexOf(part, StringComparison.Ordinal)).ToList();
        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);
        Assert.InRange(Readme.Split('\n').Length, 1, 200);
    }

    [Fact]
    public void Names_a_NodeJs_that_has_not_reached_its_end()
    {
        var pages = MarkdownPage.All.Where(page => page.Name is "README.md" or "CONTRIBUTING.md" or "docs/getting-started.md"
            || page.Name.StartsWith("src/", StringComparison.Ordinal));
        var versions = pages.SelectMany(page => Node().Matches(File.ReadAllText(page.Path))
            .Select(match => int.Parse(match.Groups["version"].Value, null))).ToList();
        Assert.True(versions.Count >= 4);
        Assert.All(versions, version => Assert.True(version >= 22, $"Node.js {version}"));
    }

    [Fact]
    public void Ci_runs_the_two_commands_that_the_readme_gives()
    {
        var ci = File.ReadAllText(Repository.PathOf(".ci", "run"));
        foreach (var command in new[] { "npx --yes aws-cdk@2.1148.1 synth", "dotnet test FlowLogStack.sln" })
        {
            Assert.Contains($"```\n{command}\n```", Readme);
            Assert.Contains($"\n{command}", ci);
        }
    }

    [GeneratedRegex("```(?<language>\\w*)\\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex("Node\\.js (?<version>[0-9]+)")]
    private static partial Regex Node();
}
