using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using FlowLogStack.Records;

namespace FlowLogStack.Processor.Tests;

/// <summary>The packages as they are deployed, each driven from outside through the Runtime API.</summary>
[Trait("Takes", "seconds")]
public sealed partial class PublishedPackageTests(PublishedPackages packages) : IClassFixture<PublishedPackages>
{
    [Theory]
    [Managed]
    [Native]
    public async Task Processes_every_kind_of_event_fails_one_and_goes_on_after_a_restart(string runtime)
    {
        using var aws = new LoopbackAws();
        aws.Interfaces.Add(new LoopbackInterface(Given.Interface, "subnet-0a", "vpc-01", ["sg-0web"], ["10.20.1.5"]));
        aws.Objects["flows/a.log.gz"] = Given.GzipText($"{Given.Line(3)}\n");
        using var function = new PublishedFunction(
            packages[runtime], aws, _ => LoopbackReply.Ok,
            ("LOG_FORMAT", "VPC-JSON"), ("INCLUDE_SECURITY_GROUP_INFO", "true"), ("DESTINATION_BUCKET", "lake"), ("FIREHOSE_FORMAT", "VPC-RAW"));

        Assert.Equal("response {}", await function.InvokeAsync(Given.Subscription(Given.Line(1))));
        Assert.Equal(
            """response {"batchItemFailures":[{"itemIdentifier":"m-1"}]}""",
            await function.InvokeAsync(Given.Queue(Given.Objects(("flows", "a.log.gz")), Given.Objects(("flows", "gone")))));
        Assert.StartsWith("error {\"errorMessage\":", await function.InvokeAsync("""{"unknown":1}"""), StringComparison.Ordinal);
        Assert.Equal(
            $$"""response {"records":[{"recordId":"rec-0","result":"Ok","data":"{{Convert.ToBase64String(Encoding.UTF8.GetBytes(Given.Line(4) + "\n"))}}"}]}""",
            await function.InvokeAsync(Given.Firehose(Encoding.UTF8.GetBytes(Given.Line(4)))));
        var output = await function.RestartAsync();
        Assert.Equal("response {}", await function.InvokeAsync(Given.Subscription(Given.Line(5))));
        function.Process.SendTerminate();
        Assert.Equal(0, await function.Process.ExitCodeAsync());

        var delivered = function.Endpoint.Requests.Select(request => request.Text).ToList();
        Assert.Equal(
            [1, 3, 4, 5],
            delivered.Select(body => int.Parse(JsonDocument.Parse(body).RootElement.GetProperty("message").GetString()!.Split(' ')[6],
                CultureInfo.InvariantCulture)));
        Assert.All(delivered, body =>
            Assert.EndsWith("\"security-group-ids\":[\"sg-0web\"],\"direction\":\"inbound\",\"subnet-id\":\"subnet-0a\",\"vpc-id\":\"vpc-01\","
                + "\"aws-region\":\"eu-west-1\"}", body, StringComparison.Ordinal));
        Assert.Equal(4, aws.Objects.Keys.Count(key => key.StartsWith("lake/flow-logs/year=2025/", StringComparison.Ordinal)));
        Assert.Contains("\"CloudWatchMetrics\"", output, StringComparison.Ordinal);
        Assert.Matches("8476a536-e9f4-11e8-9739-000000000003 ERROR The event is not supported", output);
    }

    [Theory]
    [Managed]
    [Native]
    public async Task The_package_creates_flow_logs_if_its_environment_is_that_of_an_enabler(string runtime)
    {
        using var account = new Ec2Account();
        account.Vpcs.AddRange([("vpc-1", ""), ("vpc-2", "FlowLogs=off")]);
        using var aws = new LoopbackAws { Trouble = account.Reply };
        using var function = new PublishedFunction(packages[runtime], aws, _ => LoopbackReply.Ok, (EnablerVariables.FlowLogs,
            """{"format":"${srcaddr}","traffic":"ALL","interval":60,"destinations":[{"type":"s3","name":"arn:aws:s3:::flows"}]}"""));

        Assert.Equal("""response {"checked":2,"optedOut":1,"existing":0,"created":1,"planned":0,"failed":0}""",
            await function.InvokeAsync("""{"reconcile":{}}"""));
        Assert.StartsWith("error {\"errorMessage\":\"The event is not supported.", await function.InvokeAsync("""{"replay":{}}"""), StringComparison.Ordinal);
        Assert.Contains("ResourceId.1=vpc-1", Assert.Single(account.Created));
        Assert.Contains("\"CreatedFlowLogs\":1", function.Process.Output, StringComparison.Ordinal);
    }

