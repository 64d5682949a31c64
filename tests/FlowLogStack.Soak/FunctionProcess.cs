using System.Collections.Concurrent;
using System.Diagnostics;

namespace FlowLogStack.Soak;

/// <summary>The published function under way, with the Runtime API that it speaks to.</summary>
sealed class FunctionProcess : IDisposable
{
    const int MostLines = 100;

    readonly Process process;
    readonly RuntimeApi api;
    readonly ConcurrentQueue<string> lines = new();

    public FunctionProcess(PublishedPackage package, IEnumerable<(string Name, string Value)> environment, TimeSpan timePerEvent)
    {
        api = new RuntimeApi(timePerEvent);
        var program = Path.Combine(package.Folder, package.Command[0]);
        var start = new ProcessStartInfo(File.Exists(program) ? program : package.Command[0], package.Command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = package.Folder,
        };
        start.Environment["AWS_LAMBDA_RUNTIME_API"] = api.Address;
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>The last lines of its log.</summary>
    public string Log => string.Join('\n', lines);

    /// <summary>The physical memory it has now, in bytes.</summary>
    public long Memory
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64;
        }
    }

    /// <summary>Hands over an event.</summary>
    /// <returns>The response.</returns>
    /// <exception cref="TimeoutException">There was none in a minute.</exception>
    public Task<(bool IsError, byte[] Body)> InvokeAsync(byte[] payload) => api.InvokeAsync(payload).WaitAsync(TimeSpan.FromMinutes(1));

    /// <summary>Hands over an event, and kills the process with SIGKILL some time after it took the event.</summary>
    /// <returns>The response; null if the process was killed before it.</returns>
    public async Task<(bool IsError, byte[] Body)?> InvokeAndKillAsync(byte[] payload, TimeSpan after)
    {
        var answer = api.InvokeAsync(payload);
        await Task.WhenAny(answer, api.Taken).WaitAsync(TimeSpan.FromMinutes(1));
        await Task.WhenAny(answer, Task.Delay(after));
        process.Kill();
        await process.WaitForExitAsync();
        return answer.IsCompletedSuccessfully ? await answer : null;
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill();
        process.WaitForExit();
        process.Dispose();
        api.Dispose();
    }

    void Keep(string? line)
    {
        if (line is null || line.StartsWith("{\"_aws\"", StringComparison.Ordinal))
            return;
        lines.Enqueue(line);
        if (lines.Count > MostLines)
            lines.TryDequeue(out _);
    }
}
