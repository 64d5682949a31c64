using System.Text.RegularExpressions;

namespace FlowLogStack.Packages.Tests;

/// <summary>The table of supported versions, against what the build and the tests use.</summary>
public sealed partial class SupportedVersionsTests
{
    static readonly string Page = File.ReadAllText(Repository.PathOf("docs", "supported-versions.md"));

    [Fact]
    public void The_table_names_the_lowest_and_the_newest_CDK_of_the_tests()
    {
        var lowest = Lowest().Match(File.ReadAllText(Repository.PathOf("Directory.Packages.props"))).Groups["version"].Value;
        Assert.Contains($"`Amazon.CDK.Lib` | {lowest} to 2.x |", Page, StringComparison.Ordinal);
        Assert.Contains($"On {NewestCdk.Version}, the newest", Page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_table_names_the_CLI_that_the_commands_name()
    {
        var named = Cli().Matches(File.ReadAllText(Repository.PathOf("README.md"))).Select(version => version.Groups["version"].Value).Distinct();
        Assert.Contains($"| AWS CDK CLI | {Assert.Single(named)} |", Page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_table_of_packages_lists_each_platform_of_the_tool()
    {
        var project = File.ReadAllText(Repository.PathOf("src", Packages.Tool, Packages.Tool + ".csproj"));
        var platforms = Platforms().Match(project).Groups["list"].Value.Split(';');
        Assert.True(platforms.Length > 5);
        Assert.All(platforms, platform => Assert.Matches($@"(?m)^\| .*`{Packages.Tool}\.{platform}`.* MB", Page));
    }

    [GeneratedRegex("<RuntimeIdentifiers>(?<list>.*?)</RuntimeIdentifiers>")]
    private static partial Regex Platforms();

    [GeneratedRegex(@"""Amazon\.CDK\.Lib"" Version=""\[(?<version>[\d.]+),3\.0\.0\)""")]
    private static partial Regex Lowest();

    [GeneratedRegex(@"aws-cdk@(?<version>[\d.]+)")]
    private static partial Regex Cli();
}
