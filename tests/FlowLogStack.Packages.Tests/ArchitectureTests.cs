using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace FlowLogStack.Packages.Tests;

/// <summary>The table of projects in the page of the architecture, against the project files.</summary>
public sealed partial class ArchitectureTests
{
    static readonly Dictionary<string, string[]> Direct = Repository.Files("src/*.csproj", "lambda/*.csproj").ToDictionary(
        file => Path.GetDirectoryName(file)!.Replace('\\', '/'),
        file => XDocument.Load(Repository.PathOf(file)).Descendants("ProjectReference")
            .Select(reference => NameOf((string)reference.Attribute("Include")!)).ToArray());

    static readonly Dictionary<string, string[]> Listed = Row().Matches(File.ReadAllText(Repository.PathOf("docs", "architecture.md"))).ToDictionary(
        row => row.Groups["project"].Value,
        row => row.Groups["references"].Value.Split([", ", "; "], StringSplitOptions.None)
            .Where(name => Direct.Keys.Any(path => NameOf(path) == name)).ToArray());

    [ToolFact("git")]
    public void The_table_has_each_project() =>
        Assert.Equal(Direct.Keys.Order(StringComparer.Ordinal), Listed.Keys.Order(StringComparer.Ordinal));

    [ToolFact("git")]
    public void The_table_has_each_reference_and_no_other()
    {
        Assert.True(Direct.Count > 10);
        foreach (var (project, listed) in Listed)
        {
            Assert.Empty(Direct[project].Except(listed).Select(name => $"{project} references {name}, which its row lacks."));
            Assert.Empty(listed.Except(ReachedFrom(Direct[project])).Select(name => $"{project} does not reference {name}."));
        }
    }

    [ToolFact("git")]
    public void The_libraries_of_the_function_are_the_same_for_each_architecture_so_that_they_are_built_once()
    {
        var libraries = ReachedFrom(Direct["lambda/FlowLogStack.Processor"]).Distinct().ToList();
        Assert.Contains("Records", libraries);
        foreach (var library in libraries)
        {
            var project = File.ReadAllText(Repository.PathOf("src", $"FlowLogStack.{library}", $"FlowLogStack.{library}.csproj"));
            // That there is an architecture is allowed, and which one it is is not.
            Assert.DoesNotMatch("FunctionArchitecture|FunctionRuntime|RuntimeIdentifier|PublishAot|PublishReadyToRun",
                project.Replace("'$(FunctionArchitecture)' != ''", "", StringComparison.Ordinal));
        }
    }

    static IEnumerable<string> ReachedFrom(IEnumerable<string> names) => names.SelectMany(name =>
        ReachedFrom(Direct.Single(project => NameOf(project.Key) == name).Value).Prepend(name)).Distinct();

    static string NameOf(string path) => Path.GetFileNameWithoutExtension(path.EndsWith(".csproj", StringComparison.Ordinal) ? path : path + ".csproj")
        .Replace("FlowLogStack.", "", StringComparison.Ordinal);

    [GeneratedRegex(@"(?m)^\| `(?<project>(src|lambda)/[\w.]+)` \| (?<references>.*?) \|")]
    private static partial Regex Row();
}
