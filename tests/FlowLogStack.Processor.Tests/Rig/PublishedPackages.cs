namespace FlowLogStack.Processor.Tests;

/// <summary>The packages of both runtimes, each made when a test first needs it.</summary>
public sealed class PublishedPackages : IDisposable
{
    readonly Dictionary<string, PublishedPackage> packages = [];

    /// <summary>The package of a runtime.</summary>
    public PublishedPackage this[string runtime] =>
        packages.TryGetValue(runtime, out var package) ? package : packages[runtime] = PublishedPackage.Of(runtime);

    public void Dispose()
    {
        foreach (var package in packages.Values)
            package.Dispose();
    }
}
