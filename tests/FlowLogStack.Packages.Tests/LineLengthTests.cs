using System.Globalization;

namespace FlowLogStack.Packages.Tests;

/// <summary>The length of lines of C#: new lines have at most 160 characters, and the longer lines of each folder only become fewer.</summary>
public sealed class LineLengthTests
{
    const int Longest = 160;

    // Lower a number after lines were wrapped; it never rises. Folders that are not listed have no longer line.
    static readonly Dictionary<string, int> Longer = new(StringComparer.Ordinal)
    {
        ["docs/examples"] = 3,
        ["lambda/FlowLogStack.Processor"] = 19,
        ["src/FlowLogStack.App"] = 45,
        ["src/FlowLogStack.Cli"] = 277,
        ["src/FlowLogStack.Constructs"] = 287,
        ["src/FlowLogStack.Parquet"] = 9,
        ["src/FlowLogStack.Processing"] = 26,
        ["src/FlowLogStack.Records"] = 423,
        ["src/FlowLogStack.Settings"] = 14,
        ["src/FlowLogStack.Simulation"] = 464,
        ["src/FlowLogStack.Verification"] = 10,
        ["tests/FlowLogStack.App.Tests"] = 88,
        ["tests/FlowLogStack.Athena.Tests"] = 28,
        ["tests/FlowLogStack.AwsSdk.Tests"] = 22,
        ["tests/FlowLogStack.Benchmarks"] = 15,
        ["tests/FlowLogStack.Cli.Tests"] = 258,
        ["tests/FlowLogStack.Compositions.Tests"] = 11,
        ["tests/FlowLogStack.Constructs.Tests"] = 322,
        ["tests/FlowLogStack.Detections.Tests"] = 6,
        ["tests/FlowLogStack.Packages.Tests"] = 4,
        ["tests/FlowLogStack.Parquet.Tests"] = 3,
        ["tests/FlowLogStack.Processing.Tests"] = 1,
        ["tests/FlowLogStack.Processor.Tests"] = 124,
        ["tests/FlowLogStack.Records.Tests"] = 67,
        ["tests/FlowLogStack.Simulation.Tests"] = 474,
        ["tests/FlowLogStack.Soak"] = 1,
        ["tests/FlowLogStack.Testing"] = 14,
        ["tests/FlowLogStack.Verification.Tests"] = 14,
        ["tests/Loopback"] = 1,
    };

    [ToolFact("git")]
    public void Lines_of_CSharp_have_at_most_160_characters_but_for_those_that_were_longer()
    {
        var files = Tool.Run("git", ["ls-files", "-z", "*.cs"]).Output.Split('\0', StringSplitOptions.RemoveEmptyEntries).Where(file => File.Exists(Repository.PathOf(file))).ToList();
        Assert.True(files.Count > 1_000);
        var found = files.GroupBy(FolderOf)
            .ToDictionary(folder => folder.Key, folder => folder.Sum(file => File.ReadLines(Repository.PathOf(file)).Count(line => LengthOf(line) > Longest)));
        var risen = found.Where(folder => folder.Value > Longer.GetValueOrDefault(folder.Key)).Select(folder => string.Create(CultureInfo.InvariantCulture,
            $"{folder.Key} has {folder.Value} lines of more than {Longest} characters, but {Longer.GetValueOrDefault(folder.Key)} are allowed. Wrap those that you added."));
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
