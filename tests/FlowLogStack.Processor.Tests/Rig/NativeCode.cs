using System.Runtime.InteropServices;

namespace FlowLogStack.Processor.Tests;

/// <summary>The native function that <c>.ci/native</c> made for this machine.</summary>
static class NativeCode
{
    static readonly string[] SourceFolders =
        ["lambda/FlowLogStack.Processor", "src/FlowLogStack.ParquetReading", "src/FlowLogStack.Processing", "src/FlowLogStack.Records",
            "src/FlowLogStack.AwsSdk"];

    /// <summary>The checkout.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The archive that a deployment uploads.</summary>
    public static string Archive => Path.Combine(
        Root, "artifacts", "function", "native", (RuntimeInformation.OSArchitecture is Architecture.Arm64 ? "arm64" : "x86_64") + ".zip");

    /// <summary>Why it cannot be tested; null if it can.</summary>
    public static string? Absent()
    {
        if (!OperatingSystem.IsLinux())
            return "needs Linux, for which the native function is made";
        if (!File.Exists(Archive))
            return "needs the native function: run bash .ci/native";
        var made = File.GetLastWriteTimeUtc(Archive);
        var newer = SourceFolders
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories))
            .FirstOrDefault(file => File.GetLastWriteTimeUtc(file) > made
            && !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));
        return newer is null ? null : $"needs the native function of the present sources, and {Path.GetFileName(newer)} is newer: run bash .ci/native";
    }

    static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Directory.Packages.props")))
                return folder.FullName;
        }

        throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds Directory.Packages.props.");
    }
}
