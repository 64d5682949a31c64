using System.Text;
using System.Text.Json;

namespace FlowLogStack.Processor.Tests;

/// <summary>What cannot be read: parked with its reason when there is a place for it, and never in the way of what can.</summary>
public sealed class MalformedTests
{
    const string Start = """{"messageType":"DATA_MESSAGE","logGroup":"g","logStream":"s","logEvents":[""";

    public static TheoryData<string, string> LogEvents => new()
    {
        { """{"id":"1","timestamp":1,"message":5}""", "a number" },
        { """{"id":"1","timestamp":1,"message":null}""", "null" },
        { """{"id":"1","timestamp":1,"message":true}""", "true or false" },
        { """{"id":"1","timestamp":1,"message":{"message":"x"}}""", "an object" },
        { """{"id":"1","timestamp":1,"message":["x"]}""", "a list" },
        { """{"id":"1","timestamp":1}""", "no 'message'" },
        { """{"id":"1","timestamp":1,"Message":"x"}""", "no 'message'" },
        { """{"id":"1","timestamp":1,"message":"\ud800"}""", "Unicode" },
        { """{"id":"1","timestamp":1,"message":"x","message":"y"}""", "two members 'message'" },
        { """{"id":"1","timestamp":1,"timestamp":2,"message":"x"}""", "two members 'timestamp'" },
        { """{"id":"1","timestamp":-1,"message":"x"}""", "timestamp" },
        { """{"id":"1","timestamp":253402300800000,"message":"x"}""", "timestamp" },
        { """{"id":"1","timestamp":9223372036854775807,"message":"x"}""", "timestamp" },
        { """{"id":"1","timestamp":1e99,"message":"x"}""", "timestamp" },
        { """{"id":"1","timestamp":1.5,"message":"x"}""", "timestamp" },
        { """{"id":"1","timestamp":"2026-01-01","message":"x"}""", "timestamp" },
        { """{"id":"1","timestamp":null,"message":"x"}""", "timestamp" },
        { "null", "not a JSON object" },
        { "7", "not a JSON object" },
        { "\"text\"", "not a JSON object" },
        { """[{"message":"x"}]""", "not a JSON object" },
    };

    public static TheoryData<string> Events =>
    [
        """{"Records":[{"s3":null}]}""",
        """{"Records":[{"s3":{"bucket":{"name":5},"object":{"key":"a"}}}]}""",
        """{"Records":[{"s3":{"bucket":{"name":""},"object":{"key":""}}}]}""",
        """{"Records":[{"s3":{"bucket":{"name":"b"},"object":{"key":"\ud800"}}}]}""",
        """{"Records":[{"eventName":7,"s3":{"bucket":{"name":"b"},"object":{"key":"a"}}}]}""",
        """{"Records":[null]}""",
        """{"Records":[{}]}""",
        """{"Records":[{"kinesis":null}]}""",
        """{"Records":[{"kinesis":{"data":"?"}}]}""",
        """{"Records":[{"Sns":{}}]}""",
        """{"Records":[{"Sns":{"Message":7}}]}""",
        """{"Records":[]}""",
        """{"Records":{}}""",
        """{"Records":[{"messageId":"m","body":"x"}],"Records":[{"messageId":"n","body":"y"}]}""",
        """{"awslogs":null}""",
        """{"awslogs":{"data":7}}""",
        """{"awslogs":{"data":"bm8="}}""",
        """{"awslogs":{"data":""},"awslogs":{"data":""}}""",
        """{"awslogs":{"data":"bm8="},"Records":[{"messageId":"m","body":"x"}]}""",
        """{"Awslogs":{"data":"bm8="}}""",
        """{"Type":"Notification"}""",
        """{"Type":"Notification","Message":{}}""",
        """{"requestPayload":null}""",
        """{"detail-type":"Object Created","source":"aws.s3"}""",
        """{"detail-type":"Object Created","source":"other","detail":{}}""",
        """{"detail-type":7,"source":"aws.s3"}""",
        """{"flowLogStackDeadLetter":1}""",
        """{"flowLogStackDeadLetter":1,"kind":"Batch","reason":"x","at":"2025-01-01T00:00:00Z","requestId":"r","records":1"""
            + ""","name":"n","host":"h","key":"","gzip":"bm90Z3ppcA=="}""",
        """{"deliveryStreamArn":"a","records":[{"data":"bm8="}]}""",
        """{"deliveryStreamArn":"a","records":7}""",
        """{"deliveryStreamArn":"a"}""",
        """{"deliveryStreamArn":"a","records":[null]}""",
        "{\"a\":NaN}",
        "{\"awslogs\":{\"data\":\"bm8=\"}}{\"awslogs\":{\"data\":\"bm8=\"}}",
        "[]",
        "7",
        "",
        "nonsense",
        "{\"a\":\"\u0001\"}",
    ];

