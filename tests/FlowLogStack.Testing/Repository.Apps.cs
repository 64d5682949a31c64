using System.Reflection;
using System.Text.Json;
using Amazon.CDK;
using Xunit;

namespace FlowLogStack.Testing;

// What needs git or CDK.
public static partial class Repository
{
    /// <summary>Returns the files that git tracks and that exist, as paths from the root with slashes.</summary>
    /// <param name="patterns">Patterns of git, such as <c>src/*.cs</c>. Default: all files.</param>
    public static IReadOnlyList<string> Files(params string[] patterns) =>
    [
        .. Tool.Run("git", ["ls-files", "-z", .. patterns]).Output.Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Where(file => File.Exists(PathOf(file))),
    ];

    /// <summary>
    /// An app with the feature flags of <c>cdk.json</c>, which <c>new App()</c> does not read: without them a test would see a template that nobody deploys.
    /// </summary>
    /// <exception cref="InvalidOperationException">The tests that run are allowed to run in parallel: one JavaScript process synthesizes for all of them, and
    /// synthesizing in parallel corrupts it, now and then.</exception>
    public static App NewApp()
    {
        foreach (var tests in ParallelTests.Value)
            throw new InvalidOperationException($"{tests} synthesizes, and its tests may run in parallel. Say [assembly: "
                + "CollectionBehavior(DisableTestParallelization = true)] in it.");
        CdkProcess.EnsureStarted();
        return new(new AppProps
        {
            // Files of assets are hashed, and not copied: a run of the tests would copy the function a thousand times.
            Context = new Dictionary<string, object>(FeatureFlags()) { ["aws:cdk:disable-asset-staging"] = true },
            AnalyticsReporting = false,
            // Templates are read, and the tree of constructs is not.
            TreeMetadata = false,
            Outdir = Directory.CreateDirectory(Path.Combine(Assemblies.Value.FullName, Guid.NewGuid().ToString("N"))).FullName,
        });
    }

    static readonly Lazy<string[]> ParallelTests = new(() =>
    [
        .. AppDomain.CurrentDomain.GetAssemblies()
            .Where(assembly => assembly.GetName().Name is { } name && name.StartsWith("FlowLogStack.", StringComparison.Ordinal)
            && name.EndsWith(".Tests", StringComparison.Ordinal))
            .Where(assembly => assembly.GetCustomAttribute<CollectionBehaviorAttribute>() is not { DisableTestParallelization: true })
            .Select(assembly => assembly.GetName().Name!),
    ]);

    // Cloud assemblies are not looked at, so they go when the tests do.
    static readonly Lazy<DirectoryInfo> Assemblies = new(() => TemporaryFolder("cdk.out-"));

    /// <summary>Creates a folder that is deleted when the process ends.</summary>
    internal static DirectoryInfo TemporaryFolder(string prefix)
    {
        var folder = Directory.CreateTempSubdirectory(prefix);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Delete(recursive: true);
        return folder;
    }

    static Dictionary<string, object> FeatureFlags()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(PathOf("cdk.json")));
        return document.RootElement.GetProperty("context").EnumerateObject().ToDictionary(flag => flag.Name, flag => Json.ToObject(flag.Value)!);
    }
}
