using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace FlowLogStack.Soak;

/// <summary>Makes events of each shape that AWS hands to the function, with records that are numbered through.</summary>
sealed class EventMaker(Random random, LoopbackAws aws, IReadOnlyList<string> only)
{
    const string Source = "flows";
    const string TopicArn = "arn:aws:sns:eu-west-1:111122223333:t";
    const string Header = "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status\n";
    static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    int events;

    /// <summary>The names of the shapes.</summary>
    public static IReadOnlyList<string> Kinds { get; } =
    [
        "subscription", "subscription-many", "s3", "s3-envelopes", "sqs-s3", "sqs-sns-s3",
        "sqs-eventbridge", "eventbridge", "sns-s3", "kinesis", "firehose", "firehose-envelopes",
    ];

    /// <summary>The next event.</summary>
    /// <param name="first">The number of its first record.</param>
    /// <param name="most">The most records it may have.</param>
    public SoakEvent Next(int first, int most)
    {
        var kinds = only.Count > 0 ? only : Kinds;
        var kind = kinds[events++ % kinds.Count];
        var records = Math.Min(most, random.Next(500, 5_000));
        return kind switch
        {
            "subscription" => Whole(kind, first, records, (_, from, count) => $"{{\"awslogs\":{{\"data\":\"{Data(Gzip(Envelope(from, count)))}\"}}}}"),
            "subscription-many" => Whole(kind, first, records, (_, from, count) => $"{{\"awslogs\":{{\"data\":\"{Data(Members(from, count))}\"}}}}"),
            "s3" => Whole(kind, first, records, (id, from, count) => Notification(Put(id, Gzip(Lines(from, count, header: true))))),
            "s3-envelopes" => Whole(kind, first, records, (id, from, count) => Notification(Put(id, Gzip(Envelopes(from, count))))),
            "eventbridge" => Whole(kind, first, records, (id, from, count) => Created(id, Put(id, Gzip(Lines(from, count, header: true))))),
            "sns-s3" => Whole(kind, first, records, (id, from, count) => Topic(Notification(Put(id, Gzip(Lines(from, count, header: true)))))),
            "sqs-s3" => Queue(kind, first, records, (id, from, count) => Notification(Put(id, Gzip(Lines(from, count, header: true))))),
            "sqs-sns-s3" => Queue(kind, first, records, (id, from, count) => Published(Notification(Put(id, Gzip(Lines(from, count, header: true)))))),
            "sqs-eventbridge" => Queue(kind, first, records, (id, from, count) => Created(id, Put(id, Gzip(Lines(from, count, header: true))))),
            "kinesis" => Kinesis(kind, first, records),
            "firehose" => Firehose(kind, first, records, (from, count) => Lines(from, count, header: false)),
            "firehose-envelopes" => Firehose(kind, first, records, (from, count) => Gzip(Envelopes(from, count))),
            _ => throw new ArgumentException($"'{kind}' is not an event shape. Use {string.Join(", ", Kinds)}."),
        };
    }

    static SoakEvent Whole(string kind, int first, int count, Func<string, int, int, string> event_) =>
        new(kind, AnswerShape.None, [new("", event_($"{kind}-{first}", first, count), first, count)], items => items);

    SoakEvent Queue(string kind, int first, int count, Func<string, int, int, string> body) =>
        new(
            kind,
            AnswerShape.Failures,
            [.. Parts(first, count).Select(part => Message($"{kind}-{part.First}", part, body))],
            items => $"{{\"Records\":[{items}]}}");

    static SoakItem Message(string id, (int First, int Count) part, Func<string, int, int, string> body) =>
        new(id, Json(new { messageId = id, receiptHandle = "r", body = body(id, part.First, part.Count), eventSource = "aws:sqs" }), part.First, part.Count);

    SoakEvent Kinesis(string kind, int first, int count) =>
        new(kind, AnswerShape.Checkpoint, [.. Parts(first, count).Select(part => StreamRecord(part))], items => $"{{\"Records\":[{items}]}}");

    static SoakItem StreamRecord((int First, int Count) part)
    {
        var sequence = part.First.ToString("D56", CultureInfo.InvariantCulture);
        var record = new
        {
            kinesis = new
            {
                kinesisSchemaVersion = "1.0",
                partitionKey = "p",
                sequenceNumber = sequence,
                data = Data(Gzip(Envelope(part.First, part.Count))),
                approximateArrivalTimestamp = 1_760_000_000.5,
            },
            eventSource = "aws:kinesis",
            eventVersion = "1.0",
            eventID = $"shardId-000000000000:{sequence}",
            eventName = "aws:kinesis:record",
            awsRegion = "eu-west-1",
            eventSourceARN = "arn:aws:kinesis:eu-west-1:111122223333:stream/flows",
        };
        return new(sequence, Json(record), part.First, part.Count);
    }