    [Theory]
    [MemberData(nameof(LogEvents))]
    public async Task A_log_event_without_a_line_is_counted_and_parked_and_its_neighbours_are_delivered(string json, string reason)
    {
        var data = Encoding.UTF8.GetBytes(WithEvent(json) + Given.Document([Given.Line(3)]));
        foreach (var carrier in new[] { "subscription", "object", "stream" })
        {
            using var rig = new ProcessorRig(("DEAD_LETTER_BUCKET", "dead"), ("ENDPOINT_CONCURRENCY", "1"));
            rig.Aws.Objects["flows/a"] = data;
            var payload = carrier switch { "subscription" => Given.Subscribed(Given.Gzip(data)), "object" => Given.Objects(("flows", "a")), _ =>
                Given.Kinesis(data) };

            Assert.Equal(carrier == "stream" ? """{"batchItemFailures":[]}""" : "{}", await rig.SendAsync(payload));

            Assert.Equal([1, 2, 3], rig.DeliveredPorts);
            var letter = Assert.Single(rig.Letters);
            Assert.Contains(reason, letter.Reason, StringComparison.Ordinal);
            Assert.Equal(1, letter.Records);
            Assert.Contains(json, Document(Assert.Single(rig.ParkedEvents)), StringComparison.Ordinal);
            Assert.Equal((4, 1, 1, 3), Counts(rig));

            // What is parked holds nothing else, and stays: it cannot be delivered.
            Assert.Equal("""{"replayed":0,"failed":1,"remaining":false}""", await rig.SendAsync("""{"replay":{}}"""));
            Assert.Equal([1, 2, 3], rig.DeliveredPorts);
            Assert.Single(rig.Letters);
        }
    }

    [Theory]
    [MemberData(nameof(LogEvents))]
    public async Task A_log_event_without_a_line_fails_what_carries_it_when_nothing_keeps_it(string json, string reason)
    {
        using var rig = new ProcessorRig();

        var error = await Assert.ThrowsAsync<EventException>(() => rig.SendAsync(Given.Subscribed(WithEvent(json))));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Equal([1, 2], rig.DeliveredPorts);
        using var answer = JsonDocument.Parse(await rig.SendAsync(Given.Firehose(Encoding.UTF8.GetBytes(WithEvent(json)),
            Encoding.UTF8.GetBytes(Given.Line(3)))));
        Assert.Equal(["ProcessingFailed", "Ok"], answer.RootElement.GetProperty("records").EnumerateArray()
            .Select(record => record.GetProperty("result").GetString()));
        Assert.Equal(1, rig.LastMetrics.GetProperty("RejectedLines").GetInt32());
        Assert.Equal("""{"batchItemFailures":[{"itemIdentifier":"s-0"}]}""", await rig.SendAsync(Given.Kinesis(Encoding.UTF8.GetBytes(WithEvent(json)))));
    }

    [Fact]
    public async Task Thousands_of_log_events_without_a_line_make_few_letters_that_hold_all_of_them()
    {
        using var rig = new ProcessorRig(("DEAD_LETTER_BUCKET", "dead"));
        var events = Enumerable.Range(0, 30_000).Select(i => $$"""{"id":"{{i}}","timestamp":1,"message":{{i}},"more":"{{new string('x', 60)}}"}""");

        await rig.SendAsync(Given.Subscribed($"{Start}{string.Join(',', events)}]}}"));

        Assert.InRange(rig.Letters.Count(), 2, 10);
        Assert.Equal(30_000, rig.Letters.Sum(letter => letter.Records));
        Assert.Equal(
            Enumerable.Range(0, 30_000),
            rig.ParkedEvents.SelectMany(payload => JsonDocument.Parse(Document(payload)).RootElement.GetProperty("logEvents").EnumerateArray()
                .Select(item => item.GetProperty("message").GetInt32())).Order());
    }

    [Theory]
    [MemberData(nameof(Events))]
    public async Task An_event_that_cannot_be_read_is_parked_whole_with_its_reason_or_else_fails(string payload)
    {
        using var closed = new ProcessorRig();
        var error = await Assert.ThrowsAnyAsync<Exception>(() => closed.SendAsync(payload));
        Assert.True(error is EventException or DeliveryException, error.ToString());

        using var rig = new ProcessorRig(("DEAD_LETTER_BUCKET", "dead"));
        await rig.SendAsync(payload);
        var letter = Assert.Single(rig.Letters);
        Assert.NotEqual("", letter.Reason);
        Assert.DoesNotContain(" at FlowLogStack", rig.Log, StringComparison.Ordinal);
        if (payload is not "")
            Assert.Equal(payload, Assert.Single(rig.ParkedEvents));
    }