    [Theory]
    [Managed]
    [Native]
    public async Task Every_record_of_every_kind_of_event_comes_out_and_none_is_lost(string runtime)
    {
        var refuses = 0;
        using var aws = new LoopbackAws();
        using var function = new PublishedFunction(
            packages[runtime], aws, _ => Interlocked.Increment(ref refuses) % 4 == 0 ? LoopbackReply.Of(400) : LoopbackReply.Ok,
            ("LOG_FORMAT", "VPC-RAW"), ("FIREHOSE_FORMAT", "VPC-RAW"), ("DEAD_LETTER_BUCKET", "dead"));
        var events = new PublishedEvents(aws);
        List<int> answered = [];

        foreach (var (name, payload) in events.All)
        {
            var answer = await function.InvokeAsync(payload);
            Assert.True(answer.StartsWith("response ", StringComparison.Ordinal), $"{name}: {answer}");
            Assert.True(!answer.Contains("itemIdentifier", StringComparison.Ordinal), $"{name}: {answer}");
            if (name == "firehose")
                answered.AddRange(PublishedEvents.Answered(answer["response ".Length..]));
        }

        // What the endpoint refused, and what could not be read, is in the letters; the former a replay delivers.
        Assert.True(function.Letters.Length > events.Unreadable);
        for (var i = 0; i < 10 && function.Letters.Length > events.Unreadable; i++)
            Assert.StartsWith("response {\"replayed\":", await function.InvokeAsync("""{"replay":{}}"""), StringComparison.Ordinal);

        Assert.Equal(events.Unreadable, function.Letters.Length);
        Assert.Equal(events.OfFirehose.Order(), answered.Order());
        Assert.Empty(events.Ports.Except(function.Delivered.Where(line => line.Contains(" OK", StringComparison.Ordinal)).Select(ProcessorRig.PortOf)));
        Assert.DoesNotContain("   at ", function.Process.Output, StringComparison.Ordinal);
    }

