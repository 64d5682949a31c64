using System.IO.Compression;
using System.Runtime.InteropServices;

namespace FlowLogStack.Processor.Tests;

/// <summary>The function's package, as a deployment uploads it.</summary>
public sealed class PublishedPackage : IDisposable
{
    /// <summary>The runtime of the assemblies.</summary>
    public const string Managed = "managed";

    /// <summary>The runtime of the native executable.</summary>
    public const string Native = "native";

    DirectoryInfo? extracted;

    PublishedPackage()
    {
    }

    /// <summary>Where the package lies.</summary>
    public required string Folder { get; init; }

    /// <summary>The program that Lambda's runtime starts, and its arguments.</summary>
    public required string[] Command { get; init; }

    /// <summary>The package of a runtime, as the constructs ship it.</summary>
    public static PublishedPackage Of(string runtime) => runtime == Native ? OfNative()
        : new() { Folder = ManagedFolder(ArchitectureHere), Command = ["dotnet", "exec", "FlowLogStack.Processor.dll"] };

    /// <summary>The folder with the managed package of an architecture, which building the constructs makes.</summary>
    public static string ManagedFolder(string architecture) => Path.Combine(NativeCode.Root, "artifacts", "function", architecture, "publish");

    public void Dispose() => extracted?.Delete(recursive: true);

    // That for x86_64 has code for Linux on it, that for arm64 runs everywhere.
    static string ArchitectureHere => OperatingSystem.IsLinux() && RuntimeInformation.OSArchitecture is Architecture.X64 ? "x86_64" : "arm64";

    static PublishedPackage OfNative()
    {
        var folder = Directory.CreateTempSubdirectory("flowlogstack-package-");
        var package = new PublishedPackage { Folder = folder.FullName, Command = ["bootstrap"], extracted = folder };
        ZipFile.ExtractToDirectory(NativeCode.Archive, package.Folder);
        return package;
    }
}
