using System.Net;
using System.Text.Json;

namespace FlowLogStack.Processing;

/// <summary>A notification of S3 that an object was created.</summary>
/// <param name="Bucket">Name of the bucket.</param>
/// <param name="Key">Decoded key.</param>
/// <param name="VersionId">Version of the object; null if the bucket is not versioned.</param>
/// <param name="Sequencer">S3's order of the events of one key; empty if absent.</param>
sealed record ObjectNotification(string Bucket, string Key, string? VersionId, string Sequencer)
{
    const string Place = "A record of the S3 notification";

    /// <summary>Key to try if no object has <see cref="Key"/>. Default: null, no other key.</summary>
    public string? OtherKey { get; init; }

    /// <summary>Reads an element of the <c>Records</c> of a notification.</summary>
    /// <returns>The notification; null if the event is not a creation.</returns>
    /// <exception cref="EventException">The element lacks its bucket or key.</exception>
    public static ObjectNotification? OfRecord(JsonElement record)
    {
        if (record.TryGetProperty("eventName", out var name) && name.ValueKind is not JsonValueKind.Null
            && !EventJson.Text(record, "eventName", Place).Contains("ObjectCreated", StringComparison.Ordinal))
        {
            return null;
        }

        var s3 = EventJson.Member(record, "s3", Place);
        var item = EventJson.Member(s3, "object", Place);
        return new ObjectNotification(
            Named(EventJson.Text(EventJson.Member(s3, "bucket", Place), "name", Place)),
            Named(WebUtility.UrlDecode(EventJson.Text(item, "key", Place))),
            EventJson.TryText(item, "versionId"),
            EventJson.TryText(item, "sequencer") ?? "");
    }

    /// <summary>Reads an event of EventBridge.</summary>
    /// <returns>The notification; null if the event is not a creation.</returns>
    /// <exception cref="EventException">The event does not concern an S3 object, or lacks its bucket or key.</exception>
    public static ObjectNotification? OfBridge(JsonElement bridge)
    {
        const string Event = "The EventBridge event";
        var type = EventJson.Text(bridge, "detail-type", Event);
        if (EventJson.TryText(bridge, "source") is not "aws.s3" || !type.StartsWith("Object ", StringComparison.Ordinal))
            throw new EventException($"The EventBridge event '{type}' does not concern S3 objects. Set the rule to source 'aws.s3' and detail-type "
                + "'Object Created'.");
        if (type is not "Object Created")
            return null;
        var detail = EventJson.Member(bridge, "detail", Event);
        var item = EventJson.Member(detail, "object", Event);

        // EventBridge sends the key unencoded, notifications send it encoded; a key that looks encoded may be either.
        var key = Named(EventJson.Text(item, "key", Event));
        var decoded = WebUtility.UrlDecode(key);
        return new ObjectNotification(
            Named(EventJson.Text(EventJson.Member(detail, "bucket", Event), "name", Event)),
            key,
            EventJson.TryText(item, "version-id"),
            EventJson.TryText(item, "sequencer") ?? "")
        {
            OtherKey = decoded == key || decoded is "" ? null : decoded,
        };
    }

    static string Named(string text) => text is "" ? throw new EventException("The event contains an object without its bucket or key.") : text;
}
