using System.Runtime.CompilerServices;

namespace FlowLogStack.Testing;

/// <summary>A reviewed file that a test's outcome must equal.</summary>
public static class Snapshot
{
    /// <summary>Set to 1 to write what the tests produce instead of comparing; then read the difference before committing it.</summary>
    public const string UpdateVariable = "UPDATE_SNAPSHOTS";

    /// <summary>Compares the text with the file beside the calling test, or writes it when <see cref="UpdateVariable"/> is 1.</summary>
    public static void Matches(string name, string actual, [CallerFilePath] string testFile = "") =>
        MatchesFile(Path.Combine(SourceFolder(testFile), "Snapshots", name), actual);

    /// <summary>Compares the text with a file, or writes it when <see cref="UpdateVariable"/> is 1.</summary>
    public static void MatchesFile(string path, string actual)
    {
        if (Environment.GetEnvironmentVariable(UpdateVariable) == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
            return;
        }

        var relative = Path.GetRelativePath(Repository.Root, path);
        Xunit.Assert.True(File.Exists(path), $"{relative} does not exist. Run bash tests/regenerate.sh, read the file, and commit it.");
        var expected = File.ReadAllText(path);
        if (expected == actual)
            return;
        var (line, was, now) = FirstDifference(expected, actual);
        Xunit.Assert.Fail($"{relative} differs from line {line} on:\n  was: {was}\n  now: {now}\nIf the change is meant, run bash tests/regenerate.sh, "
            + "read the difference, and commit it.");
    }

    // Deterministic builds map source paths to /_/, so the path is taken from there on.
    static string SourceFolder(string testFile) =>
        Path.GetDirectoryName(testFile.StartsWith("/_/", StringComparison.Ordinal) ? Repository.PathOf(testFile[3..]) : testFile)!;

    static (int Line, string Was, string Now) FirstDifference(string expected, string actual)
    {
        var was = expected.Split('\n');
        var now = actual.Split('\n');
        var line = was.Zip(now).TakeWhile(pair => pair.First == pair.Second).Count();
        return (line + 1, was.ElementAtOrDefault(line) ?? "(end)", now.ElementAtOrDefault(line) ?? "(end)");
    }
}
