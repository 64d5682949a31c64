using System.Text;
using FlowLogStack.Testing;

namespace FlowLogStack.Cli.Tests;

/// <summary>File names and line endings of Windows, macOS and Linux: written files are valid on all of them, and read files can come from any.</summary>
public sealed class PathTests : IDisposable
{
    static readonly System.Buffers.SearchValues<char> ReservedByWindows = System.Buffers.SearchValues.Create("<>:\"\\|?*");

    const string Header = "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status";
    const string Record = "2 123456789010 eni-1235b8ca123456789 172.31.16.139 172.31.16.21 20641 22 6 20 4249 1418530010 1418530070 ACCEPT OK";
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("paths-");

    // Reserved by Windows, whatever the extension.
    static readonly string[] Devices = ["CON", "PRN", "AUX", "NUL", .. Enumerable.Range(1, 9).SelectMany(number => new[] { $"COM{number}", $"LPT{number}" })];

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData("s3")]
    [InlineData("s3-hourly")]
    [InlineData("s3-hive")]
    [InlineData("s3-hive-hourly")]
    public void Generated_archives_have_names_that_every_file_system_accepts(string layout)
    {
        var result = Command.Run(["generate", "--scenario", "quiet-office", "--duration", "10m", "--layout", layout, "--output-directory", folder.FullName]);
        Assert.True(result.ExitCode == 0, result.Errors);
        var paths = Directory.GetFiles(folder.FullName, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(folder.FullName, path)).ToList();
        Assert.NotEmpty(paths);
        Assert.All(paths, AssertPortable);
        Assert.Equal(paths.Count, paths.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Theory]
    [InlineData("with spaces and (brackets).log")]
    [InlineData("100%25 #1 & 'more'.log")]
    [InlineData("Büro-überwacht.log")]
    [InlineData("Bu\u0308ro.log")]
    [InlineData("日本.log")]
    [InlineData("-starts-with-a-dash.log")]
    public void Reads_files_whatever_their_names(string name)
    {
        var file = Path.Combine(folder.FullName, name);
        File.WriteAllText(file, $"{Header}\n{Record}\n");
        var result = Command.Run(["parse", file, "--output", "ndjson"]);
        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.Single(result.Lines);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void Reads_the_same_records_from_lines_of_Windows_and_of_Unix(string lineEnd)
    {
        var file = Path.Combine(folder.FullName, "flow.log");
        File.WriteAllText(file, Header + lineEnd + Record + lineEnd + Record + lineEnd);
        var result = Command.Run(["parse", file, "--output", "ndjson"]);
        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.Equal(2, result.Lines.Length);
        Assert.DoesNotContain("\\r", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', result.Output);
    }

    [Fact]
    public void Reads_a_template_with_a_byte_order_mark_and_lines_of_Windows()
    {
        var file = Path.Combine(folder.FullName, "My stack.template.json");
        var text = File.ReadAllText(Repository.PathOf("tests", "FlowLogStack.App.Tests", "Snapshots", "lab.template.json"))
            .Replace("\n", "\r\n", StringComparison.Ordinal);
        File.WriteAllText(file, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        var result = Command.Run(["cost", "--template", file, "--rate", "10/s"]);
        Assert.True(result.ExitCode == 0, result.Errors);
    }

    [Fact]
    public void Writes_lines_of_Unix_on_every_system()
    {
        var page = Path.Combine(folder.FullName, "report of the day.html");
        var json = Path.Combine(folder.FullName, "result.json");
        var log = Path.Combine(folder.FullName, "day.log");
        Assert.Equal(0, Command.Run(["generate", "--scenario", "quiet-office", "--duration", "5m", "--output-file", log]).ExitCode);
        var template = Repository.PathOf("tests", "FlowLogStack.App.Tests", "Snapshots", "lab.template.json");
        Assert.Equal(0, Command.Run(["backtest", "--template", template, "--html", page, "--json", json, log]).ExitCode);
        Assert.All([page, json, log], file => Assert.DoesNotContain('\r', File.ReadAllText(file)));
    }

    static void AssertPortable(string path)
    {
        // AWS defines the names. Programs limited to paths of 260 characters can read them in a folder with a short name.
        Assert.InRange(path.Length, 1, 220);
        foreach (var part in path.Split(Path.DirectorySeparatorChar))
        {
            Assert.False(part.AsSpan().ContainsAny(ReservedByWindows) || part.Any(char.IsControl), $"{path} has characters that Windows reserves.");
            Assert.False(part.EndsWith('.') || part.EndsWith(' '), $"{path} has a part that ends as Windows does not allow.");
            Assert.DoesNotContain(part.Split('.')[0], Devices, StringComparer.OrdinalIgnoreCase);
        }
    }
}