    [Theory]
    [MemberData(nameof(Events))]
    public async Task A_message_that_cannot_be_read_is_parked_and_its_neighbours_go_on(string payload)
    {
        using var rig = new ProcessorRig(("DEAD_LETTER_BUCKET", "dead"));

        Assert.Equal("""{"batchItemFailures":[]}""", await rig.SendAsync(Given.Queue(Given.Subscription(Given.Line(1)), payload,
            Given.Subscription(Given.Line(2)))));
        Assert.Single(rig.Letters);
        Assert.Equal([1, 2], rig.DeliveredPorts);

        using var closed = new ProcessorRig();
        Assert.Equal("""{"batchItemFailures":[{"itemIdentifier":"m-1"}]}""",
            await closed.SendAsync(Given.Queue(Given.Subscription(Given.Line(1)), payload, Given.Subscription(Given.Line(2)))));
        Assert.Equal([1, 2], closed.DeliveredPorts);
    }

    [Fact]
    public async Task A_message_without_a_body_or_an_id_is_no_success()
    {
        using var rig = new ProcessorRig();

        Assert.Equal("""{"batchItemFailures":[{"itemIdentifier":"m"}]}""", await rig.SendAsync("""{"Records":[{"messageId":"m","receiptHandle":"r"}]}"""));
        Assert.Equal("""{"batchItemFailures":[{"itemIdentifier":"m"}]}""", await rig.SendAsync("""{"Records":[{"messageId":"m","body":null}]}"""));
        await Assert.ThrowsAsync<EventException>(() => rig.SendAsync("""{"Records":[{"body":"nonsense"}]}"""));
    }

    [Fact]
    public async Task One_unreadable_object_of_a_notification_keeps_no_other_from_being_read()
    {
        using var rig = new ProcessorRig(("DEAD_LETTER_BUCKET", "dead"));
        rig.Aws.Objects["flows/a"] = Encoding.UTF8.GetBytes(Given.Line(1));
        rig.Aws.Objects["flows/b"] = "PAR1....PAR1"u8.ToArray();
        rig.Aws.Objects["flows/c"] = Encoding.UTF8.GetBytes(Given.Line(3));

        Assert.Equal("{}", await rig.SendAsync(Given.Objects(("flows", "a"), ("flows", "b"), ("flows", "c"))));

        Assert.Equal([1, 3], rig.DeliveredPorts);
        Assert.Contains("\"b\"", Assert.Single(rig.ParkedEvents), StringComparison.Ordinal);
        await Assert.ThrowsAsync<DeliveryException>(() => rig.SendAsync(Given.Objects(("flows", "gone"), ("flows", "c"))));
        Assert.Equal([1, 3, 3], rig.DeliveredPorts);
    }

    [Fact]
    public async Task A_document_cut_short_or_followed_by_anything_else_is_parked_after_its_neighbours_are_delivered()
    {
        foreach (var rest in new[] { "garbage", """{"messageType":"DATA_MESSAGE","logGroup":"g","logStream":"s","logEvents":[{"message":"x"}""", "[]", "\0",
            "{}", """{"messageType":"OTHER","logGroup":"g","logStream":"s","logEvents":[]}""",
                """{"messageType":"DATA_MESSAGE","logGroup":"g","logStream":"s"}""" })
        {
            using var rig = new ProcessorRig(("DEAD_LETTER_BUCKET", "dead"));
            var payload = Given.Subscribed(Given.Document([Given.Line(1)]) + rest);

            Assert.Equal("{}", await rig.SendAsync(payload));

            Assert.Equal(Given.Line(1), rig.Delivered.First());
            Assert.Equal(payload, Assert.Single(rig.ParkedEvents));
        }
    }

    [Fact]
    public async Task Compressed_data_cut_short_at_any_byte_is_never_taken_for_all_there_was()
    {
        byte[] whole = [.. Given.GzipText(Given.Document([Given.Line(1)])), .. Given.GzipText(Given.Document([Given.Line(2)]))];
        using var rig = new ProcessorRig();
        var first = Given.GzipText(Given.Document([Given.Line(1)])).Length;
        for (var length = 0; length < whole.Length; length++)
        {
            if (length != first)
                await Assert.ThrowsAsync<EventException>(() => rig.SendAsync(Given.Subscribed(whole[..length])));
        }
    }

