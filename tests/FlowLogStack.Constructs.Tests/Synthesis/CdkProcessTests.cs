using System.Diagnostics;
using System.Globalization;
using System.Text;
using Environment = System.Environment;
using NodeProcess = System.Diagnostics.Process;

namespace FlowLogStack.Constructs.Tests.Synthesis;

public sealed class CdkProcessTests
{
    [Fact]
    public void CDK_is_one_process_that_answers_directly()
    {
        Assert.True(CdkProcess.EnsureStarted());
        Assert.Null(Environment.GetEnvironmentVariable("JSII_RUNTIME"));
        if (!OperatingSystem.IsLinux())
            return;
        var cdk = Assert.Single(ChildrenOf(Environment.ProcessId),
            child => Read(child, "cmdline") is { } command && command.Contains("jsii-runtime.js", StringComparison.Ordinal));
        Assert.Empty(ChildrenOf(cdk));
    }

    [ToolFact("node")]
    public void What_CDK_prints_stays_apart_from_what_it_answers()
    {
        var folder = Directory.CreateTempSubdirectory("jsii-");
        try
        {
            var runtime = Path.Combine(folder.CreateSubdirectory("bin").FullName, "jsii-runtime.js");
            File.Copy(Repository.PathOf("tests", "FlowLogStack.Testing", "Cdk", "jsii-runtime.js"), runtime);
            File.WriteAllText(Path.Combine(folder.CreateSubdirectory("lib").FullName, "program.js"), """
                const fs = require('fs');
                const request = Buffer.alloc(100);
                const size = fs.readSync(3, request, 0, request.length, null);
                console.log('printed');
                console.error('warned');
                fs.writeSync(3, request.subarray(0, size));
                """);
            var start = new ProcessStartInfo(Tool.Find("node")!, [runtime])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using var node = NodeProcess.Start(start)!;
            node.StandardInput.Write("request\n");
            node.StandardInput.Close();
            Assert.Equal("request\n", node.StandardOutput.ReadToEnd());
            Assert.Equal(
                [$$"""{"stdout":"{{Base64("printed\n")}}"}""", $$"""{"stderr":"{{Base64("warned\n")}}"}"""],
                node.StandardError.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries));
            node.WaitForExit();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    // The fourth word of a process's state is its parent; the second is its name, in parentheses.
    static List<int> ChildrenOf(int process) =>
    [
        .. Directory.EnumerateDirectories("/proc").Select(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0 && Read(id, "stat") is { } state
            && state[(state.LastIndexOf(')') + 2)..].Split(' ')[1] == process.ToString(CultureInfo.InvariantCulture)),
    ];

    // Programs of other tests end at any time.
    static string? Read(int process, string name)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/{name}");
        }
        catch (IOException)
        {
            return null;
        }
    }
}
