using System.Text.RegularExpressions;

namespace FlowLogStack.Constructs.Tests;

public sealed partial class ReadmeTests
{
    static readonly string Readme = File.ReadAllText(Repository.PathOf("README.md"));

    [Fact]
    public void The_first_example_is_the_compiled_one()
    {
        var shown = Code().Matches(Readme).First(match => match.Groups["language"].Value == "csharp").Groups["code"].Value;
        var compiled = File.ReadAllText(Repository.PathOf("docs", "examples", "NetworkStack.cs")).Split('\n').Select(line => line.Trim());
        Assert.All(shown.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.Contains(line.Trim(), compiled));
        Assert.InRange(shown.Trim().Split('\n').Length, 1, 10);
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

    [Fact]
    public void Every_file_it_links_to_is_there() =>
        Assert.All(
            Link().Matches(Readme).Select(match => match.Groups["target"].Value).Where(target => !target.Contains("://", StringComparison.Ordinal)),
            target => Assert.True(Path.Exists(Repository.PathOf(target)), target));

    [GeneratedRegex("```(?<language>\\w*)\\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex("\\]\\((?<target>[^)#]+)\\)")]
    private static partial Regex Link();
}