    [Theory]
    [Managed]
    [Native]
    public async Task Hostile_events_lose_nothing_and_stop_nothing(string runtime)
    {
        using var aws = new LoopbackAws();
        using var function = new PublishedFunction(
            packages[runtime], aws, _ => LoopbackReply.Ok, ("LOG_FORMAT", "VPC-RAW"), ("FIREHOSE_FORMAT", "VPC-RAW"), ("DEAD_LETTER_BUCKET", "dead"));
        List<string> failures = [];
        foreach (var (name, payload, answer, lines, saved) in HostileEvents.In(aws))
        {
            var (before, letters) = (function.Delivered.Count(), function.Letters.Length);
            var actual = await function.InvokeAsync(payload);
            var delivered = function.Delivered.Skip(before).Where(line => line.Length > 0).ToList();
            if (!actual[(actual.IndexOf(' ', StringComparison.Ordinal) + 1)..].StartsWith(answer, StringComparison.Ordinal) || !delivered.SequenceEqual(lines)
                || function.Letters.Length - letters != saved)
                failures.Add($"{name}: {actual[..Math.Min(200, actual.Length)]}, {function.Letters.Length - letters} dead letters,\n "
                    + $" {string.Join("\n  ", delivered)}");
        }

        Assert.True(failures.Count == 0, string.Join('\n', failures));
        Assert.DoesNotContain("   at ", function.Process.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(function.Endpoint.Requests.SelectMany(request => request.Headers.Keys), name =>
            name.Equals("X-Evil", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [Managed]
    [Native]
    public async Task A_few_bytes_that_grow_without_end_cost_little_memory_and_time_and_are_never_acknowledged_unparked(string runtime)
    {
        using var aws = new LoopbackAws();
        var events = GrownEvents.In(aws);
        for (var index = 0; index < events.Count; index++)
        {
            using var function = new PublishedFunction(packages[runtime], aws, _ => LoopbackReply.Ok, ("LOG_FORMAT", "VPC-JSON"),
                ("DEAD_LETTER_BUCKET", "dead"));
            foreach (var key in function.Letters.Where(IsSaved))
                aws.Objects.TryRemove(key, out _);
            var started = System.Diagnostics.Stopwatch.GetTimestamp();

            Assert.Equal(events[index].Answer, await function.InvokeAsync(events[index].Payload));

            var (peak, took) = (function.Process.PeakMemory, System.Diagnostics.Stopwatch.GetElapsedTime(started));
            Assert.True(peak < 300 * 1024 * 1024, $"event {index}: {peak:N0} bytes at the peak");
            Assert.True(took < TimeSpan.FromSeconds(40), $"event {index}: {took}");
            Assert.True(index >= events.Count - 2 || function.Letters.Any(IsSaved), $"event {index} is parked nowhere");
        }

        // Others are letters to replay.
        static bool IsSaved(string key) => key.StartsWith("dead/dead-letters/2", StringComparison.Ordinal);
    }

    [Theory]
    [Managed("", 2)]
    [Managed("256", 1)]
    [Native("", 2)]
    [Native("256", 1)]
    public async Task Events_that_grow_without_end_take_no_more_memory_one_after_another_in_one_process(string runtime, string megabytes, int rounds)
    {
        using var aws = new LoopbackAws();
        using var function = new PublishedFunction(
            packages[runtime], aws, _ => LoopbackReply.Ok,
            ("LOG_FORMAT", "VPC-RAW"), ("DEAD_LETTER_BUCKET", "dead"), ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", megabytes));
        var events = GrownEvents.In(aws);
        for (var index = 0; index < rounds * events.Count; index++)
        {
            var (payload, answer) = events[index % events.Count];
            Assert.Equal(answer, await function.InvokeAsync(payload));
            Assert.True(function.Process.PeakMemory < 300 * 1024 * 1024, $"event {index}: {function.Process.PeakMemory:N0} bytes at the peak");
        }

        Assert.Equal("response {}", await function.InvokeAsync(Given.Subscription(Given.Line(1))));
        Assert.Equal(Given.Line(1), function.Endpoint.Requests.Last().Text);
    }

    [Theory]
    [Managed]
    [Native]
    public async Task What_does_not_fit_in_the_functions_memory_fails_alone(string runtime)
    {
        using var aws = new LoopbackAws();
        using var function = new PublishedFunction(
            packages[runtime], aws, _ => LoopbackReply.Ok,
            ("LOG_FORMAT", "VPC-RAW"), ("DEAD_LETTER_BUCKET", "dead"), ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "48"));
        var noise = new byte[15_000_000];
        new Random(1).NextBytes(noise);
        aws.Objects["dead/dead-letters/0"] = Encoding.UTF8.GetBytes(Given.Letter("Batch", Given.Gzip(noise)));
        aws.Objects["dead/dead-letters/1"] = Encoding.UTF8.GetBytes(Given.Letter("Batch", Given.GzipText(Given.Line(2))));

        Assert.Equal("""response {"replayed":1,"failed":1,"remaining":false}""", await function.InvokeAsync("""{"replay":{}}"""));
        Assert.Equal("response {}", await function.InvokeAsync(Given.Subscription(Given.Line(1))));
        Assert.Equal([Given.Line(2), Given.Line(1)], function.Endpoint.Requests.Select(request => request.Text));
        Assert.Matches("(?i)dead-letters/0 remains a dead letter: the function's memory is too small", function.Process.Output);
    }

    [Theory]
    [Managed]
    [Native]
    public async Task A_Parquet_object_without_space_for_its_copy_is_saved_as_a_dead_letter_with_the_fix(string runtime)
    {
        using var aws = new LoopbackAws();
        using var function = new PublishedFunction(
            packages[runtime], aws, _ => LoopbackReply.Ok, ("LOG_FORMAT", "VPC-RAW"), ("DEAD_LETTER_BUCKET", "dead"), ("TMPDIR", "/no-such-folder"));
        aws.Objects["flows/a.log.parquet"] = ParquetBytes.Of([Given.Line(1)]);

        Assert.Equal("response {}", await function.InvokeAsync(Given.Objects(("flows", "a.log.parquet"))));
        Assert.Equal("response {}", await function.InvokeAsync(Given.Subscription(Given.Line(2))));

        Assert.Equal(Given.Line(2), Assert.Single(function.Endpoint.Requests).Text);
        using var letter = JsonDocument.Parse(aws.Objects[Assert.Single(function.Letters)]);
        Assert.EndsWith("Increase the function's ephemeral storage.", letter.RootElement.GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [Managed]
    [Native]
    public async Task Says_why_it_cannot_start(string runtime)
    {
        using var function = new PublishedFunction(packages[runtime], ("FLOW_LOG_FORMAT", "${srcadr}"));

        var error = await function.Api.InitError.Task.WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Contains("FLOW_LOG_FORMAT", error, StringComparison.Ordinal);
        Assert.Contains("srcaddr", error, StringComparison.Ordinal);
        Assert.Equal(1, await function.Process.ExitCodeAsync());
        Assert.Equal(0, function.Api.Waiting);
    }

    [Theory]
    [Managed]
    [Native]
    public async Task Waits_for_its_snapshot_to_be_restored(string runtime)
    {
        using var function = new PublishedFunction(packages[runtime], ("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start"));
        for (var i = 0; i < 300 && !function.Api.IsWaitedForRestore; i++)
            await Task.Delay(50);
        Assert.True(function.Api.IsWaitedForRestore);
        Assert.Equal(0, function.Api.Waiting);

        function.Api.Restored.SetResult();

        Assert.Equal("response {}", await function.InvokeAsync(Given.Subscription(Given.Line(1))));
    }

    [Theory]
    [Managed]
    [Native]
    public async Task Stops_cleanly_while_it_waits(string runtime)
    {
        using var function = new PublishedFunction(packages[runtime]);
        for (var i = 0; i < 300 && function.Api.Waiting == 0; i++)
            await Task.Delay(50);

        function.Process.SendTerminate();

        Assert.Equal(0, await function.Process.ExitCodeAsync());
        Assert.Contains("Stopped.", function.Process.Output, StringComparison.Ordinal);
    }

    [Theory]
    [Native]
    public async Task Both_runtimes_answer_deliver_and_keep_the_same_bytes(string runtime)
    {
        var expected = await OutputsOf(PublishedPackage.Managed);

        Assert.Equal(expected, await OutputsOf(runtime));

        async Task<IReadOnlyList<string>> OutputsOf(string one)
        {
            using var aws = new LoopbackAws();
            aws.Interfaces.Add(new LoopbackInterface(Given.Interface, "subnet-0a", "vpc-01", ["sg-0web"], ["10.20.1.5"]));
            using var function = new PublishedFunction(
                packages[one], aws, _ => LoopbackReply.Ok,
                ("LOG_FORMAT", "VPC-JSON"), ("INCLUDE_SECURITY_GROUP_INFO", "true"), ("INCLUDE_LOG_INFO", "true"), ("DESTINATION_BUCKET", "lake"),
                    ("DEAD_LETTER_BUCKET", "dead"));
            List<string> outputs = [];
            foreach (var (name, payload) in new PublishedEvents(aws).All)
                outputs.Add($"{name}: {await function.InvokeAsync(payload)}");
            outputs.AddRange(function.Endpoint.Requests.Select(request => Convert.ToHexString(request.Body)).Order(StringComparer.Ordinal));
            outputs.AddRange(aws.Objects.Where(item => item.Key.StartsWith("lake/", StringComparison.Ordinal))
                .Select(item => $"{item.Key}: {Convert.ToHexString(item.Value)}").Order(StringComparer.Ordinal));
            outputs.Add($"{function.Letters.Length} dead letters");
            return outputs;
        }
    }

    [Theory]
    [InlineData("x86_64", 10_000_000)]
    [InlineData("arm64", 5_000_000)]
    public void The_managed_package_holds_what_the_function_runs_and_nothing_else(string architecture, int limit)
    {
        var folder = PublishedPackage.ManagedFolder(architecture);
        var files = Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file))
            .Order(StringComparer.Ordinal);

        Assert.Equal(
            ["AWSSDK.Core.dll", "AWSSDK.S3.dll", "FlowLogStack.AwsSdk.dll", "FlowLogStack.ParquetReading.dll", "FlowLogStack.Processing.dll",
                "FlowLogStack.Processor.deps.json", "FlowLogStack.Processor.dll", "FlowLogStack.Processor.runtimeconfig.json", "FlowLogStack.Records.dll"],
            files);
        Assert.InRange(Directory.GetFiles(folder).Sum(file => new FileInfo(file).Length), 1_000_000, limit);
    }

    [Theory]
    [Native]
    public void The_native_package_is_one_executable_that_runs_on_Lambdas_Linux(string runtime)
    {
        var file = Assert.Single(Directory.GetFiles(packages[runtime].Folder, "*", SearchOption.AllDirectories));

        Assert.Equal("bootstrap", Path.GetFileName(file));
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(file).HasFlag(UnixFileMode.OtherExecute | UnixFileMode.OtherRead));
        Assert.InRange(new FileInfo(file).Length, 1_000_000, 16_000_000);

        // Amazon Linux 2023 has version 2.34 of the C library, and a newer machine may link for its own.
        var versions = CLibrary().Matches(Encoding.Latin1.GetString(File.ReadAllBytes(file)))
            .Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)).ToList();
        Assert.NotEmpty(versions);
        Assert.InRange(versions.Max(), 2, 34);
    }

    [GeneratedRegex(@"GLIBC_2\.(\d+)")]
    private static partial Regex CLibrary();
}
