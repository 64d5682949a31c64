using System.Text.RegularExpressions;

namespace FlowLogStack.Packages.Tests;

/// <summary>The lock files, which hold the versions and the hashes of all packages.</summary>
public sealed partial class LockFileTests
{
    [Fact]
    public void Lock_files_hold_the_packages_of_every_project_and_no_address()
    {
        var solution = File.ReadAllText(Repository.PathOf("FlowLogStack.sln"));
        var projects = Project().Matches(solution).Select(project => Repository.PathOf(project.Groups["path"].Value.Split('\\'))).ToList();
        Assert.True(projects.Count > 20, $"{projects.Count} projects were found in the solution.");
        Assert.All(projects, project =>
        {
            var lockFile = Path.Combine(Path.GetDirectoryName(project)!, "packages.lock.json");
            Assert.True(File.Exists(lockFile), $"{Path.GetRelativePath(Repository.Root, lockFile)} is missing. Restore the project and commit the file.");
            Assert.DoesNotContain("://", File.ReadAllText(lockFile));
        });
    }

    [GeneratedRegex(@"""(?<path>[\w\\.]+\.csproj)""")]
    private static partial Regex Project();
}
