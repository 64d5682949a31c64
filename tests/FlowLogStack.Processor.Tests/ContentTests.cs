using System.Text;
using System.Text.Json;

namespace FlowLogStack.Processor.Tests;

/// <summary>Every mix of lines and documents, compressed in every way, through every event that can carry it.</summary>
public sealed class ContentTests
{
    static readonly IReadOnlyList<Content> All = [.. Content.Documents, .. Content.Mixes];

    public static TheoryData<string> Documents => [.. Content.Documents.Select(content => content.Name)];

    public static TheoryData<string> Everything => [.. All.Select(content => content.Name)];

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task A_subscription_delivers_every_event_of_every_document(string name)
    {
        foreach (var (packing, data) in Packed(name))
        {
            using var rig = new ProcessorRig(("ENDPOINT_CONCURRENCY", "1"));

            Assert.Equal("{}", await rig.SendAsync(Given.Subscribed(data)));

            AssertPorts(name, packing, rig.DeliveredPorts);
        }
    }

    [Theory]
    [MemberData(nameof(Everything))]
    public async Task An_object_delivers_every_record_of_every_line_and_document(string name)
    {
        foreach (var (packing, data) in Packed(name))
        {
            using var rig = new ProcessorRig(("ENDPOINT_CONCURRENCY", "1"));
            rig.Aws.Objects["flows/a"] = data;

            Assert.Equal("{}", await rig.SendAsync(Given.Objects(("flows", "a"))));

            AssertPorts(name, packing, rig.DeliveredPorts);
            Assert.All(rig.Endpoint.Requests, request => Assert.Equal(("a", "flows"), (request.Headers["X-Sumo-Name"], request.Headers["X-Sumo-Host"])));
        }
    }

    [Theory]
    [MemberData(nameof(Everything))]
    public async Task A_stream_delivers_every_record_of_every_line_and_document(string name)
    {
        foreach (var (packing, data) in Packed(name))
        {
            using var rig = new ProcessorRig(("ENDPOINT_CONCURRENCY", "1"));

            Assert.Equal("""{"batchItemFailures":[]}""", await rig.SendAsync(Given.Kinesis(data)));

            AssertPorts(name, packing, rig.DeliveredPorts);
        }
    }

    [Theory]
    [MemberData(nameof(Everything))]
    public async Task Firehose_is_answered_every_record_of_every_line_and_document(string name)
    {
        using var rig = new ProcessorRig(("SUMO_ENDPOINT", ""), ("FIREHOSE_FORMAT", "VPC-RAW"));
        var packed = Packed(name).ToList();

        using var answer = JsonDocument.Parse(await rig.SendAsync(Given.Firehose(packed.Select(item => item.Data))));

        var records = answer.RootElement.GetProperty("records").EnumerateArray().ToList();
        Assert.Equal(packed.Count, records.Count);
        foreach (var ((packing, _), record) in packed.Zip(records))
        {
            var expected = All.Single(content => content.Name == name).Ports.Count == 0 ? "Dropped" : "Ok";
            Assert.True(record.GetProperty("result").GetString() == expected, $"{name}, {packing}: {record}");
            var text = record.TryGetProperty("data", out var data) ? Encoding.UTF8.GetString(data.GetBytesFromBase64()) : "";
            AssertPorts(name, packing, text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(ProcessorRig.PortOf));
        }
    }

    [Fact]
    public async Task Each_log_stream_of_a_subscription_has_its_own_name_at_the_endpoint()
    {
        using var rig = new ProcessorRig(("ENDPOINT_CONCURRENCY", "1"));

        await rig.SendAsync(Given.Subscribed(string.Concat(
            Given.Document([Given.Line(1)], stream: "a"), Given.Document([Given.Line(2)], stream: "a"),
                Given.Document([Given.Line(3)], stream: "b", group: "other"))));

        Assert.Equal(
            [("a", "/vpc/flows", $"{Given.Line(1)}\n{Given.Line(2)}"), ("b", "other", Given.Line(3))],
            rig.Endpoint.Requests.Select(request => (request.Headers["X-Sumo-Name"], request.Headers["X-Sumo-Host"], request.Text)));
    }

    [Theory]
    [InlineData("object")]
    [InlineData("stream")]
    [InlineData("firehose")]
    public async Task The_log_stream_prefix_and_the_own_log_group_are_told_apart_in_every_document(string carrier)
    {
        using var rig = new ProcessorRig(("LOG_STREAM_PREFIX", "ENI-A"), ("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/processor"));
        var data = Encoding.UTF8.GetBytes(string.Concat(
            Given.Document([Given.Line(1)], stream: "eni-a"), Given.Document([Given.Line(2)], stream: "eni-b"),
                Given.Document([Given.Line(3)], group: "/aws/lambda/processor", stream: "eni-a"), Given.Document([Given.Line(4)], stream: "eni-a")));
        rig.Aws.Objects["flows/a"] = data;

        await rig.SendAsync(carrier switch { "object" => Given.Objects(("flows", "a")), "stream" => Given.Kinesis(data), _ => Given.Firehose(data) });

        Assert.Equal([1, 4], rig.DeliveredPorts);
        Assert.Equal(1, rig.LastMetrics.GetProperty("RefusedLoops").GetInt32());
    }

