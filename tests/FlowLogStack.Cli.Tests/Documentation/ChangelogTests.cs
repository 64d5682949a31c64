using System.Text.RegularExpressions;
using FlowLogStack.Testing;

namespace FlowLogStack.Cli.Tests.Documentation;

/// <summary>The changelog, whose sections are the release notes.</summary>
public sealed partial class ChangelogTests
{
    static readonly string[] Releases = [.. File.ReadAllText(Repository.PathOf("CHANGELOG.md")).Split("\n## ").Skip(1)];

    [Fact]
    public void Every_release_has_upgrade_steps_before_what_was_added_and_changed()
    {
        Assert.NotEmpty(Releases);
        Assert.All(Releases, release =>
        {
            var sections = Section().Matches(release).Select(section => section.Groups["title"].Value).ToList();
            Assert.Equal("Upgrade steps", sections[0]);
            Assert.Equal(sections.Distinct(), sections);
        });
    }

    [Fact]
    public void No_entry_is_there_twice()
    {
        var entries = Releases.SelectMany(release => Regex.Split(release, "\n(?=- )|\n\n")
            .Where(part => part.StartsWith("- ", StringComparison.Ordinal))).ToList();
        Assert.Empty(entries.GroupBy(entry => entry.Trim()).Where(same => same.Count() > 1).Select(same => same.Key));
    }

    [GeneratedRegex("^### (?<title>.+)$", RegexOptions.Multiline)]
    private static partial Regex Section();
}
