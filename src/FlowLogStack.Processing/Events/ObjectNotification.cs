using System.Net;
using System.Text.Json;

namespace FlowLogStack.Processing;

/// <summary>An object that S3 says was created.</summary>
/// <param name="Bucket">The bucket.</param>
/// <param name="Key">The key, decoded.</param>
/// <param name="VersionId">The version; null when the bucket keeps none.</param>
/// <param name="Sequencer">What orders the events of one key; empty when S3 did not say.</param>
sealed record ObjectNotification(string Bucket, string Key, string? VersionId, string Sequencer)
{
    const string Place = "A record of the S3 notification";

    /// <summary>The key to try when there is no object of the other; null when there is nothing to try.</summary>
    public string? OtherKey { get; init; }

    /// <summary>Reads an element of the <c>Records</c> of a notification.</summary>
    /// <returns>Null when it says something else than a creation.</returns>
    /// <exception cref="EventException">It lacks its bucket or key.</exception>
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
    /// <returns>Null when S3 says something else than a creation.</returns>
    /// <exception cref="EventException">It is not an event of S3's objects, or lacks its bucket or key.</exception>
    public static ObjectNotification? OfBridge(JsonElement bridge)
    {
        const string Event = "The EventBridge event";
        var type = EventJson.Text(bridge, "detail-type", Event);
        if (EventJson.TryText(bridge, "source") is not "aws.s3" || !type.StartsWith("Object ", StringComparison.Ordinal))
            throw new EventException($"The EventBridge event '{type}' is not of S3's objects: let the rule match source 'aws.s3' and detail-type 'Object Created'.");
        if (type is not "Object Created")
            return null;
        var detail = EventJson.Member(bridge, "detail", Event);
        var item = EventJson.Member(detail, "object", Event);

        // EventBridge has the key as it is, where notifications have it encoded; what looks encoded may still be either.
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

    static string Named(string text) => text is "" ? throw new EventException("The event names an object without its bucket or key.") : text;
}
