using System.Text;

namespace FlowLogStack.Processor.Tests;

/// <summary>Every event that can carry records, directly and inside others.</summary>
public sealed class EventTests
{
    const string Hive = "AWSLogs/aws-account-id=111122223333/a file+1.log";
    const string EncodedHive = "AWSLogs/aws-account-id%3D111122223333/a+file%2B1.log";

    [Fact]
    public async Task Objects_created_are_read_however_s3_says_so()
    {
        (string Payload, string Answer)[] events =
        [
            (Given.Objects(("flows", EncodedHive)), "{}"),
            (Given.Bridge("flows", Hive), "{}"),
            (Given.Bridge("flows", EncodedHive), "{}"),
            (Given.Notifications(Given.Objects(("flows", EncodedHive))), "{}"),
            (Given.Notifications(Given.Bridge("flows", Hive)), "{}"),
            (Given.Topic(Given.Objects(("flows", EncodedHive))), "{}"),
            (Given.Failed(Given.Bridge("flows", Hive)), "{}"),
            (Given.Failed(Given.Notifications(Given.Objects(("flows", EncodedHive)))), "{}"),
            (Given.Queue(Given.Objects(("flows", EncodedHive))), """{"batchItemFailures":[]}"""),
            (Given.Queue(Given.Bridge("flows", Hive)), """{"batchItemFailures":[]}"""),
            (Given.Queue(Given.Topic(Given.Objects(("flows", EncodedHive)))), """{"batchItemFailures":[]}"""),
            (Given.Queue(Given.Topic(Given.Bridge("flows", Hive))), """{"batchItemFailures":[]}"""),
            (Given.Queue(Given.Failed(Given.Objects(("flows", EncodedHive)))), """{"batchItemFailures":[]}"""),
        ];
        foreach (var (payload, answer) in events)
        {
            using var rig = new ProcessorRig();
            rig.Aws.Objects["flows/" + Hive] = Encoding.UTF8.GetBytes(Given.Line(1));

            Assert.Equal(answer, await rig.SendAsync(payload));

            Assert.Equal([1], rig.DeliveredPorts);
            Assert.Equal(Hive, Assert.Single(rig.Endpoint.Requests).Headers["X-Sumo-Name"]);
        }
    }

    [Theory]
    [InlineData("Object Deleted")]
    [InlineData("Object Tags Added")]
    public async Task What_else_s3_says_of_an_object_ends_well(string type)
    {
        using var rig = new ProcessorRig();

        Assert.Equal("{}", await rig.SendAsync(Given.Bridge("flows", "a", type)));
        Assert.Equal("""{"batchItemFailures":[]}""", await rig.SendAsync(Given.Queue(Given.Bridge("flows", "a",
            type), """{"Service":"Amazon S3","Event":"s3:TestEvent"}""", Given.Topic("""{"Service":"Amazon S3","Event":"s3:TestEvent"}"""))));
        Assert.Empty(rig.Aws.Requests);
    }

    [Fact]
    public async Task An_object_that_is_missing_fails_the_event_whatever_says_it_was_created()
    {
        using var rig = new ProcessorRig(("DEAD_LETTER_BUCKET", "dead"));

        foreach (var payload in new[] { Given.Objects(("flows", "gone")), Given.Bridge("flows", "gone%3D"), Given.Notifications(Given.Bridge("flows", "gone")),
            Given.Topic(Given.Bridge("flows", "gone")) })
            Assert.Contains("s3://flows/gone", (await Assert.ThrowsAsync<DeliveryException>(() => rig.SendAsync(payload))).Message, StringComparison.Ordinal);
        Assert.Empty(rig.Aws.Objects);
    }

    [Fact]
    public async Task Objects_the_function_wrote_are_refused_whatever_says_they_were_created()
    {
        using var rig = new ProcessorRig(("DEAD_LETTER_BUCKET", "dead"));

        await rig.SendAsync(Given.Bridge("dead", "dead-letters/a"));
        await rig.SendAsync(Given.Bridge("dead", "dead%2Dletters/a"));

        Assert.Empty(rig.Aws.Requests);
        Assert.Equal(1, rig.LastMetrics.GetProperty("RefusedLoops").GetInt32());
    }

    [Fact]
    public async Task A_stream_goes_on_from_its_first_record_that_failed()
    {
        var refuses = true;
        using var rig = new ProcessorRig(request => refuses && request.Text.Contains(Given.Line(2), StringComparison.Ordinal) ? LoopbackReply.Of(400)
            : LoopbackReply.Ok);
        byte[][] records = [Given.GzipText(Given.Document([Given.Line(1)])), Given.GzipText(Given.Document([Given.Line(2)])),
            Encoding.UTF8.GetBytes(Given.Line(3)), []];

        Assert.Equal("""{"batchItemFailures":[{"itemIdentifier":"s-1"},{"itemIdentifier":"s-2"},{"itemIdentifier":"s-3"}]}""",
            await rig.SendAsync(Given.Kinesis(records)));
        Assert.Equal([1, 2], rig.DeliveredPorts);

        refuses = false;
        Assert.Equal("""{"batchItemFailures":[]}""", await rig.SendAsync(Given.Kinesis(records)));
        Assert.Equal([1, 2, 1, 2, 3], rig.DeliveredPorts);
    }