    SoakEvent Firehose(string kind, int first, int count, Func<int, int, byte[]> data)
    {
        var attempt = 0;
        const string Stream = "arn:aws:firehose:eu-west-1:111122223333:deliverystream/flows";
        // Less of a batch than before is a batch of its own to Firehose, too.
        return new(
            kind,
            AnswerShape.Records,
            [.. Parts(first, count).Select(part => FirehoseRecord(part, data(part.First, part.Count)))],
            items => $"{{\"invocationId\":\"{kind}-{first}-{++attempt}\",\"deliveryStreamArn\":\"{Stream}\",\"region\":\"eu-west-1\",\"records\":[{items}]}}");
    }

    static SoakItem FirehoseRecord((int First, int Count) part, byte[] data)
    {
        var id = $"r-{part.First}";
        return new(id, Json(new { recordId = id, approximateArrivalTimestamp = 1_760_000_000_000, data = Data(data) }), part.First, part.Count);
    }

    List<(int First, int Count)> Parts(int first, int count)
    {
        List<(int, int)> parts = [];
        for (var at = 0; at < count;)
        {
            var part = Math.Min(count - at, random.Next(100, 900));
            parts.Add((first + at, part));
            at += part;
        }

        return parts;
    }

    string Put(string id, byte[] content)
    {
        var key = $"AWSLogs/111122223333/vpcflowlogs/eu-west-1/2025/10/09/{id}.log.gz";
        aws.Objects[$"{Source}/{key}"] = content;
        return key;
    }

    static string Notification(string key)
    {
        var s3 = new { bucket = new { name = Source }, @object = new { key, sequencer = "0055AED6DCD90281E5" } };
        return Json(new { Records = new[] { new { eventSource = "aws:s3", eventName = "ObjectCreated:Put", s3 } } });
    }

    static string Created(string id, string key) => Json(new Dictionary<string, object>
    {
        ["version"] = "0",
        ["id"] = id,
        ["detail-type"] = "Object Created",
        ["source"] = "aws.s3",
        ["account"] = "111122223333",
        ["time"] = "2025-10-09T09:00:00Z",
        ["region"] = "eu-west-1",
        ["resources"] = new[] { $"arn:aws:s3:::{Source}" },
        ["detail"] = new Dictionary<string, object>
        {
            ["version"] = "0",
            ["bucket"] = new { name = Source },
            ["object"] = new { key, size = 1, etag = "e", sequencer = "0055AED6DCD90281E5" },
            ["reason"] = "PutObject",
        },
    });

    static string Topic(string message) =>
        $"{{\"Records\":[{{\"EventSource\":\"aws:sns\",\"EventVersion\":\"1.0\",\"EventSubscriptionArn\":\"{TopicArn}:s\",\"Sns\":{Published(message)}}}]}}";

    static string Published(string message) => Json(new { Type = "Notification", MessageId = Guid.NewGuid(), TopicArn, Message = message });

    byte[] Envelopes(int first, int count)
    {
        using var all = new MemoryStream();
        foreach (var (from, part) in Parts(first, count))
            all.Write(Envelope(from, part));
        return all.ToArray();
    }

    byte[] Members(int first, int count)
    {
        using var all = new MemoryStream();
        foreach (var (from, part) in Parts(first, count))
            all.Write(Gzip(Envelope(from, part)));
        return all.ToArray();
    }

    static byte[] Envelope(int first, int count) => JsonSerializer.SerializeToUtf8Bytes(
        new
        {
            messageType = "DATA_MESSAGE",
            owner = "111122223333",
            logGroup = "/vpc/flows",
            logStream = $"eni-{first % 300:x17}-all",
            subscriptionFilters = new[] { "all" },
            logEvents = Enumerable.Range(first, count).Select(id => new { id = $"3690{id:D20}", timestamp = 1_760_000_000_000 + id, message = Line(id) }),
        },
        Relaxed);

    static byte[] Lines(int first, int count, bool header)
    {
        var text = new StringBuilder(header ? Header : "");
        for (var id = first; id < first + count; id++)
            text.Append(Line(id)).Append('\n');
        return Encoding.ASCII.GetBytes(text.ToString());
    }

    // Forty thousand records an hour; three hundred interfaces, of which EC2 knows half.
    static string Line(int id)
    {
        var start = 1_760_000_000 + (id / 40_000 * 3600);
        var ends = $"198.51.100.{id % 250} 10.20.{id % 4}.{id % 200} {1024 + (id % 50_000)} {id % 1024}";
        return $"2 111122223333 eni-{id % 300:x17} {ends} 6 {1 + (id % 9)} {id} {start} {start + 55} {(id % 7 == 0 ? "REJECT" : "ACCEPT")} OK";
    }

    static byte[] Gzip(byte[] bytes)
    {
        using var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.Fastest))
            gzip.Write(bytes);
        return output.ToArray();
    }

    static string Data(byte[] bytes) => Convert.ToBase64String(bytes);

    static string Json<T>(T value) => JsonSerializer.Serialize(value, Relaxed);
}