    [Fact]
    public async Task The_time_of_an_event_in_an_object_is_kept()
    {
        using var rig = new ProcessorRig(("LOG_FORMAT", "Others"));
        rig.Aws.Objects["flows/a"] = Encoding.UTF8.GetBytes(Given.Document([Given.Line(1)]));

        await rig.SendAsync(Given.Objects(("flows", "a")));

        Assert.Equal([$$"""{"timestamp":1760000000000,"message":"{{Given.Line(1)}}"}"""], rig.Delivered);
    }

    [Fact]
    public async Task A_header_decides_the_lines_that_follow_it_and_no_document()
    {
        using var rig = new ProcessorRig(("LOG_FORMAT", "FIELDS"));
        rig.Aws.Objects["flows/a"] = Encoding.UTF8.GetBytes($"bytes srcaddr\n9 192.0.2.1\n{Given.Document([Given.Line(1)])}8 192.0.2.2\n");

        await rig.SendAsync(Given.Objects(("flows", "a")));

        var lines = rig.Delivered.ToList();
        Assert.Equal("""{"bytes":9,"srcaddr":"192.0.2.1"}""", lines[0]);
        Assert.StartsWith("""{"version":2,""", lines[1], StringComparison.Ordinal);
        Assert.Equal("""{"bytes":8,"srcaddr":"192.0.2.2"}""", lines[2]);
    }

    [Theory]
    [InlineData("""{"Message":"x"}""")]
    [InlineData("""{"MessageType":"DATA_MESSAGE","LogEvents":[{"message":"x"}]}""")]
    [InlineData("""{"message":"x","message":"y"}""")]
    [InlineData("""{"message":"x","logEvents":[{"message":"y"}]}""")]
    [InlineData("""{"message":NaN}""")]
    [InlineData("""{"message":"\ud800"}""")]
    [InlineData("""{"message":5}""")]
    [InlineData("""{"a":{"b":[}""")]
    [InlineData("{")]
    [InlineData("}")]
    public async Task Json_that_is_neither_a_message_nor_a_document_goes_along_whole_as_a_malformed_line(string json)
    {
        using var rig = new ProcessorRig();
        rig.Aws.Objects["flows/a"] = Encoding.UTF8.GetBytes($"{Given.Line(1)}\n{json}\n{Given.Document([Given.Line(2)])}");

        await rig.SendAsync(Given.Objects(("flows", "a")));

        Assert.Equal([Given.Line(1), json, Given.Line(2)], rig.Delivered);
        Assert.Equal(1, rig.LastMetrics.GetProperty("RejectedLines").GetInt32());
    }

    [Fact]
    public async Task Deep_nesting_goes_along_whole_as_a_malformed_line()
    {
        using var rig = new ProcessorRig();
        var deep = new string('[', 200_000);
        rig.Aws.Objects["flows/a"] = Encoding.UTF8.GetBytes($"{Given.Line(1)}\n{{\"a\":{deep}\n{Given.Line(2)}");

        await rig.SendAsync(Given.Objects(("flows", "a")));

        Assert.Equal([Given.Line(1), $"{{\"a\":{deep}", Given.Line(2)], rig.Delivered);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Events_without_ids_never_overwrite_each_others_output(bool sameMoment)
    {
        using var rig = new ProcessorRig(("SUMO_ENDPOINT", ""), ("DESTINATION_BUCKET", "lake"));
        string Document(int port) =>
            $$"""{"messageType":"DATA_MESSAGE","logGroup":"g","logStream":"s","logEvents":[{"timestamp":{{(sameMoment ? 5 : port)}}"""
                + $$""","message":"{{Given.Line(port)}}"}]}""";

        await rig.SendAsync(Given.Subscribed(Document(1)));
        await rig.SendAsync(Given.Subscribed(Document(2) + Document(3)));
        await rig.SendAsync(Given.Kinesis(Given.GzipText(Document(4)), Given.GzipText(Document(5))));
        await rig.SendAsync("""{"records":[{"recordId":"a","data":"DATA"}],"deliveryStreamArn":"arn:x/y"}""".Replace("DATA",
            Convert.ToBase64String(Encoding.UTF8.GetBytes(Document(6))), StringComparison.Ordinal));
        await rig.SendAsync("""{"records":[{"recordId":"a","data":"DATA"}],"deliveryStreamArn":"arn:x/y"}""".Replace("DATA",
            Convert.ToBase64String(Encoding.UTF8.GetBytes(Document(7))), StringComparison.Ordinal));
        foreach (var port in new[] { 8, 9 })
        {
            rig.Aws.Objects["flows/same"] = Encoding.UTF8.GetBytes(Given.Line(port));
            await rig.SendAsync("""{"Records":[{"s3":{"bucket":{"name":"flows"},"object":{"key":"same"}}}]}""");
        }

        var written = rig.Aws.Objects.Keys.Where(key => key.StartsWith("lake/", StringComparison.Ordinal))
            .SelectMany(key => rig.Aws.Text(key).Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(Enumerable.Range(1, 9), written.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("dstport").GetInt32()).Order());
    }

    static IEnumerable<(string Packing, byte[] Data)> Packed(string name)
    {
        var content = All.Single(content => content.Name == name);
        return Content.Packings.Select(packing => (packing.Name, packing.Pack(content)));
    }

    static void AssertPorts(string name, string packing, IEnumerable<int> ports)
    {
        var expected = All.Single(content => content.Name == name).Ports;
        Assert.True(expected.SequenceEqual(ports), $"{name}, {packing}: expected {expected.Count} records, got {ports.Count()}.");
    }
}
