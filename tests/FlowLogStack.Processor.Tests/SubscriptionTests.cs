using System.Text;

namespace FlowLogStack.Processor.Tests;

public sealed class SubscriptionTests
{
    [Fact]
    public async Task The_names_may_stand_after_the_events()
    {
        using var rig = new ProcessorRig();
        var document = $$$"""{"logEvents":[{"id":"1","message":"{{{Given.Line(1)}}}","timestamp":5,"extra":{"message":"not this","deeper":[{"message":"nor """
            + $$$"""this"}]}}],"owner":"1","logStream":"s","logGroup":"g","messageType":"DATA_MESSAGE"}""";

        await rig.SendAsync(Given.Subscribed(document));

        var request = Assert.Single(rig.Endpoint.Requests);
        Assert.Equal(Given.Line(1), request.Text);
        Assert.Equal(("s", "g"), (request.Headers["X-Sumo-Name"], request.Headers["X-Sumo-Host"]));
    }

    [Fact]
    public async Task Events_of_many_blocks_arrive_whole_and_in_order()
    {
        var lines = Enumerable.Range(1, 20_000).Select(port => Given.Line(port)).ToList();
        using var rig = new ProcessorRig(("ENDPOINT_CONCURRENCY", "1"));

        await rig.SendAsync(Given.Subscription(lines));

        Assert.Equal(lines, rig.Delivered);
    }

    [Fact]
    public async Task A_message_longer_than_a_block_travels_alone()
    {
        var giant = new string('x', 700_000);
        using var rig = new ProcessorRig(("ENDPOINT_BATCH_BYTES", "100000"), ("ENDPOINT_CONCURRENCY", "1"));

        await rig.SendAsync(Given.Subscription(Given.Line(1), giant, Given.Line(2)));

        Assert.Equal([Given.Line(1), giant, Given.Line(2)], rig.Delivered);
    }

    [Fact]
    public async Task A_byte_order_mark_before_the_event_is_no_part_of_it()
    {
        using var rig = new ProcessorRig();

        await rig.SendAsync("\uFEFF" + Given.Subscription(Given.Line(1)));

        Assert.Equal([Given.Line(1)], rig.Delivered);
    }

    [Fact]
    public async Task Messages_are_unescaped()
    {
        using var rig = new ProcessorRig();

        await rig.SendAsync(Given.Subscribed("""{"messageType":"DATA_MESSAGE","logGroup":"g","logStream":"s","logEvents":[{"id":"1","timestamp":1"""
            + ""","message":"a \u00e9 \/ \"b\""}]}"""));

        Assert.Equal(["""a é / "b" """.Trim()], rig.Delivered);
    }

    [Theory]
    [InlineData("not base64!")]
    [InlineData("aGVsbG8=")]
    [InlineData("")]
    public async Task Data_that_cannot_be_read_fails_the_event(string data)
    {
        using var rig = new ProcessorRig();

        await Assert.ThrowsAsync<EventException>(() => rig.SendAsync($$$"""{"awslogs":{"data":"{{{data}}}"}}"""));
    }

    [Fact]
    public async Task Damaged_data_fails_the_event()
    {
        using var rig = new ProcessorRig();
        var data = Given.GzipText(Given.Document([Given.Line(1)]));
        data[^6] ^= 0xFF;

        await Assert.ThrowsAsync<EventException>(() => rig.SendAsync(Given.Subscribed(data)));
        await Assert.ThrowsAsync<EventException>(() => rig.SendAsync(Given.Subscribed(data[..(data.Length / 2)])));
    }

    [Fact]
    public async Task Unreadable_events_are_parked_whole_when_there_is_a_place_for_them()
    {
        using var rig = new ProcessorRig(("DEAD_LETTER_BUCKET", "dead"));

        var payload = Given.Subscribed(Given.GzipText("{\"messageType\":\"DATA_MESSAGE\",\"logGroup\":\"g\",\"logStream\":\"s\",\"logEvents\":[{\"id\":"));
        await rig.SendAsync(payload);

        using var letter = System.Text.Json.JsonDocument.Parse(Assert.Single(rig.Aws.Objects).Value);
        Assert.Equal(payload, Encoding.UTF8.GetString(DeadLetter.Parse(letter.RootElement).Body()));
    }

    [Fact]
    public async Task The_functions_own_log_group_is_refused()
    {
        using var rig = new ProcessorRig(("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/processor"));

        await rig.SendAsync(Given.Subscribed(Given.Document(["anything"], group: "/aws/lambda/processor")));

        Assert.Empty(rig.Endpoint.Requests);
        Assert.Contains("own log group", rig.Log, StringComparison.Ordinal);
        Assert.Equal(1, rig.LastMetrics.GetProperty("RefusedLoops").GetInt32());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"Records\":[]}")]
    [InlineData("nonsense")]
    public async Task An_event_of_no_known_kind_is_never_acknowledged(string payload)
    {
        using var rig = new ProcessorRig();

        await Assert.ThrowsAsync<EventException>(() => rig.SendAsync(payload));
    }

    [Fact]
    public async Task An_event_with_nowhere_to_go_is_never_acknowledged()
    {
        using var rig = new ProcessorRig(("SUMO_ENDPOINT", ""));

        await Assert.ThrowsAsync<DeliveryException>(() => rig.SendAsync(Given.Subscription(Given.Line())));
    }
}
