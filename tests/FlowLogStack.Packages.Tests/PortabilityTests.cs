using System.Text;

namespace FlowLogStack.Packages.Tests;

/// <summary>The checkout on Windows and macOS, as far as names tell.</summary>
public sealed class PortabilityTests
{
    static readonly System.Buffers.SearchValues<char> ReservedByWindows = System.Buffers.SearchValues.Create("<>:\"\\|?*");

    static readonly IReadOnlyList<string> Files = Repository.Files();

    [ToolFact("git")]
    public void Every_file_of_the_checkout_has_a_name_that_every_file_system_accepts()
    {
        Assert.True(Files.Count > 500);
        Assert.All(Files, file =>
        {
            // Windows allows 260 characters with the folder of the checkout.
            Assert.InRange(file.Length, 1, 160);
            Assert.False(file.AsSpan().ContainsAny(ReservedByWindows), $"{file} has characters that Windows reserves.");
            Assert.True(Ascii.IsValid(file), $"{file} has characters that macOS and Linux encode differently.");
            Assert.DoesNotContain(file.Split('/'), part => part.EndsWith('.') || part.EndsWith(' '));
        });
    }

    [ToolFact("git")]
    public void No_two_files_differ_in_case_alone() =>
        Assert.Empty(Files.GroupBy(file => file, StringComparer.OrdinalIgnoreCase).Where(files => files.Count() > 1).SelectMany(files => files));

    [ToolFact("git")]
    public void Text_has_the_same_line_ends_in_every_checkout()
    {
        Assert.StartsWith("* text=auto eol=lf\n", File.ReadAllText(Repository.PathOf(".gitattributes")), StringComparison.Ordinal);
        string[] carriageReturns = ["grep", "-lI", "--untracked", "-e", "\r$", "--", "*.cs", "*.json", "*.md", "*.csproj", "*.props", ".ci"];
        Assert.Equal("", Tool.Run("git", carriageReturns).Output);
    }

    [ToolFact("git")]
    public void Projects_name_files_with_slashes()
    {
        foreach (var project in Files.Where(file => Path.GetExtension(file) is ".csproj" or ".props" or ".targets"))
            Assert.DoesNotContain("=\"..\\", File.ReadAllText(Repository.PathOf(project)), StringComparison.Ordinal);
    }
}
