using System.Diagnostics;
using System.IO.Compression;

namespace FlowLogStack.Processor.Tests;

/// <summary>The function's package, as a deployment uploads it.</summary>
public sealed class PublishedPackage : IDisposable
{
    /// <summary>The runtime of the assemblies.</summary>
    public const string Managed = "managed";

    /// <summary>The runtime of the native executable.</summary>
    public const string Native = "native";

    readonly string folder = Directory.CreateTempSubdirectory("flowlogstack-package-").FullName;

    PublishedPackage()
    {
    }

    /// <summary>Where the package lies.</summary>
    public string Folder => Path.Combine(folder, "package");

    /// <summary>The program that Lambda's runtime starts, and its arguments.</summary>
    public required string[] Command { get; init; }

    /// <summary>Makes the package of a runtime.</summary>
    public static PublishedPackage Of(string runtime) => runtime == Native ? OfNative() : OfManaged();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    static PublishedPackage OfNative()
    {
        var package = new PublishedPackage { Command = ["bootstrap"] };
        ZipFile.ExtractToDirectory(NativeCode.Archive, package.Folder);
        return package;
    }

    static PublishedPackage OfManaged()
    {
        var package = new PublishedPackage { Command = ["dotnet", "exec", "FlowLogStack.Processor.dll"] };

        // Artifacts of its own, so that publishing here never meets another build of the repository.
        using var publish = Process.Start(new ProcessStartInfo("dotnet")
        {
            ArgumentList =
            {
                "publish", Path.Combine(NativeCode.Root, "lambda", "FlowLogStack.Processor"), "-c", "Release", "-o", package.Folder,
                "--artifacts-path", Path.Combine(package.folder, "artifacts"), // The ordinary build of the same sources runs the analyzers.
                "-v", "quiet", "--nologo", "-nodeReuse:false", "-p:UseSharedCompilation=false", "-p:RunAnalyzers=false",
            },
            RedirectStandardOutput = true,
        })!;
        var output = publish.StandardOutput.ReadToEnd();
        publish.WaitForExit();
        return publish.ExitCode == 0 ? package : throw new InvalidOperationException(output);
    }
}
