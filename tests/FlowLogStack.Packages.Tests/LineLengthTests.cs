namespace FlowLogStack.Packages.Tests;

/// <summary>The length of lines of C#, scripts, queries, styles and pages. Markdown, data and project files are not limited.</summary>
public sealed class LineLengthTests
{
    const int Longest = 160;

    [ToolFact("git")]
    public void Lines_of_code_have_at_most_160_characters()
    {
        var files = Repository.Files("*.cs", "*.sql", "*.js", "*.mjs", "*.css", "*.html", "*.py", "*.sh", ".ci");
        Assert.True(files.Count > 1_000);
        Assert.Empty(files.SelectMany(file => File.ReadLines(Repository.PathOf(file))
            .Select((line, index) => (Length: LengthOf(line), Number: index + 1))
            .Where(line => line.Length > Longest)
            .Select(line => $"{file}:{line.Number} has {line.Length} characters. Wrap the line at {Longest} or fewer.")));
    }

    [Fact]
    public void Characters_are_counted_and_not_bytes() => Assert.Equal(3, LengthOf("„…“"));

    static int LengthOf(string line) => line.EnumerateRunes().Count();
}
