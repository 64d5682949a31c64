using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace FlowLogStack.Processing;

/// <summary>An element of an event's <c>Records</c>.</summary>
/// <param name="Kind">Kind of the element.</param>
/// <param name="Id">Identifier of the element in the response; empty if it has none.</param>
/// <param name="Json">The element.</param>
readonly record struct EventRecord(EventRecordKind Kind, string Id, JsonElement Json)
{
    const string Place = "A record of the event";

    static ReadOnlySpan<byte> Opening => "{\"Records\":["u8;

    static ReadOnlySpan<byte> Closing => "]}"u8;

    /// <summary>Whether the response lists the element if it fails.</summary>
    public bool IsNamed => Kind is EventRecordKind.Message or EventRecordKind.Stream;

    /// <summary>Determines the kind of an element.</summary>
    public static EventRecord Of(JsonElement json) => json switch
    {
        { ValueKind: not JsonValueKind.Object } => new(EventRecordKind.Unknown, "", json),
        _ when json.TryGetProperty("s3", out _) => new(EventRecordKind.Object, "", json),
        _ when json.TryGetProperty("kinesis", out var kinesis) => new(EventRecordKind.Stream, EventJson.TryText(kinesis, "sequenceNumber") ?? "", json),
        _ when json.TryGetProperty("Sns", out _) => new(EventRecordKind.Notification, "", json),
        _ when json.TryGetProperty("body", out _) || json.TryGetProperty("receiptHandle", out _) =>
            new(EventRecordKind.Message, EventJson.TryText(json, "messageId") ?? "", json),
        _ => new(EventRecordKind.Unknown, "", json),
    };

    /// <summary>Returns the event inside a message of a queue or a topic.</summary>
    /// <exception cref="EventException">The message contains no event.</exception>
    public ReadOnlyMemory<byte> Event() => Encoding.UTF8.GetBytes(Kind is EventRecordKind.Notification
        ? EventJson.Text(EventJson.Member(Json, "Sns", Place), "Message", "The message of the topic")
        : EventJson.Text(Json, "body", "A message of the queue"));

    /// <summary>Returns the data of a stream record.</summary>
    /// <exception cref="EventException">The data is absent or not base64.</exception>
    public byte[] Data()
    {
        var data = EventJson.Member(EventJson.Member(Json, "kinesis", Place), "data", "A record of the stream");
        return data.ValueKind is JsonValueKind.String && data.TryGetBytesFromBase64(out var bytes)
            ? bytes
            : throw new EventException("The 'data' of a record of the stream is not base64.");
    }

    /// <summary>Returns an event that contains only this element.</summary>
    public byte[] Alone() => [.. Opening, .. JsonMarshal.GetRawUtf8Value(Json), .. Closing];
}
