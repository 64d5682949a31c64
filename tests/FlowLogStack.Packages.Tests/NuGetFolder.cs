namespace FlowLogStack.Packages.Tests;

/// <summary>NuGet's folder of restored packages.</summary>
static class NuGetFolder
{
    static readonly string Root = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    /// <summary>The folder of a package.</summary>
    /// <param name="id">The id, such as <c>Amazon.CDK.Lib</c>.</param>
    /// <param name="version">The version, such as <c>2.160.0</c>.</param>
    public static string PackageOf(string id, string version) => Path.Combine(Root, id.ToLowerInvariant(), version);
}
