using System.Diagnostics;
using System.Text;

namespace FlowLogStack.Processor.Tests;

/// <summary>Replays among letters that cannot be delivered: they stay and are named, and the others go on.</summary>
public sealed class ReplayTests
{
    const string Good = "{\"replayed\":1,\"failed\":1,\"remaining\":false}";

    public static TheoryData<int> Poison => [.. Enumerable.Range(0, Letters.Count)];

    static IReadOnlyList<string> Letters { get; } =
    [
        Given.Letter("Batch", "notgzip"u8.ToArray()),
        Given.Letter("Batch", []),
        Given.Letter("Batch", Given.Gzip([])),
        Given.Letter("Batch", Given.GzipText("cut short")[..^9]),
        Given.Letter("Event", Given.GzipText("nonsense")),
        Given.Letter("Event", Given.GzipText("""{"replay":{}}""")),
        Given.Letter("Event", Given.GzipText("""{"Records":[{"s3":null}]}""")),
        Given.Letter("Event", Given.GzipText("""{"Type":"Notification"}""")),
        Given.Letter("Event", Given.GzipText(Given.Queue("nonsense"))),
        Given.Letter("Event", Given.GzipText(Given.Queue(Given.Objects(("flows", "missing"))))),
        Given.Letter("Event", Given.GzipText(Given.Kinesis(Given.GzipText("cut")[..^3]))),
        Given.Letter("Event", Given.GzipText(Given.Firehose("nonsense"u8.ToArray()))),
        Given.Letter("Event", Given.GzipText(Given.Letter("Event", Given.GzipText("nonsense")))),
        Given.Letter("Object", Given.GzipText("no bucket")),
        Given.Letter("Other", Given.GzipText("x")),
        Given.Letter("7", Given.GzipText("x")),
        Given.Letter("Batch", Given.GzipText("x")).Replace("2025-01-01T00:00:00Z", "yesterday", StringComparison.Ordinal),
        Given.Letter("Batch", Given.GzipText("x")).Replace("\"records\":1", "\"records\":1e99", StringComparison.Ordinal),
        """{"flowLogStackDeadLetter":1,"kind":null}""",
        """{"replay":{}}""",
        """{"requestPayload":{"replay":{}}}""",
        Given.Queue("""{"replay":{}}"""),
        Given.Topic("""{"replay":{}}"""),
        """{"Type":"Notification"}""",
        """{"Records":[{"s3":null}]}""",
        Given.Failed(Given.Queue(Given.Objects(("flows", "missing")))),
        Given.Bridge("flows", "missing"),
        Given.Objects(("flows", "missing")),
        """{"awslogs":{"data":"bm8="}}""",
        """{"a":"\ud800"}""",
        "nonsense",
        "",
    ];

    [Theory]
    [MemberData(nameof(Poison))]
    public async Task A_letter_that_cannot_be_replayed_stays_and_is_named_and_the_others_go_on(int index)
    {
        var poison = Letters[index];
        using var rig = new ProcessorRig(("DEAD_LETTER_BUCKET", "dead"));
        rig.Aws.Objects["dead/dead-letters/00"] = Encoding.UTF8.GetBytes(poison);
        rig.Aws.Objects["dead/dead-letters/01"] = Encoding.UTF8.GetBytes(Given.Letter("Batch", Given.GzipText(Given.Line(1))));

        Assert.Equal(Good, await rig.SendAsync("""{"replay":{}}"""));

        Assert.Equal(["dead/dead-letters/00"], rig.Aws.Objects.Keys);
        Assert.Equal(poison, Encoding.UTF8.GetString(rig.Aws.Objects["dead/dead-letters/00"]));
        Assert.Contains(Given.Line(1), rig.Delivered);
        Assert.Matches("s3://dead/dead-letters/00 remains a dead letter: .{10}", rig.Log);
    }

    [Theory]
    [MemberData(nameof(Poison))]
    public async Task A_message_that_cannot_be_replayed_stays_and_the_others_go_on(int index)
    {
        var poison = Letters[index];
        const string Queue = "https://sqs.eu-west-1.amazonaws.com/111122223333/dead";
        using var rig = new ProcessorRig(("DEAD_LETTER_QUEUE_URL", Queue));
        rig.Aws.Messages["0"] = poison;
        rig.Aws.Messages["1"] = Given.Failed(Given.Subscription(Given.Line(1)));

        Assert.Equal(Good, await rig.SendAsync("""{"replay":{}}"""));

        Assert.Equal(["0"], rig.Aws.Messages.Keys);
        Assert.Contains(Given.Line(1), rig.Delivered);
        Assert.Matches($"message 0 of {Queue} remains a dead letter: .{{10}}", rig.Log);
    }

