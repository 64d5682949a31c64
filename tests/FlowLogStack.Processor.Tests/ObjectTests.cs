using System.Text;

namespace FlowLogStack.Processor.Tests;

public sealed class ObjectTests
{
    const string Key = "AWSLogs/aws-account-id=111122223333/aws-service=vpcflowlogs/a file.log.gz";
    const string EncodedKey = "AWSLogs/aws-account-id%3D111122223333/aws-service%3Dvpcflowlogs/a+file.log.gz";
    const string Header = "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status";

    [Fact]
    public async Task Reads_the_object_of_a_direct_notification_by_its_decoded_key()
    {
        using var rig = new ProcessorRig();
        rig.Aws.Objects["flows/" + Key] = Given.GzipText($"{Header}\n{Given.Line(1)}\n{Given.Line(2)}\n");

        await rig.SendAsync(Given.Objects(("flows", EncodedKey)));

        Assert.Equal([Given.Line(1), Given.Line(2)], rig.Delivered);
        var headers = Assert.Single(rig.Endpoint.Requests).Headers;
        Assert.Equal((Key, "flows"), (headers["X-Sumo-Name"], headers["X-Sumo-Host"]));
    }

    [Fact]
    public async Task A_header_that_contradicts_the_format_wins_and_is_counted()
    {
        using var rig = new ProcessorRig(("LOG_FORMAT", "FIELDS"));
        rig.Aws.Objects["flows/a"] = Encoding.UTF8.GetBytes($"bytes srcaddr\n9 192.0.2.1\n- -\n{Header}\n{Given.Line(1)}");

        await rig.SendAsync(Given.Objects(("flows", "a")));

        var lines = rig.Delivered.ToList();
        Assert.Equal(["""{"bytes":9,"srcaddr":"192.0.2.1"}""", """{"bytes":null,"srcaddr":null}"""], lines[..2]);
        Assert.StartsWith("""{"version":2,"account-id":"111122223333",""", lines[2], StringComparison.Ordinal);
        Assert.True(rig.LastMetrics.GetProperty("FormatMismatches").GetInt32() >= 1);
    }

