using System.Diagnostics;

namespace FlowLogStack.Processor.Tests;

/// <summary>The function's package, published as a deployment publishes it.</summary>
public sealed class PublishedPackage : IDisposable
{
    static readonly string Root = FindRoot();

    readonly string folder = Directory.CreateTempSubdirectory("flowlogstack-package-").FullName;

    public PublishedPackage()
    {
        // Artifacts of its own, so that publishing here never meets another build of the repository.
        using var publish = Process.Start(new ProcessStartInfo("dotnet")
        {
            ArgumentList = { "publish", Path.Combine(Root, "lambda", "FlowLogStack.Processor"), "-c", "Release", "-o", Folder, "--artifacts-path", Path.Combine(folder, "artifacts"), "-v", "quiet", "--nologo", "-nodeReuse:false", "-p:UseSharedCompilation=false" },
            RedirectStandardOutput = true,
        })!;
        var output = publish.StandardOutput.ReadToEnd();
        publish.WaitForExit();
        if (publish.ExitCode != 0)
            throw new InvalidOperationException(output);
    }

    /// <summary>Where the package lies.</summary>
    public string Folder => Path.Combine(folder, "package");

    public void Dispose() => Directory.Delete(folder, recursive: true);

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
