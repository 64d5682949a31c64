using System.Globalization;

namespace FlowLogStack.Packages.Tests;

/// <summary>The length of lines of C#: new lines have at most 160 characters, and the longer lines of each folder only become fewer.</summary>
public sealed class LineLengthTests
{
    const int Longest = 160;

    // Mostly text of raw literals. Lower a number after lines were wrapped; it never rises. Folders that are not listed have no longer line.
    static readonly Dictionary<string, int> Longer = new(StringComparer.Ordinal)
    {
        ["src/FlowLogStack.App"] = 1,
        ["src/FlowLogStack.Cli"] = 4,
        ["src/FlowLogStack.Constructs"] = 2,
        ["src/FlowLogStack.Records"] = 27,
        ["src/FlowLogStack.Simulation"] = 8,
        ["tests/FlowLogStack.App.Tests"] = 44,
        ["tests/FlowLogStack.Athena.Tests"] = 23,
        ["tests/FlowLogStack.AwsSdk.Tests"] = 9,
        ["tests/FlowLogStack.Benchmarks"] = 3,
        ["tests/FlowLogStack.Cli.Tests"] = 71,
        ["tests/FlowLogStack.Compositions.Tests"] = 6,
        ["tests/FlowLogStack.Constructs.Tests"] = 40,
        ["tests/FlowLogStack.Detections.Tests"] = 2,
        ["tests/FlowLogStack.Processing.Tests"] = 1,
        ["tests/FlowLogStack.Processor.Tests"] = 19,
        ["tests/FlowLogStack.Records.Tests"] = 41,
        ["tests/FlowLogStack.Simulation.Tests"] = 133,
        ["tests/FlowLogStack.Testing"] = 1,
        ["tests/FlowLogStack.Verification.Tests"] = 13,
    };

    [ToolFact("git")]
    public void Lines_of_CSharp_have_at_most_160_characters_but_for_those_that_were_longer()
    {
        var files = Repository.Files("*.cs");
        Assert.True(files.Count > 1_000);
        var found = files.GroupBy(FolderOf)
            .ToDictionary(folder => folder.Key, folder => folder.Sum(file => File.ReadLines(Repository.PathOf(file)).Count(line => LengthOf(line) > Longest)));
        var risen = found.Where(folder => folder.Value > Longer.GetValueOrDefault(folder.Key)).Select(folder => string.Create(CultureInfo.InvariantCulture,
            $"{folder.Key} has {folder.Value} lines of more than {Longest} characters, but {Longer.GetValueOrDefault(folder.Key)} are allowed. Wrap those "
                + $"that you added."));
        Assert.Empty(risen);
    }

    [Theory]
    [InlineData("src/FlowLogStack.Cli/Inputs.cs", "src/FlowLogStack.Cli")]
    [InlineData("docs/examples/NetworkStack.cs", "docs/examples")]
    public void A_file_counts_for_its_project(string file, string folder) => Assert.Equal(folder, FolderOf(file));

    [Fact]
    public void Characters_are_counted_and_not_bytes() => Assert.Equal(3, LengthOf("„…“"));

    static string FolderOf(string file) => string.Join('/', file.Split('/')[..2]);

    static int LengthOf(string line) => line.EnumerateRunes().Count();
}
