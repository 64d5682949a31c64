using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace FlowLogStack.Processor.Tests;

/// <summary>Lines and events as AWS writes them.</summary>
static class Given
{
    static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public const string Interface = "eni-0aa11bb22cc33dd44";

    public static string Line(int port = 443, string source = "198.51.100.20", string destination = "10.20.1.5", string action = "ACCEPT", long bytes = 840,
        string eni = Interface) =>
        $"2 111122223333 {eni} {source} {destination} 50123 {port} 6 7 {bytes} 1760000000 1760000055 {action} OK";

    public static string NoData => $"2 111122223333 {Interface} - - - - - - - 1760000000 1760000055 - NODATA";

    public static string Subscription(params IEnumerable<string> messages) => Subscribed(Document(messages));

    public static string Subscribed(string document) => Subscribed(Gzip(Encoding.UTF8.GetBytes(document)));

    public static string Subscribed(byte[] data) => $$$"""{"awslogs":{"data":"{{{Convert.ToBase64String(data)}}}"}}""";

    public static string Document(IEnumerable<string> messages, string type = "DATA_MESSAGE", string group = "/vpc/flows",
        string stream = Interface + "-all") =>
        JsonSerializer.Serialize(new
        {
            messageType = type,
            owner = "111122223333",
            logGroup = group,
            logStream = stream,
            subscriptionFilters = new[] { "all" },
            logEvents = messages.Select((message, index) => new { id = $"3690{index:D10}{(uint)message.GetHashCode(StringComparison.Ordinal)}",
                timestamp = 1_760_000_000_000 + index, message, extractedFields = new { version = "2" } }),
        }, Relaxed);

    public static string Objects(params IEnumerable<(string Bucket, string Key)> objects) =>
        JsonSerializer.Serialize(new { Records = objects.Select(item =>
            new { eventSource = "aws:s3", eventName = "ObjectCreated:Put",
                s3 = new { bucket = new { name = item.Bucket }, @object = new { key = item.Key, sequencer = "0055AED6DCD90281E5" } } }) });

    public static string Queue(params IEnumerable<string> bodies) =>
        JsonSerializer.Serialize(new { Records = bodies.Select((body, index) =>
            new { messageId = $"m-{index}", receiptHandle = "r", body, eventSource = "aws:sqs" }) });

    public static string Kinesis(params IEnumerable<byte[]> records) =>
        JsonSerializer.Serialize(new
        {
            Records = records.Select((data, index) => new
            {
                kinesis = new { kinesisSchemaVersion = "1.0", partitionKey = "p", sequenceNumber = $"s-{index}", data = Convert.ToBase64String(data),
                    approximateArrivalTimestamp = 1_760_000_000.5 },
                eventSource = "aws:kinesis",
                eventID = $"shardId-0:s-{index}",
                eventSourceARN = "arn:aws:kinesis:eu-west-1:111122223333:stream/flows",
            }),
        });

    public static string Notifications(params IEnumerable<string> messages) =>
        JsonSerializer.Serialize(new { Records = messages.Select(message =>
            new { EventSource = "aws:sns", EventVersion = "1.0", Sns = new { Type = "Notification", MessageId = "m", Message = message } }) });

    public static string Topic(string message) => JsonSerializer.Serialize(new { Type = "Notification", MessageId = "m", TopicArn = "t", Message = message });

    public static string Failed(string payload) =>
        $$$"""{"version":"1.0","requestContext":{"condition":"RetriesExhausted"},"requestPayload":{{{payload}}},"responsePayload":{"errorMessage":"x"}}""";

    public static string Bridge(string bucket, string key, string type = "Object Created") =>
        JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["version"] = "0",
            ["id"] = "1",
            ["detail-type"] = type,
            ["source"] = "aws.s3",
            ["detail"] = new { bucket = new { name = bucket }, @object = new { key, size = 1, sequencer = "0055" }, reason = "PutObject" },
        });

    public static string Letter(string kind, byte[] gzip, int records = 1) =>
        JsonSerializer.Serialize(new { flowLogStackDeadLetter = 1, kind, reason = "r", at = "2025-01-01T00:00:00Z", requestId = "r", records, name = "n",
            host = "h", key = "k", gzip = Convert.ToBase64String(gzip) });

    public static string Firehose(params IEnumerable<byte[]> records) =>
        JsonSerializer.Serialize(new
        {
            invocationId = "i-1",
            deliveryStreamArn = "arn:aws:firehose:eu-west-1:111122223333:deliverystream/flows",
            region = "eu-west-1",
            records = records.Select((data, index) => new { recordId = $"rec-{index}", approximateArrivalTimestamp = 1_760_000_000_000,
                data = Convert.ToBase64String(data) }),
        });

    public static byte[] Gzip(byte[] bytes)
    {
        using var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.Fastest))
            gzip.Write(bytes);
        return output.ToArray();
    }

    /// <summary>Text that ends in a great many of one letter, compressed to a thousandth of it.</summary>
    public static byte[] Grown(string text, int length, char letter)
    {
        using var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.Optimal))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
            var piece = new byte[1024 * 1024];
            Array.Fill(piece, (byte)letter);
            for (var written = 0; written < length; written += piece.Length)
                gzip.Write(piece);
        }

        return output.ToArray();
    }

    public static byte[] GzipText(string text) => Gzip(Encoding.UTF8.GetBytes(text));
}
