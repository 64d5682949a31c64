using System.Text.RegularExpressions;

namespace FlowLogStack.App.Tests;

/// <summary>The default stack and the settings files of <c>docs/examples</c>: template snapshots, and lint results for each partition.</summary>
public sealed class ExampleTests : AppTests
{
    const string Suffix = ".flowlogs.json";

    public static TheoryData<string> Examples => [.. Names];

    internal static IEnumerable<string> Names =>
        Directory.EnumerateFiles(Repository.PathOf("docs", "examples"), "*" + Suffix).Select(file => Path.GetFileName(file)[..^Suffix.Length]).Append("lab")
            .Order(StringComparer.Ordinal);

    [Theory]
    [MemberData(nameof(Examples))]
    public void Synthesizes_the_reviewed_template(string example) =>
        Snapshot.Matches($"{example}.template.json", Template(Settings(example)).ToReviewedText());

    [Fact]
    public void Names_the_schema_so_that_editors_find_it()
    {
        foreach (var example in Directory.EnumerateFiles(Repository.PathOf("docs", "examples"), "*" + Suffix))
        {
            var schema = (string?)SettingsJson.Parse(File.ReadAllText(example))![SettingsSchema.SchemaKey];
            Assert.True(File.Exists(Path.Combine(Path.GetDirectoryName(example)!, schema!)), $"{example} names the schema {schema}.");
        }
    }

    [Fact]
    public void The_settings_in_the_README_are_settings()
    {
        var settings = Regex.Matches(File.ReadAllText(Repository.PathOf("README.md")), @"```json\n(?<json>\{\n  ""\$schema"".*?)```", RegexOptions.Singleline)
            .Select(block => block.Groups["json"].Value).ToList();
        Assert.NotEmpty(settings);
        Assert.All(settings, json => Template(json).Counts("AWS::EC2::FlowLog", 2));
    }

    [Fact]
    public void Commands_that_are_written_down_name_the_template_that_synth_writes()
    {
        // Help has a placeholder for any template.
        var pages = Directory.EnumerateFiles(Repository.PathOf("docs"), "*.md").Where(page => Path.GetFileName(page) != "commands.md")
            .Append(Repository.PathOf("README.md"));
        var named = pages.SelectMany(page => Regex.Matches(File.ReadAllText(page), @"cdk\.out/(?<stack>\w+)\.template\.json")
            .Select(match => match.Groups["stack"].Value)).ToList();
        Assert.True(named.Count > 10);
        Assert.Equal([new FlowLogSettings().StackName], named.Distinct());
    }

    [ToolFact("cfn-lint")]
    public void Lints_clean_in_every_kind_of_region() =>
        CloudFormationLint.AssertClean(Names.Select(example => (example, Template(Settings(example)).ToText())), CloudFormationLint.Regions, []);

    internal static string Settings(string example) => example == "lab" ? "{}" : File.ReadAllText(Repository.PathOf("docs", "examples", example + Suffix));
}
