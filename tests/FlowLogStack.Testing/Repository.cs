using System.Reflection;
using System.Text.Json;
using Amazon.CDK;
using Xunit;

namespace FlowLogStack.Testing;

/// <summary>The checkout the tests run in.</summary>
public static class Repository
{
    /// <summary>The folder that holds <c>cdk.json</c>.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>A path below the root.</summary>
    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

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
        return new(new AppProps
        {
            // Files of assets are hashed, and not copied: a run of the tests would copy the function a thousand times.
            Context = new Dictionary<string, object>(FeatureFlags()) { ["aws:cdk:disable-asset-staging"] = true },
            AnalyticsReporting = false,
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
    static readonly Lazy<DirectoryInfo> Assemblies = new(() =>
    {
        var folder = Directory.CreateTempSubdirectory("cdk.out-");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Delete(recursive: true);
        return folder;
    });

    static Dictionary<string, object> FeatureFlags()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(PathOf("cdk.json")));
        return document.RootElement.GetProperty("context").EnumerateObject().ToDictionary(flag => flag.Name, flag => Json.ToObject(flag.Value)!);
    }

    static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "cdk.json")))
                return folder.FullName;
        }

        throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} has a cdk.json: run the tests from a checkout.");
    }
}
