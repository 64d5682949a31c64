using System.Text.RegularExpressions;
using FlowLogStack.Testing;

namespace FlowLogStack.Cli.Tests.Documentation;

/// <summary>Links and paths in pages.</summary>
public sealed partial class LinkTests
{
    static readonly Dictionary<string, MarkdownPage> Pages = MarkdownPage.All.ToDictionary(page => page.Path);

    [Fact]
    public void Every_relative_link_leads_to_a_file_and_an_anchor_of_it()
    {
        var checkedLinks = 0;
        var broken = new List<string>();
        foreach (var page in Pages.Values)
        {
            foreach (var (line, target) in page.Links.Where(link => !link.Target.Contains("://", StringComparison.Ordinal)
                && !link.Target.StartsWith("mailto:", StringComparison.Ordinal)))
            {
                checkedLinks++;
                var parts = target.Split('#', 2);
                var path = parts[0].Length == 0 ? page.Path : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(page.Path)!, parts[0]));
                if (!Path.Exists(path))
                    broken.Add($"{page}:{line}: '{target}' is not a file of the repository.");
                else if (parts.Length > 1 && !(Pages.TryGetValue(path, out var there) && there.Anchors.Contains(parts[1])))
                    broken.Add($"{page}:{line}: '{parts[0]}' has no heading with the anchor '#{parts[1]}'.");
            }
        }

        Assert.True(checkedLinks > 200);
        Assert.True(broken.Count == 0, string.Join('\n', broken));
    }

    [Fact]
    public void Every_path_of_the_repository_in_code_font_exists()
    {
        var paths = Pages.Values.SelectMany(page => page.InlineCode.Concat(page.Blocks.Select(block => (block.Line, block.Text)))
            .SelectMany(code => RepositoryPath().Matches(code.Item2)
            .Select(match => (Place: $"{page}:{code.Item1}", Path: match.Value.TrimEnd('.', '/'))))).ToList();
        Assert.True(paths.Count > 60);
        Assert.DoesNotContain(paths, found => !found.Path.Contains("DATE", StringComparison.Ordinal) && !Path.Exists(Repository.PathOf(found.Path.Split('/'))));
    }

    [Fact]
    public void Every_page_of_the_documentation_is_reached_from_its_index()
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>([Repository.PathOf("docs", "README.md")]);
        while (open.TryPop(out var path))
        {
            if (!reached.Add(path) || !Pages.TryGetValue(path, out var page))
                continue;
            foreach (var (_, target) in page.Links)
                open.Push(Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, target.Split('#')[0])));
        }

        var left = Pages.Values.Where(page => page.Name.StartsWith("docs/", StringComparison.Ordinal)
            && !page.Name.StartsWith("docs/decisions/", StringComparison.Ordinal) && !reached.Contains(page.Path));
        Assert.Empty(left.Select(page => page.Name));
    }

    // Patterns and names with placeholders in brackets don't match.
    [GeneratedRegex(@"(?<![\w./-])(?:docs|src|lambda|tests|\.ci)/[\w./-]+(?![\w./*<{-])")]
    private static partial Regex RepositoryPath();
}
