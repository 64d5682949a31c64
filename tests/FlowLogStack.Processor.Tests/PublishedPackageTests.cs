using System.Text;
using System.Text.Json;

namespace FlowLogStack.Processor.Tests;

/// <summary>The package as it is deployed, driven from outside through the Runtime API.</summary>
public sealed class PublishedPackageTests(PublishedPackage package) : IClassFixture<PublishedPackage>
{
    [Fact]
    public async Task Processes_every_kind_of_event_fails_one_and_goes_on_after_a_restart()
    {
        using var api = new LoopbackRuntimeApi();
        using var aws = new LoopbackAws();
        using var endpoint = new LoopbackServer(_ => LoopbackReply.Ok);
        (string, string)[] environment = [("SUMO_ENDPOINT", endpoint.Url.ToString()), ("LOG_FORMAT", "VPC-JSON"), ("INCLUDE_SECURITY_GROUP_INFO", "true"), ("DESTINATION_BUCKET", "lake"), ("FIREHOSE_FORMAT", "VPC-RAW")];
        aws.Interfaces.Add(new LoopbackInterface(Given.Interface, "subnet-0a", "vpc-01", ["sg-0web"], ["10.20.1.5"]));
        aws.Objects["flows/a.log.gz"] = Given.GzipText($"{Given.Line(3)}\n");
        string output;

        using (var process = new PublishedProcess(package, api, aws, environment))
        {
            Assert.Equal("response {}", await api.InvokeAsync(Given.Subscription(Given.Line(1))));
            Assert.Equal("""response {"batchItemFailures":[{"itemIdentifier":"m-1"}]}""", await api.InvokeAsync(Given.Queue(Given.Objects(("flows", "a.log.gz")), Given.Objects(("flows", "gone")))));
            Assert.StartsWith("error {\"errorMessage\":", await api.InvokeAsync("""{"unknown":1}"""), StringComparison.Ordinal);
            Assert.Equal(
                $$"""response {"records":[{"recordId":"rec-0","result":"Ok","data":"{{Convert.ToBase64String(Encoding.UTF8.GetBytes(Given.Line(4) + "\n"))}}"}]}""",
                await api.InvokeAsync(Given.Firehose(Encoding.UTF8.GetBytes(Given.Line(4)))));
            process.Kill();
            await process.ExitCodeAsync();
            output = process.Output;
            api.ForgetRuntime();
        }

        using (var restarted = new PublishedProcess(package, api, aws, environment))
        {
            Assert.Equal("response {}", await api.InvokeAsync(Given.Subscription(Given.Line(5))));
            restarted.SendTerminate();
            Assert.Equal(0, await restarted.ExitCodeAsync());
        }

        var delivered = endpoint.Requests.Select(request => request.Text).ToList();
        Assert.Equal([1, 3, 4, 5], delivered.Select(body => int.Parse(JsonDocument.Parse(body).RootElement.GetProperty("message").GetString()!.Split(' ')[6], System.Globalization.CultureInfo.InvariantCulture)));
        Assert.All(delivered, body => Assert.EndsWith("\"security-group-ids\":[\"sg-0web\"],\"direction\":\"inbound\",\"subnet-id\":\"subnet-0a\",\"vpc-id\":\"vpc-01\",\"aws-region\":\"eu-west-1\"}", body, StringComparison.Ordinal));
        Assert.Equal(4, aws.Objects.Keys.Count(key => key.StartsWith("lake/flow-logs/year=2025/", StringComparison.Ordinal)));
        Assert.Contains("\"CloudWatchMetrics\"", output, StringComparison.Ordinal);
        Assert.Matches("8476a536-e9f4-11e8-9739-000000000003 ERROR The event is of no kind", output);
    }

