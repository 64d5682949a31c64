using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace FlowLogStack.Processor.Tests;

/// <summary>The package under way as Lambda's runtime starts it.</summary>
sealed partial class PublishedProcess : IDisposable
{
    const int Terminate = 15;

    readonly Process process;
    readonly ConcurrentQueue<string> output = new();

    public PublishedProcess(PublishedPackage package, LoopbackRuntimeApi api, LoopbackAws aws, params (string Name, string Value)[] environment)
    {
        var program = Path.Combine(package.Folder, package.Command[0]);
        var start = new ProcessStartInfo(File.Exists(program) ? program : package.Command[0], package.Command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = package.Folder,
        };
        foreach (var (name, value) in ((string, string)[])
        [
            ("AWS_LAMBDA_RUNTIME_API", api.Address), ("LAMBDA_TASK_ROOT", package.Folder), ("_HANDLER", "FlowLogStack.Processor"),
            ("AWS_LAMBDA_FUNCTION_NAME", "processor"), ("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/processor"),
            ("AWS_REGION", "eu-west-1"), ("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"), ("AWS_SECRET_ACCESS_KEY", "secret"),
            ("AWS_ENDPOINT_URL", aws.Url.ToString()),
            .. environment,
        ])
        {
            start.Environment[name] = value;
        }

        process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public string Output => string.Join('\n', output);

    /// <summary>The most memory that the process has had at any time, in bytes.</summary>
    public long PeakMemory =>
        1024 * long.Parse(File.ReadLines($"/proc/{process.Id}/status").Single(line => line.StartsWith("VmHWM:", StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], System.Globalization.CultureInfo.InvariantCulture);

    public void SendTerminate() => Assert.Equal(0, Kill(process.Id, Terminate));

    public void Kill() => process.Kill();

    public async Task<int> ExitCodeAsync()
    {
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        return process.ExitCode;
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill();
        process.WaitForExit();
        process.Dispose();
    }

    void Keep(string? line)
    {
        if (line is not null)
            output.Enqueue(line);
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
