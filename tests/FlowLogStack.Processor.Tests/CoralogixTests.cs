using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FlowLogStack.Processor.Tests;

/// <summary>Bodies as Coralogix's <c>/logs/v1/singles</c> accepts them: arrays of at most 2 MB.</summary>
public sealed class CoralogixTests
{
    const string Queue = "https://sqs.eu-west-1.amazonaws.com/111122223333/dead";
    const int MaximumBytes = 2_000_000;

    [Fact]
    public async Task A_body_is_an_array_whose_elements_have_names_a_time_and_the_fields()
    {
        using var rig = new ProcessorRig(("LOG_FORMAT", "CORALOGIX"));

        await rig.SendAsync(Given.Subscription("2 123456789012 eni-0aaaaaaaaaaaaaaa1 203.0.113.9 10.0.1.10 51034 443 6 12 4096 1700000000 1700000060 "
            + "ACCEPT OK", Given.Line(2)));

        var lines = Assert.Single(rig.Endpoint.Requests).Text.Split('\n');
        Assert.Equal(
            """[{"applicationName":"vpc-flow-logs","subsystemName":"/vpc/flows","timestamp":1700000000000,"severity":3,"text":{"version":2"""
                + ""","account-id":"123456789012","interface-id":"eni-0aaaaaaaaaaaaaaa1","srcaddr":"203.0.113.9","dstaddr":"10.0.1.10","srcport":51034"""
                + ""","dstport":443,"protocol":6,"packets":12,"bytes":4096,"start":1700000000,"end":1700000060,"action":"ACCEPT","log-status":"OK"}},""",
            lines[0]);
        Assert.EndsWith("}}]", lines[1]);
        Assert.Equal(2, lines.Length);
    }

    [Fact]
    public async Task The_names_are_those_of_the_settings()
    {
        using var rig = new ProcessorRig(("LOG_FORMAT", "CORALOGIX"), ("CORALOGIX_APPLICATION", "net\"work"), ("CORALOGIX_SUBSYSTEM", "prod"));
        await rig.SendAsync(Given.Subscription(Given.Line(1)));
        var element = Elements(rig).Single();
        Assert.Equal(("net\"work", "prod"), ((string?)element["applicationName"], (string?)element["subsystemName"]));
    }

    [Fact]
    public async Task A_malformed_line_has_the_time_of_its_event_and_the_reason()
    {
        using var rig = new ProcessorRig(("LOG_FORMAT", "CORALOGIX"), ("INCLUDE_LOG_INFO", "true"));
        await rig.SendAsync(Given.Subscription("no record"));
        var element = Elements(rig).Single();
        Assert.Equal(("no record", "/vpc/flows", 1_760_000_000_000), ((string?)element["text"]!["message"], (string?)element["text"]!["logGroup"],
            (long?)element["timestamp"]));
        Assert.NotNull(element["text"]!["rejected"]);
    }

    [Fact]
    public async Task Bodies_stay_within_the_limit_and_each_is_an_array()
    {
        using var rig = new ProcessorRig(("LOG_FORMAT", "CORALOGIX"), ("ENDPOINT_BATCH_BYTES", "2000000"), ("ENDPOINT_BATCH_RECORDS", "1000000"),
            ("ENDPOINT_CONCURRENCY", "1"));

        await rig.SendAsync(Given.Subscription(Enumerable.Range(1, 9000).Select(port => Given.Line(port))));

        Assert.True(rig.Endpoint.Requests.Count > 1);
        Assert.All(rig.Endpoint.Requests, request => Assert.InRange(request.Unzipped().Length, 1, MaximumBytes));
        Assert.Contains(rig.Endpoint.Requests, request => request.Unzipped().Length > MaximumBytes - 500);
        Assert.Equal(Enumerable.Range(1, 9000), Elements(rig).Select(element => (int)element["text"]!["dstport"]!));
    }

    [Fact]
    public async Task Small_limits_of_bytes_and_records_hold_with_the_brackets()
    {
        using var rig = new ProcessorRig(("LOG_FORMAT", "CORALOGIX"), ("ENDPOINT_BATCH_BYTES", "1000"), ("ENDPOINT_BATCH_RECORDS", "2"),
            ("ENDPOINT_CONCURRENCY", "1"));
        await rig.SendAsync(Given.Subscription(Enumerable.Range(1, 9).Select(port => Given.Line(port))));
        Assert.All(rig.Endpoint.Requests, request => Assert.InRange(request.Unzipped().Length, 1, 1000));
        Assert.Equal(Enumerable.Range(1, 9), Elements(rig).Select(element => (int)element["text"]!["dstport"]!));
    }

    [Fact]
    public async Task A_dead_letter_is_an_array_so_are_its_halves_and_it_is_replayed()
    {
        var rejects = true;
        using var rig = new ProcessorRig(_ => LoopbackReply.Of(rejects ? 403 : 200), ("LOG_FORMAT", "CORALOGIX"), ("DEAD_LETTER_QUEUE_URL", Queue),
            ("ENDPOINT_BATCH_BYTES", "2000000"));
        var random = new Random(7);
        var count = 6000;
        await rig.SendAsync(Given.Subscription(Enumerable.Range(1, count).Select(port => Given.Line(port, $"198.51.{random.Next(256)}.{random.Next(256)}",
            bytes: random.NextInt64(1L << 40)))));
        Assert.True(rig.Aws.Messages.Count > 1);
        Assert.Equal(Enumerable.Range(1, count), rig.Aws.Messages.Values.SelectMany(ElementsOf).Select(element => (int)element["text"]!["dstport"]!).Order());
        Assert.Equal(count, rig.Aws.Messages.Values.Sum(message => LetterOf(message).Records));

        foreach (var message in rig.Aws.Messages.Values)
        {
            var (first, second) = LetterOf(message).Halve()!.Value;
            Assert.Equal(ElementsOf(message).Select(element => element.ToJsonString()),
                new[] { first, second }.SelectMany(half => JsonNode.Parse(half.Body())!.AsArray()).Select(element => element!.ToJsonString()));
            Assert.Equal(LetterOf(message).Records, first.Records + second.Records);
        }

        rejects = false;
        rig.Endpoint.Requests.Clear();
        await rig.SendAsync("""{"replay":{}}""");
        Assert.Empty(rig.Aws.Messages);
        Assert.Equal(Enumerable.Range(1, count), Elements(rig).Select(element => (int)element["text"]!["dstport"]!).Order());
    }

    [Fact]
    public void Lines_of_other_encodings_are_halved_as_they_are()
    {
        using var json = JsonDocument.Parse(Given.Letter("Batch", Given.GzipText("[{a,\nb}]")));
        var (first, second) = DeadLetter.Parse(json.RootElement).Halve()!.Value;
        Assert.Equal(("[{a,", "b}]"), (Encoding.UTF8.GetString(first.Body()), Encoding.UTF8.GetString(second.Body())));
    }

    static DeadLetter LetterOf(string message)
    {
        using var json = JsonDocument.Parse(message);
        return DeadLetter.Parse(json.RootElement);
    }

    static IEnumerable<JsonNode> ElementsOf(string message) => JsonNode.Parse(LetterOf(message).Body())!.AsArray().Select(element => element!);

    static IEnumerable<JsonNode> Elements(ProcessorRig rig) => rig.Endpoint.Requests.SelectMany(request =>
        JsonNode.Parse(request.Unzipped())!.AsArray()).Select(element => element!);
}