    [Fact]
    public async Task Malformed_lines_of_an_object_go_along_with_the_reason()
    {
        using var rig = new ProcessorRig(("LOG_FORMAT", "FIELDS"), ("FLOW_LOG_FORMAT", "${bytes} ${srcaddr}"));
        rig.Aws.Objects["flows/a"] = Encoding.UTF8.GetBytes("bytes srcaddr\n9 192.0.2.1\nmany 192.0.2.1\n");

        await rig.SendAsync(Given.Objects(("flows", "a")));

        var lines = rig.Delivered.ToList();
        Assert.Equal("""{"bytes":9,"srcaddr":"192.0.2.1"}""", lines[0]);
        Assert.Matches("""^\{"rejected":"field 1 'bytes' 'many' is not a whole number.*","message":"many 192.0.2.1"\}$""", lines[1]);
        Assert.Equal(1, rig.LastMetrics.GetProperty("RejectedLines").GetInt32());
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.9)]
    [InlineData(1)]
    public async Task Whole_lines_of_a_truncated_object_are_delivered_and_its_notification_is_saved(double part)
    {
        using var rig = new ProcessorRig(("DEAD_LETTER_BUCKET", "dead"));
        var lines = Enumerable.Range(1000, 500).Select(port => Given.Line(port, bytes: port * 7919L)).ToList();
        var whole = Given.GzipText(string.Join('\n', lines) + "\n");
        // At least the end mark is missing.
        rig.Aws.Objects["flows/a"] = whole[..((int)((whole.Length - 8) * part) + 4)];

        Assert.Equal("{}", await rig.SendAsync(Given.Objects(("flows", "a"))));

        var delivered = rig.Delivered.ToList();
        Assert.InRange(delivered.Count, part == 1 ? 500 : 100, part == 1 ? 500 : 499);
        Assert.Equal(lines[..delivered.Count], delivered);
        Assert.Contains("gzip data is truncated", Assert.Single(rig.Letters).Reason, StringComparison.Ordinal);
        Assert.Contains("\"key\":\"a\"", Assert.Single(rig.ParkedEvents), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_before_bytes_that_do_not_belong_to_an_object_are_delivered_and_its_notification_is_saved()
    {
        using var rig = new ProcessorRig(("DEAD_LETTER_BUCKET", "dead"));
        rig.Aws.Objects["flows/a"] = [.. Given.GzipText($"{Given.Line(1)}\n{Given.Line(2)}\n"), .. "other bytes"u8];

        Assert.Equal("{}", await rig.SendAsync(Given.Objects(("flows", "a"))));

        Assert.Equal([1, 2], rig.DeliveredPorts);
        Assert.Contains("other bytes follow its gzip data", Assert.Single(rig.Letters).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_object_whose_checksum_differs_delivers_nothing_of_its_last_lines_and_its_notification_is_saved()
    {
        using var rig = new ProcessorRig(("DEAD_LETTER_BUCKET", "dead"));
        var damaged = Given.GzipText($"{Given.Line(1)}\n{Given.Line(2)}\n");
        damaged[^6] ^= 0xFF;
        rig.Aws.Objects["flows/a"] = damaged;

        Assert.Equal("{}", await rig.SendAsync(Given.Objects(("flows", "a"))));

        Assert.Empty(rig.Endpoint.Requests);
        Assert.Contains("gzip data is damaged", Assert.Single(rig.Letters).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Messages_fail_one_by_one()
    {
        using var rig = new ProcessorRig();
        rig.Aws.Objects["flows/a"] = Given.GzipText(Given.Line(1));

        var answer = await rig.SendAsync(Given.Queue(Given.Objects(("flows", "a")),
            Given.Objects(("flows", "gone")), "not json", """{"Service":"Amazon S3","Event":"s3:TestEvent","Bucket":"flows"}"""));

        Assert.Equal("""{"batchItemFailures":[{"itemIdentifier":"m-1"},{"itemIdentifier":"m-2"}]}""", answer);
        Assert.Equal([Given.Line(1)], rig.Delivered);
        Assert.Contains("m-1 returns to its queue: s3://flows/gone could not be read", rig.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_failed_when_every_message_ends_well()
    {
        using var rig = new ProcessorRig();
        rig.Aws.Objects["flows/a"] = Given.GzipText(Given.Line(1));

        Assert.Equal("""{"batchItemFailures":[]}""", await rig.SendAsync(Given.Queue(Given.Objects(("flows", "a")))));
    }

    [Fact]
    public async Task A_test_event_ends_well()
    {
        using var rig = new ProcessorRig();

        Assert.Equal("{}", await rig.SendAsync("""{"Service":"Amazon S3","Event":"s3:TestEvent","Time":"2026-01-01T00:00:00.000Z","Bucket":"flows"}"""));
    }

    [Fact]
    public async Task A_notification_may_come_through_a_topic()
    {
        using var rig = new ProcessorRig();
        rig.Aws.Objects["flows/a"] = Given.GzipText(Given.Line(1));
        var message = System.Text.Json.JsonSerializer.Serialize(new { Type = "Notification", MessageId = "1", Subject = "Amazon S3 Notification",
            Message = Given.Objects(("flows", "a")) });

        Assert.Equal("""{"batchItemFailures":[]}""", await rig.SendAsync(Given.Queue(message)));

        Assert.Equal([Given.Line(1)], rig.Delivered);
    }

    [Fact]
    public async Task Objects_the_function_wrote_itself_are_refused()
    {
        using var rig = new ProcessorRig(("DESTINATION_BUCKET", "flows"), ("DESTINATION_PREFIX", "out"));
        rig.Aws.Objects["flows/out/a"] = Given.GzipText(Given.Line(1));

        await rig.SendAsync(Given.Objects(("flows", "out/a")));

        Assert.Empty(rig.Endpoint.Requests);
        Assert.Equal(1, rig.LastMetrics.GetProperty("RefusedLoops").GetInt32());
    }

    [Fact]
    public async Task An_object_that_was_removed_is_nobodys_business()
    {
        using var rig = new ProcessorRig();

        Assert.Equal("{}", await rig.SendAsync(Given.Objects(("flows", "a")).Replace("ObjectCreated:Put", "ObjectRemoved:Delete", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Writes_partitioned_objects_and_writes_the_same_ones_again_when_retried()
    {
        using var rig = new ProcessorRig(("SUMO_ENDPOINT", ""), ("DESTINATION_BUCKET", "lake"), ("DESTINATION_PREFIX", "flows"));
        var later = Given.Line(2).Replace("1760000000", "1760003600", StringComparison.Ordinal);

        await rig.SendAsync(Given.Subscription(Given.Line(1), later, "garbage"));
        var first = rig.Aws.Objects.ToDictionary();
        await rig.SendAsync(Given.Subscription(Given.Line(1), later, "garbage"));

        Assert.Equal(first.Keys.Order(StringComparer.Ordinal), rig.Aws.Objects.Keys.Order(StringComparer.Ordinal));
        var keys = first.Keys.Order(StringComparer.Ordinal).ToList();
        Assert.Equal(2, keys.Count);
        Assert.Matches("^lake/flows/year=2025/month=10/day=09/hour=08/[0-9a-f]{24}-0001.ndjson.gz$", keys[0]);
        Assert.Matches("^lake/flows/year=2025/month=10/day=09/hour=09/", keys[1]);
        Assert.StartsWith("""{"version":2,""", rig.Aws.Text(keys[0]), StringComparison.Ordinal);
        Assert.EndsWith("\"message\":\"garbage\"}\n", rig.Aws.Text(keys[0]), StringComparison.Ordinal);
        Assert.EndsWith("\"log-status\":\"OK\"}\n", rig.Aws.Text(keys[1]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_outputs_get_every_record()
    {
        using var rig = new ProcessorRig(("DESTINATION_BUCKET", "lake"));

        await rig.SendAsync(Given.Subscription(Given.Line(1), Given.Line(2)));

        Assert.Equal([Given.Line(1), Given.Line(2)], rig.Delivered);
        Assert.Equal(2, rig.Aws.Text(Assert.Single(rig.Aws.Objects).Key).TrimEnd().Split('\n').Length);
        Assert.Equal(4, rig.LastMetrics.GetProperty("DeliveredRecords").GetInt32());
    }
}
