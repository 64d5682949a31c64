using System.Text;
using System.Text.Json;

namespace FlowLogStack.Processor.Tests;

public sealed class DeadLetterTests
{
    [Fact]
    public async Task What_the_endpoint_refuses_is_parked_with_its_reason_and_replayed_as_it_was()
    {
        var refuses = true;
        using var rig = new ProcessorRig(_ => refuses ? LoopbackReply.Of(403) : LoopbackReply.Ok, ("DEAD_LETTER_BUCKET", "dead"));

        await rig.SendAsync(Given.Subscription(Given.Line(1), Given.Line(2)));

        var (key, content) = Assert.Single(rig.Aws.Objects);
        Assert.Matches("^dead/dead-letters/\\d{4}/\\d\\d/\\d\\d/[0-9a-f-]{36}-1.json$", key);
        using var json = JsonDocument.Parse(content);
        Assert.Contains("403", json.RootElement.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal(2, json.RootElement.GetProperty("records").GetInt32());
        Assert.Equal(2, rig.LastMetrics.GetProperty("ParkedRecords").GetInt32());

        refuses = false;
        Assert.Equal("""{"replayed":1,"failed":0,"remaining":false}""", await rig.SendAsync("""{"replay":{}}"""));
        Assert.Empty(rig.Aws.Objects);
        var (first, second) = (rig.Endpoint.Requests.First(), rig.Endpoint.Requests.Last());
        Assert.Equal(first.Unzipped(), second.Unzipped());
        Assert.Equal(first.Headers["X-Sumo-Name"], second.Headers["X-Sumo-Name"]);
        Assert.Equal(first.Headers["X-Sumo-Host"], second.Headers["X-Sumo-Host"]);
    }

    [Fact]
    public async Task A_letter_that_fails_again_stays()
    {
        using var rig = new ProcessorRig(_ => LoopbackReply.Of(403), ("DEAD_LETTER_BUCKET", "dead"));
        await rig.SendAsync(Given.Subscription(Given.Line(1)));
        var before = rig.Aws.Objects.Keys.ToList();

        Assert.Equal("""{"replayed":0,"failed":1,"remaining":false}""", await rig.SendAsync("""{"replay":{}}"""));

        Assert.Equal(before, rig.Aws.Objects.Keys);
    }

    [Fact]
    public async Task The_queue_takes_what_the_bucket_does_not()
    {
        var refuses = true;
        using var rig = new ProcessorRig(_ => refuses ? LoopbackReply.Of(403)
            : LoopbackReply.Ok, ("DEAD_LETTER_BUCKET", "dead"), ("DEAD_LETTER_QUEUE_URL", "https://sqs.eu-west-1.amazonaws.com/111122223333/dead"));
        rig.Aws.Trouble = request => request.Method == "PUT" ? LoopbackReply.Of(403, "<Error><Code>AccessDenied</Code></Error>") : null;

        await rig.SendAsync(Given.Subscription(Given.Line(1)));

        Assert.Empty(rig.Aws.Objects);
        Assert.Single(rig.Aws.Messages);
        refuses = false;
        await rig.SendAsync("""{"replay":{}}""");
        Assert.Empty(rig.Aws.Messages);
        Assert.Equal([Given.Line(1), Given.Line(1)], rig.Delivered);
    }

    [Fact]
    public async Task Letters_too_large_for_a_message_are_halved_between_lines()
    {
        using var rig = new ProcessorRig(_ => LoopbackReply.Of(403), ("DEAD_LETTER_QUEUE_URL", "https://sqs.eu-west-1.amazonaws.com/111122223333/dead"),
            ("ENDPOINT_BATCH_BYTES", "5000000"));
        var random = new Random(7);
        var lines = Enumerable.Range(1, 9000).Select(port => Given.Line(port, $"198.51.{random.Next(256)}.{random.Next(256)}",
            bytes: random.NextInt64(1L << 40))).ToList();

        await rig.SendAsync(Given.Subscription(lines));

        Assert.True(rig.Aws.Messages.Count > 1);
        Assert.All(rig.Aws.Messages.Values, message => Assert.True(message.Length <= 256 * 1024));
        Assert.Equal(lines.Order(StringComparer.Ordinal), rig.Aws.Messages.Values.SelectMany(Lines).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Nothing_is_acknowledged_that_is_neither_delivered_nor_parked()
    {
        using var rig = new ProcessorRig(_ => LoopbackReply.Of(403), ("DEAD_LETTER_BUCKET", "dead"));
        rig.Aws.Trouble = _ => LoopbackReply.Of(403, "<Error><Code>AccessDenied</Code><Message>no</Message></Error>");

        var error = await Assert.ThrowsAsync<DeliveryException>(() => rig.SendAsync(Given.Subscription(Given.Line(1))));

        Assert.Contains("The dead letter could not be saved", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_object_the_bucket_does_not_take_is_parked_and_replayed_under_its_key()
    {
        using var rig = new ProcessorRig(("SUMO_ENDPOINT", ""), ("DESTINATION_BUCKET", "lake"), ("DEAD_LETTER_BUCKET", "dead"));
        rig.Aws.Trouble = request => request.Method == "PUT" && request.Path.StartsWith("/lake/", StringComparison.Ordinal)
            ? LoopbackReply.Of(403, "<Error><Code>AccessDenied</Code></Error>") : null;
        await rig.SendAsync(Given.Subscription(Given.Line(1)));
        Assert.StartsWith("dead/", Assert.Single(rig.Aws.Objects).Key, StringComparison.Ordinal);

        rig.Aws.Trouble = _ => null;
        await rig.SendAsync("""{"replay":{"bucket":"dead","prefix":"dead-letters/"}}""");

        var key = Assert.Single(rig.Aws.Objects).Key;
        Assert.StartsWith("lake/flow-logs/year=2025/", key, StringComparison.Ordinal);
        Assert.StartsWith("""{"version":2,""", rig.Aws.Text(key), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_parked_event_is_processed_again_and_stays_while_it_cannot_be()
    {
        using var rig = new ProcessorRig(("DEAD_LETTER_BUCKET", "dead"));
        rig.Aws.Objects["flows/a"] = Given.GzipText(Given.Line(1))[..20];
        await rig.SendAsync(Given.Objects(("flows", "a")));
        Assert.Equal(2, rig.Aws.Objects.Count);

        Assert.Equal("""{"replayed":0,"failed":1,"remaining":false}""", await rig.SendAsync("""{"replay":{}}"""));
        Assert.Equal(2, rig.Aws.Objects.Count);
        rig.Aws.Objects["flows/a"] = Given.GzipText(Given.Line(1));
        Assert.Equal("""{"replayed":1,"failed":0,"remaining":false}""", await rig.SendAsync("""{"replay":{}}"""));

        Assert.Equal([Given.Line(1)], rig.Delivered);
        Assert.Equal(["flows/a"], rig.Aws.Objects.Keys);
    }

    [Fact]
    public async Task Events_that_lambda_gave_up_on_are_taken_from_a_queue()
    {
        using var rig = new ProcessorRig();
        var failed = $$$"""{"version":"1.0","requestContext":{"condition":"RetriesExhausted"},"requestPayload":{{{Given.Subscription(Given.Line(1))}}}"""
            + $$$""","responsePayload":{"errorMessage":"x"}}""";

        Assert.Equal("""{"batchItemFailures":[]}""", await rig.SendAsync(Given.Queue(failed, Given.Subscription(Given.Line(2)))));

        Assert.Equal([Given.Line(1), Given.Line(2)], rig.Delivered);
    }

    [Fact]
    public async Task A_dead_letter_moved_back_to_a_source_queue_is_delivered()
    {
        var refuses = true;
        using var rig = new ProcessorRig(_ => refuses ? LoopbackReply.Of(403)
            : LoopbackReply.Ok, ("DEAD_LETTER_QUEUE_URL", "https://sqs.eu-west-1.amazonaws.com/111122223333/dead"));
        await rig.SendAsync(Given.Subscription(Given.Line(1)));
        var letter = Assert.Single(rig.Aws.Messages).Value;

        Assert.Equal("""{"batchItemFailures":[{"itemIdentifier":"m-0"}]}""", await rig.SendAsync(Given.Queue(letter)));
        refuses = false;
        Assert.Equal("""{"batchItemFailures":[]}""", await rig.SendAsync(Given.Queue(letter)));
    }

    [Fact]
    public async Task There_must_be_somewhere_to_replay_from()
    {
        using var rig = new ProcessorRig();

        Assert.Contains("DEAD_LETTER_BUCKET", (await Assert.ThrowsAsync<EventException>(() => rig.SendAsync("""{"replay":{}}"""))).Message,
            StringComparison.Ordinal);
    }

    static string[] Lines(string message)
    {
        using var json = JsonDocument.Parse(message);
        return Encoding.UTF8.GetString(DeadLetter.Parse(json.RootElement).Body()).Split('\n');
    }
}