    [Fact]
    public async Task A_letter_that_may_not_be_read_stays_and_the_others_go_on()
    {
        using var rig = new ProcessorRig(("DEAD_LETTER_BUCKET", "dead"));
        rig.Aws.Objects["dead/dead-letters/00"] = [1];
        rig.Aws.Objects["dead/dead-letters/01"] = Encoding.UTF8.GetBytes(Given.Letter("Batch", Given.GzipText(Given.Line(1))));
        rig.Aws.Trouble = request => request.Path.EndsWith("/00", StringComparison.Ordinal)
            ? LoopbackReply.Of(403, "<Error><Code>AccessDenied</Code></Error>") : null;

        Assert.Equal(Good, await rig.SendAsync("""{"replay":{}}"""));

        Assert.Equal(["dead/dead-letters/00"], rig.Aws.Objects.Keys);
        Assert.Contains("s3://dead/dead-letters/00 remains a dead letter", rig.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_letter_that_may_not_be_deleted_is_named_and_the_others_go_on()
    {
        using var rig = new ProcessorRig(("DEAD_LETTER_BUCKET", "dead"));
        rig.Aws.Objects["dead/dead-letters/00"] = rig.Aws.Objects["dead/dead-letters/01"] =
            Encoding.UTF8.GetBytes(Given.Letter("Batch", Given.GzipText(Given.Line(1))));
        rig.Aws.Trouble = request => request.Method == "DELETE" && request.Path.EndsWith("/00", StringComparison.Ordinal)
            ? LoopbackReply.Of(403, "<Error><Code>AccessDenied</Code></Error>") : null;

        Assert.Equal(Good, await rig.SendAsync("""{"replay":{}}"""));

        Assert.Contains("s3://dead/dead-letters/00 was delivered but could not be deleted", rig.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bucket_that_may_not_be_listed_fails_the_replay_after_the_queue_is_replayed()
    {
        using var rig = new ProcessorRig(("DEAD_LETTER_BUCKET", "dead"), ("DEAD_LETTER_QUEUE_URL", "https://sqs.eu-west-1.amazonaws.com/111122223333/dead"));
        rig.Aws.Messages["1"] = Given.Subscription(Given.Line(1));
        rig.Aws.Trouble = request => request.Method == "GET"
            ? LoopbackReply.Of(403, "<Error><Code>AccessDenied</Code><Message>no list</Message></Error>") : null;

        var error = await Assert.ThrowsAsync<DeliveryException>(() => rig.SendAsync("""{"replay":{}}"""));

        Assert.Contains("s3://dead: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("1 were replayed", error.Message, StringComparison.Ordinal);
        Assert.Empty(rig.Aws.Messages);
    }

    [Fact]
    public async Task A_replay_is_taken_as_the_event_itself_only()
    {
        const string Request = """{"replay":{"bucket":"victim","prefix":""}}""";
        foreach (var payload in new[] { Given.Queue(Request), Given.Topic(Request), Given.Failed(Request), Given.Notifications(Request),
            Given.Letter("Event", Given.GzipText(Request)), Given.Queue(Given.Topic(Request)) })
        {
            using var rig = new ProcessorRig();
            rig.Aws.Objects["victim/a"] = Encoding.UTF8.GetBytes(Given.Letter("Batch", Given.GzipText(Given.Line(1))));

            try
            {
                Assert.Contains("itemIdentifier", await rig.SendAsync(payload), StringComparison.Ordinal);
            }
            catch (EventException error)
            {
                Assert.Contains("replay", error.Message, StringComparison.Ordinal);
            }

            Assert.Equal(["victim/a"], rig.Aws.Objects.Keys);
            Assert.Empty(rig.Aws.Requests);
            Assert.Empty(rig.Endpoint.Requests);
        }
    }

    [Theory]
    [InlineData("""{"replay":{"bucket":7}}""")]
    [InlineData("""{"replay":{"bucket":"a","bucket":"b"}}""")]
    public async Task A_replay_that_cannot_be_read_fails_and_is_never_parked(string request)
    {
        using var rig = new ProcessorRig(("DEAD_LETTER_BUCKET", "dead"));

        await Assert.ThrowsAsync<DeliveryException>(() => rig.SendAsync(request));

        Assert.Empty(rig.Aws.Requests);
    }

    [Fact]
    [Trait("Takes", "seconds")]
    public async Task The_replay_of_a_poisoned_folder_ends_inside_its_deadline()
    {
        using var rig = new ProcessorRig(_ => new LoopbackReply { Hangs = true }, ("DEAD_LETTER_BUCKET", "dead"), ("ENDPOINT_TIMEOUT_SECONDS", "2"));
        for (var i = 0; i < 40; i++)
            rig.Aws.Objects[$"dead/dead-letters/{i:D2}"] = Encoding.UTF8.GetBytes(Given.Letter("Batch", Given.GzipText(Given.Line(i))));
        var started = Stopwatch.GetTimestamp();

        var answer = await rig.SendAsync("""{"replay":{}}""", TimeSpan.FromSeconds(8));

        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(8));
        Assert.Matches("""^\{"replayed":0,"failed":[1-9],"remaining":true\}$""", answer);
        Assert.Equal(40, rig.Aws.Objects.Count);
    }

    [Fact]
    public async Task A_letter_larger_than_any_stays_without_being_fetched_into_memory()
    {
        using var rig = new ProcessorRig(("DEAD_LETTER_BUCKET", "dead"));
        rig.Aws.Objects["dead/dead-letters/00"] = new byte[DeadLetter.MostBytes + 1];
        rig.Aws.Objects["dead/dead-letters/01"] = Encoding.UTF8.GetBytes(Given.Letter("Event", Given.Gzip(new byte[DeadLetter.MostBytes + 1])));
        rig.Aws.Objects["dead/dead-letters/02"] = Encoding.UTF8.GetBytes(Given.Letter("Batch", Given.GzipText(Given.Line(1))));

        Assert.Equal("""{"replayed":1,"failed":2,"remaining":false}""", await rig.SendAsync("""{"replay":{}}"""));

        Assert.Contains($"{DeadLetter.MostBytes + 1} bytes", rig.Log, StringComparison.Ordinal);
        Assert.Equal(2, rig.Aws.Objects.Count);
    }

    [Fact]
    public async Task A_firehose_event_inside_another_is_delivered_to_the_outputs_or_fails()
    {
        var firehose = Given.Firehose(Encoding.UTF8.GetBytes(Given.Line(1)), Given.GzipText(Given.Document([Given.Line(2)])));
        using var rig = new ProcessorRig();
        Assert.Equal("""{"batchItemFailures":[]}""", await rig.SendAsync(Given.Queue(firehose)));
        Assert.Equal([1, 2], rig.DeliveredPorts);
        Assert.Equal("""{"batchItemFailures":[{"itemIdentifier":"m-0"}]}""", await rig.SendAsync(Given.Queue(Given.Firehose("nonsense"u8.ToArray()))));

        using var alone = new ProcessorRig(("SUMO_ENDPOINT", ""));
        Assert.Equal("""{"batchItemFailures":[{"itemIdentifier":"m-0"}]}""", await alone.SendAsync(Given.Queue(firehose)));
    }

    [Fact]
    public async Task A_queue_event_inside_another_fails_with_its_messages()
    {
        using var rig = new ProcessorRig();
        rig.Aws.Objects["flows/a"] = Encoding.UTF8.GetBytes(Given.Line(1));

        Assert.Equal("""{"batchItemFailures":[{"itemIdentifier":"m-0"}]}""",
            await rig.SendAsync(Given.Queue(Given.Queue(Given.Objects(("flows", "missing")), Given.Objects(("flows", "a"))))));
        Assert.Equal("""{"batchItemFailures":[]}""", await rig.SendAsync(Given.Queue(Given.Queue(Given.Objects(("flows", "a"))))));
        await Assert.ThrowsAsync<DeliveryException>(() => rig.SendAsync(Given.Failed(Given.Queue(Given.Objects(("flows", "missing"))))));
        await Assert.ThrowsAsync<DeliveryException>(() => rig.SendAsync(Given.Failed(Given.Kinesis("x"u8.ToArray())
            .Replace("\"kinesis\"", "\"s3\"", StringComparison.Ordinal)
            .Replace("\"s3\":{", "\"s3\":{\"bucket\":{\"name\":\"flows\"},\"object\":{\"key\":\"missing\"},", StringComparison.Ordinal))));
    }
}
