using System.IO.Compression;

namespace FlowLogStack.Constructs.Tests;

public sealed class PackageTests
{
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
