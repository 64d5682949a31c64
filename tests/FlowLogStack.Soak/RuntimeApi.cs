using System.Globalization;
using System.Threading.Channels;

namespace FlowLogStack.Soak;

/// <summary>The Lambda Runtime API of one process: one event at a time.</summary>
sealed class RuntimeApi : IDisposable
{
    readonly LoopbackServer server;
    readonly Channel<(string Id, byte[] Payload)> next = Channel.CreateUnbounded<(string, byte[])>();
    readonly TimeSpan timePerEvent;
    TaskCompletionSource<(bool IsError, byte[] Body)>? answer;
    TaskCompletionSource taken = new();
    string? current;
    int ids;

    public RuntimeApi(TimeSpan timePerEvent)
    {
        this.timePerEvent = timePerEvent;
        server = new LoopbackServer(ReplyAsync);
    }

    /// <summary>Host and port, as <c>AWS_LAMBDA_RUNTIME_API</c> has them.</summary>
    public string Address => $"127.0.0.1:{server.Port}";

    /// <summary>Ends when the function has the event.</summary>
    public Task Taken => taken.Task;

    /// <summary>Hands out an event and waits for its response.</summary>
    public Task<(bool IsError, byte[] Body)> InvokeAsync(byte[] payload)
    {
        answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        taken = new(TaskCreationOptions.RunContinuationsAsynchronously);
        current = $"{Guid.NewGuid():D}-{++ids}";
        next.Writer.TryWrite((current, payload));
        return answer.Task;
    }

    public void Dispose() => server.Dispose();

    async Task<LoopbackReply> ReplyAsync(LoopbackRequest request)
    {
        server.Requests.Clear();
        switch (request.Path.Replace("/2018-06-01/runtime/", "", StringComparison.Ordinal).Split('/'))
        {
            case ["invocation", "next"]:
                var (id, payload) = await next.Reader.ReadAsync();
                taken.TrySetResult();
                return new LoopbackReply
                {
                    Body = payload,
                    Headers =
                    [
                        ("Lambda-Runtime-Aws-Request-Id", id),
                        ("Lambda-Runtime-Deadline-Ms", (DateTimeOffset.UtcNow + timePerEvent).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)),
                        ("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:eu-west-1:111122223333:function:processor"),
                    ],
                };
            case ["invocation", var answered, var kind] when answered == current:
                answer?.TrySetResult((kind == "error", request.Body));
                return LoopbackReply.Of(202);
            case ["init", "error"]:
                answer?.TrySetException(new InvalidOperationException($"The function did not start: {request.Text}"));
                return LoopbackReply.Of(202);
            default:
                return LoopbackReply.Of(404);
        }
    }
}
