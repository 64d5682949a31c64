using System.Text;
using System.Text.Json;

namespace FlowLogStack.Processor.Tests;

public sealed class RuntimeTests
{
    [Theory]
    [InlineData("512", 402_653_184UL)]
    [InlineData("10240", 8_053_063_680UL)]
    [InlineData("0", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    [InlineData("-1", null)]
    [InlineData("much", null)]
    public void The_heap_may_have_three_quarters_of_the_functions_memory(string? megabytes, ulong? bytes) =>
        Assert.Equal(bytes, HeapLimit.Of(megabytes));

    [Fact]
    public async Task Answers_each_event_and_survives_one_that_fails()
    {
        using var api = new LoopbackRuntimeApi();
        await using var loop = new Loop(api, invocation => Encoding.UTF8.GetString(invocation.Payload.Span) switch
        {
            "1" => throw new InvalidOperationException("no ones"),
            var text => Task.FromResult<ReadOnlyMemory<byte>>(Encoding.UTF8.GetBytes(text + text)),
        });

        Assert.Equal("response 22", await api.InvokeAsync("2"));
        var error = await api.InvokeAsync("1");
        Assert.Equal("response 33", await api.InvokeAsync("3"));

        Assert.StartsWith("error ", error, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(error[6..]);
        Assert.Equal("no ones", json.RootElement.GetProperty("errorMessage").GetString());
        Assert.Equal("InvalidOperationException", json.RootElement.GetProperty("errorType").GetString());
        Assert.NotEqual(0, json.RootElement.GetProperty("stackTrace").GetArrayLength());
        var request = api.Requests.Single(request => request.Path.EndsWith("/error", StringComparison.Ordinal));
        Assert.Equal("Function.InvalidOperationException", request.Headers["Lambda-Runtime-Function-Error-Type"]);
    }

    [Fact]
    public async Task Takes_and_gives_six_megabytes()
    {
        using var api = new LoopbackRuntimeApi();
        await using var loop = new Loop(api, invocation => Task.FromResult<ReadOnlyMemory<byte>>(invocation.Payload.ToArray()));
        var payload = new string('x', 6_000_000);

        Assert.Equal("response " + payload, await api.InvokeAsync(payload));
        Assert.Equal("response small", await api.InvokeAsync("small"));
    }

    [Fact]
    public async Task Knows_the_deadline_the_trace_and_the_request_of_each_event()
    {
        using var api = new LoopbackRuntimeApi { TimePerEvent = TimeSpan.FromSeconds(30) };
        Invocation? seen = null;
        string? trace = null;
        await using var loop = new Loop(api, invocation =>
        {
            seen = invocation;
            trace = Environment.GetEnvironmentVariable("_X_AMZN_TRACE_ID");
            throw new DeliveryException("to be logged");
        });

        await api.InvokeAsync("{}");

        Assert.InRange(seen!.Deadline - DateTimeOffset.UtcNow, TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(30));
        Assert.StartsWith("Root=1-5bef4de7", trace, StringComparison.Ordinal);
        Assert.Contains($"{seen.RequestId} ERROR to be logged", loop.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_that_an_answer_lambda_does_not_take_failed()
    {
        using var api = new LoopbackRuntimeApi { AnswerStatus = 413 };
        await using var loop = new Loop(api, _ => Task.FromResult<ReadOnlyMemory<byte>>("{}"u8.ToArray()));

        Assert.Contains("too large", await api.InvokeAsync("{}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ends_when_lambda_says_that_nothing_can_be_done()
    {
        using var api = new LoopbackRuntimeApi { AnswerStatus = 500 };
        var loop = new Loop(api, _ => Task.FromResult<ReadOnlyMemory<byte>>("{}"u8.ToArray()));

        api.Submit("{}");

        await Assert.ThrowsAsync<HttpRequestException>(() => loop.Running.WaitAsync(TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task Finishes_the_event_under_way_when_told_to_stop()
    {
        using var api = new LoopbackRuntimeApi();
        var (entered, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        var loop = new Loop(api, async _ =>
        {
            entered.SetResult();
            await release.Task;
            return "1"u8.ToArray();
        });
        var answer = api.InvokeAsync("{}");
        await entered.Task;

        await loop.Stop.CancelAsync();
        release.SetResult();

        Assert.Equal("response 1", await answer);
        await loop.Running.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(1, api.Waiting);
    }

    sealed class Loop : IAsyncDisposable
    {
        readonly RuntimeClient client;
        readonly StringWriter text = new();

        public Loop(LoopbackRuntimeApi api, Func<Invocation, Task<ReadOnlyMemory<byte>>> handle)
        {
            client = new RuntimeClient(api.Address);
            Running = new RuntimeLoop(client, new Log(TextWriter.Synchronized(text), json: false, LogLevel.Info)).RunAsync(handle, Stop.Token);
        }

        public CancellationTokenSource Stop { get; } = new();

        public Task Running { get; }

        public string Log => text.ToString();

        public async ValueTask DisposeAsync()
        {
            await Stop.CancelAsync();
            await Running.WaitAsync(TimeSpan.FromSeconds(10));
            client.Dispose();
            Stop.Dispose();
        }
    }
}