    [Fact]
    public async Task Every_record_of_every_kind_of_event_comes_out_and_none_is_lost()
    {
        var refuses = 0;
        using var api = new LoopbackRuntimeApi();
        using var aws = new LoopbackAws();
        using var endpoint = new LoopbackServer(_ => Interlocked.Increment(ref refuses) % 4 == 0 ? LoopbackReply.Of(400) : LoopbackReply.Ok);
        using var process = new PublishedProcess(
            package, api, aws, ("SUMO_ENDPOINT", endpoint.Url.ToString()), ("LOG_FORMAT", "VPC-RAW"), ("FIREHOSE_FORMAT", "VPC-RAW"), ("DEAD_LETTER_BUCKET", "dead"));
        var events = new PublishedEvents(aws);
        List<int> answered = [];

        foreach (var (name, payload) in events.All)
        {
            var answer = await api.InvokeAsync(payload);
            Assert.True(answer.StartsWith("response ", StringComparison.Ordinal), $"{name}: {answer}");
            Assert.True(!answer.Contains("itemIdentifier", StringComparison.Ordinal), $"{name}: {answer}");
            if (name == "firehose")
                answered.AddRange(PublishedEvents.Answered(answer["response ".Length..]));
        }

        // What the endpoint refused, and what could not be read, is in the letters; the former a replay delivers.
        var letters = aws.Objects.Keys.Count(key => key.StartsWith("dead/", StringComparison.Ordinal));
        Assert.True(letters > events.Unreadable);
        for (var i = 0; i < 10 && aws.Objects.Keys.Count(key => key.StartsWith("dead/", StringComparison.Ordinal)) > events.Unreadable; i++)
            Assert.StartsWith("response {\"replayed\":", await api.InvokeAsync("""{"replay":{}}"""), StringComparison.Ordinal);

        Assert.Equal(events.Unreadable, aws.Objects.Keys.Count(key => key.StartsWith("dead/", StringComparison.Ordinal)));
        Assert.Equal(events.OfFirehose.Order(), answered.Order());
        Assert.Empty(events.Ports.Except(endpoint.Requests.SelectMany(request => request.Text.Split('\n')).Where(line => line.Contains(" OK", StringComparison.Ordinal)).Select(ProcessorRig.PortOf)));
        Assert.DoesNotContain("   at ", process.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_few_bytes_that_grow_without_end_cost_little_memory_and_time_and_are_never_acknowledged_unparked()
    {
        using var aws = new LoopbackAws();
        var events = GrownEvents.In(aws);
        for (var index = 0; index < events.Count; index++)
        {
            using var api = new LoopbackRuntimeApi();
            using var endpoint = new LoopbackServer(_ => LoopbackReply.Ok);
            using var process = new PublishedProcess(
                package, api, aws, ("SUMO_ENDPOINT", endpoint.Url.ToString()), ("LOG_FORMAT", "VPC-JSON"), ("DEAD_LETTER_BUCKET", "dead"));
            foreach (var key in aws.Objects.Keys.Where(IsLetter))
                aws.Objects.TryRemove(key, out _);
            var started = System.Diagnostics.Stopwatch.GetTimestamp();

            Assert.Equal(events[index].Answer, await api.InvokeAsync(events[index].Payload));

            var (peak, took) = (process.PeakMemory, System.Diagnostics.Stopwatch.GetElapsedTime(started));
            Assert.True(peak < 300 * 1024 * 1024, $"event {index}: {peak:N0} bytes at the peak");
            Assert.True(took < TimeSpan.FromSeconds(40), $"event {index}: {took}");
            Assert.True(index >= events.Count - 2 || aws.Objects.Keys.Any(IsLetter), $"event {index} is parked nowhere");
        }

        static bool IsLetter(string key) => key.StartsWith("dead/dead-letters/2", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 2)]
    [InlineData("256", 1)]
    public async Task Events_that_grow_without_end_take_no_more_memory_one_after_another_in_one_process(string megabytes, int rounds)
    {
        using var aws = new LoopbackAws();
        using var api = new LoopbackRuntimeApi();
        using var endpoint = new LoopbackServer(_ => LoopbackReply.Ok);
        using var process = new PublishedProcess(
            package,
            api,
            aws,
            ("SUMO_ENDPOINT", endpoint.Url.ToString()),
            ("LOG_FORMAT", "VPC-RAW"),
            ("DEAD_LETTER_BUCKET", "dead"),
            ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", megabytes));
        var events = GrownEvents.In(aws);
        for (var index = 0; index < rounds * events.Count; index++)
        {
            var (payload, answer) = events[index % events.Count];
            Assert.Equal(answer, await api.InvokeAsync(payload));
            Assert.True(process.PeakMemory < 300 * 1024 * 1024, $"event {index}: {process.PeakMemory:N0} bytes at the peak");
        }

        Assert.Equal("response {}", await api.InvokeAsync(Given.Subscription(Given.Line(1))));
        Assert.Equal(Given.Line(1), endpoint.Requests.Last().Text);
    }

    [Fact]
    public async Task What_does_not_fit_in_the_functions_memory_fails_alone()
    {
        using var aws = new LoopbackAws();
        using var api = new LoopbackRuntimeApi();
        using var endpoint = new LoopbackServer(_ => LoopbackReply.Ok);
        using var process = new PublishedProcess(
            package,
            api,
            aws,
            ("SUMO_ENDPOINT", endpoint.Url.ToString()),
            ("LOG_FORMAT", "VPC-RAW"),
            ("DEAD_LETTER_BUCKET", "dead"),
            ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "48"));
        var noise = new byte[15_000_000];
        new Random(1).NextBytes(noise);
        aws.Objects["dead/dead-letters/0"] = Encoding.UTF8.GetBytes(Given.Letter("Batch", Given.Gzip(noise)));
        aws.Objects["dead/dead-letters/1"] = Encoding.UTF8.GetBytes(Given.Letter("Batch", Given.GzipText(Given.Line(2))));

        Assert.Equal("""response {"replayed":1,"failed":1,"remaining":false}""", await api.InvokeAsync("""{"replay":{}}"""));
        Assert.Equal("response {}", await api.InvokeAsync(Given.Subscription(Given.Line(1))));
        Assert.Equal([Given.Line(2), Given.Line(1)], endpoint.Requests.Select(request => request.Text));
        Assert.Matches("(?i)dead-letters/0 stays a dead letter: the function's memory is too small", process.Output);
    }

    [Fact]
    public async Task Says_why_it_cannot_start()
    {
        using var api = new LoopbackRuntimeApi();
        using var aws = new LoopbackAws();
        using var process = new PublishedProcess(package, api, aws, ("FLOW_LOG_FORMAT", "${srcadr}"));

        var error = await api.InitError.Task.WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Contains("FLOW_LOG_FORMAT", error, StringComparison.Ordinal);
        Assert.Contains("srcaddr", error, StringComparison.Ordinal);
        Assert.Equal(1, await process.ExitCodeAsync());
        Assert.Equal(0, api.Waiting);
    }

    [Fact]
    public async Task Waits_for_its_snapshot_to_be_restored()
    {
        using var api = new LoopbackRuntimeApi();
        using var aws = new LoopbackAws();
        using var endpoint = new LoopbackServer(_ => LoopbackReply.Ok);
        using var process = new PublishedProcess(package, api, aws, ("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start"), ("SUMO_ENDPOINT", endpoint.Url.ToString()));
        for (var i = 0; i < 300 && !api.IsWaitedForRestore; i++)
            await Task.Delay(50);
        Assert.True(api.IsWaitedForRestore);
        Assert.Equal(0, api.Waiting);

        api.Restored.SetResult();

        Assert.Equal("response {}", await api.InvokeAsync(Given.Subscription(Given.Line(1))));
    }

    [Fact]
    public async Task Stops_cleanly_while_it_waits()
    {
        using var api = new LoopbackRuntimeApi();
        using var aws = new LoopbackAws();
        using var process = new PublishedProcess(package, api, aws);
        for (var i = 0; i < 300 && api.Waiting == 0; i++)
            await Task.Delay(50);

        process.SendTerminate();

        Assert.Equal(0, await process.ExitCodeAsync());
        Assert.Contains("Stopped.", process.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Holds_what_the_function_runs_and_nothing_else()
    {
        var files = Directory.GetFiles(package.Folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(package.Folder, file)).Order(StringComparer.Ordinal);

        Assert.Equal(
            ["AWSSDK.Core.dll", "AWSSDK.S3.dll", "FlowLogStack.AwsSdk.dll", "FlowLogStack.Processing.dll", "FlowLogStack.Processor.deps.json", "FlowLogStack.Processor.dll", "FlowLogStack.Processor.runtimeconfig.json", "FlowLogStack.Records.dll"],
            files);
        Assert.True(Directory.GetFiles(package.Folder).Sum(file => new FileInfo(file).Length) < 5_000_000);
    }
}
