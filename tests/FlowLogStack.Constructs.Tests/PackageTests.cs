using System.IO.Compression;

namespace FlowLogStack.Constructs.Tests;

public sealed class PackageTests
{
#if DEBUG
    const string Configuration = "Debug";
#else
    const string Configuration = "Release";
#endif

    [Fact]
    public void The_package_brings_the_processors_code_for_both_architectures_and_puts_it_beside_the_app()
    {
        var folder = Directory.CreateTempSubdirectory("package-");
        try
        {
            var result = Tool.Run("dotnet", ["pack", Repository.PathOf("src", "FlowLogStack.Constructs"), "--no-build", "-c", Configuration, "-o", folder.FullName]);
            Assert.True(result.ExitCode == 0, result.Output + result.Errors);
            using var package = ZipFile.OpenRead(Assert.Single(Directory.GetFiles(folder.FullName, "*.nupkg")));
            var entries = package.Entries.Select(entry => entry.FullName).ToHashSet();
            Assert.Contains("lib/net10.0/FlowLogStack.Constructs.dll", entries);
            Assert.Contains("lib/net10.0/FlowLogStack.Constructs.xml", entries);
            Assert.Contains("buildTransitive/FlowLogStack.Constructs.targets", entries);
            Assert.All(["x86_64", "arm64"], architecture => Assert.Contains($"processor/{architecture}/FlowLogStack.Processor.dll", entries));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("x86_64")]
    [InlineData("arm64")]
    public void The_functions_package_is_below_5_mb_zipped(string architecture)
    {
        using var zip = new MemoryStream();
        ZipFile.CreateFromDirectory(Path.Combine(AppContext.BaseDirectory, "processor", architecture), zip);
        Assert.InRange(zip.Length, 1, 5_000_000);
    }
}
