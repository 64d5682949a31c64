using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace FlowLogStack.Processor.Tests;

/// <summary>The Lambda Runtime API: hands out events one after another and remembers what is answered.</summary>
sealed class LoopbackRuntimeApi : IDisposable
{
    readonly LoopbackServer server;
    readonly ConcurrentQueue<string> pending = new();
    readonly SemaphoreSlim available = new(0);
    readonly ConcurrentDictionary<string, TaskCompletionSource<string>> answers = new();
    int ids;
    int runtime;

    public LoopbackRuntimeApi() => server = new LoopbackServer(ReplyAsync);

    /// <summary>Host and port, as <c>AWS_LAMBDA_RUNTIME_API</c> has them.</summary>
    public string Address => $"127.0.0.1:{server.Port}";

    public TimeSpan TimePerEvent { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>What is answered to an answer.</summary>
    public int AnswerStatus { get; set; } = 202;

    public TaskCompletionSource<string> InitError { get; } = new();

    public TaskCompletionSource Restored { get; } = new();

    public bool IsWaitedForRestore { get; private set; }

    public int Waiting => server.Requests.Count(request => request.Path.EndsWith("/invocation/next", StringComparison.Ordinal));

    public IEnumerable<LoopbackRequest> Requests => server.Requests;

    /// <summary>Hands out an event and waits for its answer: <c>response</c> or <c>error</c>, a space, and the body.</summary>
    public async Task<string> InvokeAsync(string payload)
    {
        var id = Submit(payload);
        return await answers[id].Task.WaitAsync(TimeSpan.FromSeconds(60));
    }

    /// <summary>Queues an event without waiting for its answer.</summary>
    public string Submit(string payload)
    {
        var id = $"8476a536-e9f4-11e8-9739-{Interlocked.Increment(ref ids):x12}";
        answers[id] = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        pending.Enqueue(id + " " + payload);
        available.Release();
        return id;
    }

    /// <summary>Forgets the runtime that asked so far, because its process ended.</summary>
    public void ForgetRuntime() => runtime++;

    public void Dispose()
    {
        server.Dispose();
        available.Dispose();
    }

    async Task<LoopbackReply> ReplyAsync(LoopbackRequest request)
    {
        switch (request.Path.Replace("/2018-06-01/runtime/", "", StringComparison.Ordinal).Split('/'))
        {
            case ["invocation", "next"]:
                var asking = runtime;
                await available.WaitAsync();
                if (asking != runtime)
                {
                    // Whoever asked is gone: the event is for the one that came after.
                    available.Release();
                    return new LoopbackReply { Resets = true };
                }

                pending.TryDequeue(out var next);
                var (id, payload) = (next![..next!.IndexOf(' ', StringComparison.Ordinal)], next[(next.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
                return new LoopbackReply
                {
                    Body = Encoding.UTF8.GetBytes(payload),
                    IsChunked = true,
                    Headers =
                    [
                        ("Lambda-Runtime-Aws-Request-Id", id),
                        ("Lambda-Runtime-Deadline-Ms", (DateTimeOffset.UtcNow + TimePerEvent).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)),
                        ("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:eu-west-1:111122223333:function:processor"),
                        ("Lambda-Runtime-Trace-Id", "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=9a9197af755a6419;Sampled=1"),
                    ],
                };
            case ["invocation", var answered, var kind]:
                if (kind == "error" || AnswerStatus < 300)
                    answers[answered].TrySetResult($"{kind} {request.Text}");
                return LoopbackReply.Of(kind == "error" ? 202 : AnswerStatus);
            case ["init", "error"]:
                using (JsonDocument.Parse(request.Body))
                    InitError.TrySetResult(request.Text);
                return LoopbackReply.Of(202);
            case ["restore", "next"]:
                IsWaitedForRestore = true;
                await Restored.Task;
                return LoopbackReply.Ok;
            default:
                return LoopbackReply.Of(404);
        }
    }
}
