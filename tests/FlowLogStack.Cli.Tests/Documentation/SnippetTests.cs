using FlowLogStack.Testing;

namespace FlowLogStack.Cli.Tests.Documentation;

/// <summary>C# in pages: each block is part of a file that the build compiles, or the program that a test compiles with the packages and synthesizes.</summary>
public sealed class SnippetTests
{
    static readonly string Program = Repository.PathOf("src", "FlowLogStack.Constructs", "README.md");

    static readonly List<string> Compiled =
    [
        .. Directory.EnumerateFiles(Repository.PathOf("docs", "examples"), "*.cs").Select(file => Dedented(File.ReadAllText(file))),
        .. MarkdownPage.All.Single(page => page.Path == Program).Blocks.Where(block => block.Language == "csharp").Select(block => Dedented(block.Text)),
    ];

    [Fact]
    public void Every_block_of_CSharp_is_part_of_a_compiled_file()
    {
        var blocks = MarkdownPage.All.SelectMany(page => page.Blocks.Where(block => block.Language == "csharp")
            .Select(block => (page, block.Line, Text: Dedented(block.Text)))).ToList();
        Assert.True(blocks.Count > 15);
        Assert.All(blocks, block => Assert.True(Compiled.Exists(file =>
            Has(file, block.Text)), $"{block.page}:{block.Line}: the block is in no file of docs/examples."));
    }

    [Fact]
    public void A_block_that_differs_from_every_file_is_found()
    {
        Assert.DoesNotContain(Compiled, file => Has(file, "new FlowLogMonitoring(this);"));
        Assert.DoesNotContain(Compiled, file => Has(file, "using No.Such.Namespace;"));
    }

    // In a file the directives stand apart from the statements.
    static bool Has(string file, string block)
    {
        var lines = block.Split('\n');
        var directives = lines.TakeWhile(line => line.Length == 0 || line.StartsWith("using ", StringComparison.Ordinal)).ToList();
        return $"\n{file}\n".Contains($"\n{string.Join('\n', lines[directives.Count..])}\n", StringComparison.Ordinal)
            && directives.Where(line => line.Length > 0).All(line => file.Split('\n').Contains(line));
    }

    // Blocks are shown without the indentation that they have in a file.
    static string Dedented(string text) => string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(line => line.Trim())).Trim();
}