    [Fact]
    public async Task A_damaged_record_of_a_stream_is_parked_alone_and_is_processed_again_by_a_replay()
    {
        using var rig = new ProcessorRig(("DEAD_LETTER_BUCKET", "dead"));
        var damaged = Given.GzipText(Given.Document([Given.Line(2)]));
        damaged[^6] ^= 0xFF;

        Assert.Equal("""{"batchItemFailures":[]}""", await rig.SendAsync(Given.Kinesis(Given.GzipText(Given.Document([Given.Line(1)])), damaged,
            Given.GzipText(Given.Document([Given.Line(3)])))));

        Assert.Equal([1, 3], rig.DeliveredPorts);
        var parked = Assert.Single(rig.ParkedEvents);
        Assert.Contains(Convert.ToBase64String(damaged), parked.Replace("\\u002B", "+", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("\"sequenceNumber\":\"s-1\"", parked, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_of_a_truncated_record_of_a_stream_are_delivered_and_it_is_parked_alone()
    {
        using var rig = new ProcessorRig(("DEAD_LETTER_BUCKET", "dead"));

        Assert.Equal("""{"batchItemFailures":[]}""", await rig.SendAsync(Given.Kinesis(Given.GzipText(Given.Document([Given.Line(1)])),
            Given.GzipText(Given.Document([Given.Line(2)]))[..^4], Given.GzipText(Given.Document([Given.Line(3)])))));

        Assert.Equal([1, 2, 3], rig.DeliveredPorts);
        Assert.Contains("\"sequenceNumber\":\"s-1\"", Assert.Single(rig.ParkedEvents), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Records_of_several_kinds_in_one_event_are_each_read_as_what_they_are()
    {
        using var rig = new ProcessorRig(("ENDPOINT_CONCURRENCY", "1"));
        rig.Aws.Objects["flows/a"] = Encoding.UTF8.GetBytes(Given.Line(1));
        string Inner(string payload) => payload["{\"Records\":[".Length..^2];

        var answer = await rig.SendAsync($$"""{"Records":[{{Inner(Given.Objects(("flows", "a")))}},"""
            + $$"""{{Inner(Given.Queue(Given.Subscription(Given.Line(2)), "nonsense"))}},{{Inner(Given.Kinesis(Encoding.UTF8.GetBytes(Given.Line(3))))}}]}""");

        Assert.Equal("""{"batchItemFailures":[{"itemIdentifier":"m-1"}]}""", answer);
        Assert.Equal([1, 2, 3], rig.DeliveredPorts);
    }

    [Fact]
    public async Task A_connection_that_breaks_within_an_object_fails_the_event_and_parks_nothing()
    {
        using var rig = new ProcessorRig(("DEAD_LETTER_BUCKET", "dead"));
        rig.Aws.Trouble = request => request.Method == "GET" ? new LoopbackReply { Body = "2 1111"u8.ToArray(), Headers = [("Content-Range", "bytes 0-5/100")],
            Resets = true } : null;

        await Assert.ThrowsAsync<DeliveryException>(() => rig.SendAsync(Given.Objects(("flows", "a"))));

        Assert.Empty(rig.Aws.Objects);
    }

    [Theory]
    [InlineData("a\rb")]
    [InlineData("a\nX-Evil: 1")]
    [InlineData("a\0b")]
    [InlineData("a\u001b[31mb")]
    [InlineData("a\u007fb")]
    [InlineData("a\u2028b")]
    public async Task The_name_of_an_origin_never_ends_a_header(string key)
    {
        using var rig = new ProcessorRig();
        rig.Aws.Trouble = request => request.Method == "GET" ? new LoopbackReply { Body = Encoding.UTF8.GetBytes(Given.Line(1)) } : null;

        await rig.SendAsync(Given.Objects(("flows", Uri.EscapeDataString(key))));
        await rig.SendAsync(Given.Subscribed(Given.Document([Given.Line(2)], stream: key, group: key)));

        Assert.Equal([1, 2], rig.DeliveredPorts);
        Assert.All(rig.Endpoint.Requests, request =>
        {
            Assert.DoesNotContain("X-Evil", request.Headers.Keys);
            Assert.DoesNotContain(request.Headers["X-Sumo-Name"], char.IsControl);
        });
    }
}