    [Fact]
    public async Task A_line_longer_than_is_read_parks_its_object_whole_and_the_lines_beside_it_are_delivered()
    {
        using var rig = new ProcessorRig(("DEAD_LETTER_BUCKET", "dead"), ("ENDPOINT_CONCURRENCY", "1"));
        rig.Aws.Objects["flows/a"] = Encoding.UTF8.GetBytes($"{Given.Line(1)}\n{new string('x', ContentLines.MostLineBytes + 1)}\n{Given.Line(2)}\n");
        rig.Aws.Objects["flows/b"] = Encoding.UTF8.GetBytes($"{Given.Line(3)}\n{new string('y', ContentLines.MostLineBytes)}\n{Given.Line(4)}\n");

        await rig.SendAsync(Given.Objects(("flows", "a")));
        Assert.Equal([1, 2], rig.DeliveredPorts);
        Assert.Contains("a line of more than 2097152 bytes", Assert.Single(rig.Letters).Reason, StringComparison.Ordinal);

        rig.Endpoint.Requests.Clear();
        await rig.SendAsync(Given.Objects(("flows", "b")));
        Assert.Equal([Given.Line(3), new string('y', ContentLines.MostLineBytes), Given.Line(4)], rig.Delivered);
        Assert.Single(rig.Letters);
    }

    [Fact]
    public async Task A_log_event_longer_than_is_read_parks_what_carries_it_whole()
    {
        using var rig = new ProcessorRig(("DEAD_LETTER_BUCKET", "dead"));
        var payload = Given.Subscription(Given.Line(1), new string('x', ContentLines.MostEventBytes + 1));

        await rig.SendAsync(payload);

        Assert.Equal([1], rig.DeliveredPorts);
        Assert.Equal(payload, Assert.Single(rig.ParkedEvents));
        Assert.Contains("more than 4194304 bytes", Assert.Single(rig.Letters).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compression_deeper_than_is_read_parks_what_carries_it()
    {
        using var rig = new ProcessorRig(("DEAD_LETTER_BUCKET", "dead"));
        var data = Given.GzipText(Given.Document([Given.Line(1)]));
        for (var i = 0; i < 4; i++)
            data = Given.Gzip(data);

        await rig.SendAsync(Given.Subscribed(data));

        Assert.Contains("more than 4 times", Assert.Single(rig.Letters).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_inside_one_another_beyond_all_reason_are_parked()
    {
        using var rig = new ProcessorRig(("DEAD_LETTER_BUCKET", "dead"));
        var payload = Given.Subscription(Given.Line(1));
        for (var i = 0; i < 12; i++)
            payload = Given.Failed(payload);

        await rig.SendAsync(payload);

        Assert.Single(rig.Letters);
        Assert.Empty(rig.Endpoint.Requests);
    }

    [Fact]
    public async Task Bytes_that_are_not_utf8_go_along_as_they_came()
    {
        using var rig = new ProcessorRig();
        byte[] line = [.. Encoding.UTF8.GetBytes(Given.Line(1)), 0xFF, 0xC0, 0x80];
        rig.Aws.Objects["flows/a"] = [.. line, (byte)'\n', .. Encoding.UTF8.GetBytes(Given.Line(2))];

        await rig.SendAsync(Given.Objects(("flows", "a")));

        Assert.Equal([.. line, (byte)'\n', .. Encoding.UTF8.GetBytes(Given.Line(2))], Assert.Single(rig.Endpoint.Requests).Unzipped());
    }

    static string WithEvent(string json) =>
        $"{Start}{{\"id\":\"0\",\"timestamp\":1,\"message\":\"{Given.Line(1)}\"}},{json},{{\"message\":\"{Given.Line(2)}\"}}]}}";

    static string Document(string payload)
    {
        byte[] decoded = [];
        using var gzip = new System.IO.Compression.GZipStream(new MemoryStream(EventShape.SubscriptionData(Encoding.UTF8.GetBytes(payload), ref decoded)
            .ToArray()), System.IO.Compression.CompressionMode.Decompress);
        using var reader = new StreamReader(gzip);
        return reader.ReadToEnd();
    }

    static (int Records, int Rejected, int Parked, int Delivered) Counts(ProcessorRig rig)
    {
        var metrics = rig.LastMetrics;
        return (metrics.GetProperty("Records").GetInt32(), metrics.GetProperty("RejectedLines").GetInt32(), metrics.GetProperty("ParkedRecords").GetInt32(),
            metrics.GetProperty("DeliveredRecords").GetInt32());
    }
}
