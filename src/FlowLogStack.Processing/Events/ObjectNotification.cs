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
    /// <summary>Reads the records of an event; those that say something else than a creation are left out.</summary>
    /// <exception cref="EventException">A record lacks its bucket or key.</exception>
    public static IReadOnlyList<ObjectNotification> Parse(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        List<ObjectNotification> objects = [];
        foreach (var record in document.RootElement.GetProperty("Records").EnumerateArray())
        {
            if (record.TryGetProperty("eventName", out var name) && name.GetString() is { } text && !text.Contains("ObjectCreated", StringComparison.Ordinal))
                continue;
            if (!record.TryGetProperty("s3", out var s3)
                || !s3.TryGetProperty("bucket", out var bucket) || !bucket.TryGetProperty("name", out var bucketName)
                || !s3.TryGetProperty("object", out var item) || !item.TryGetProperty("key", out var key))
            {
                throw new EventException("A record of the S3 notification lacks s3.bucket.name or s3.object.key.");
            }

            objects.Add(new ObjectNotification(
                bucketName.GetString() ?? "",
                WebUtility.UrlDecode(key.GetString() ?? ""),
                item.TryGetProperty("versionId", out var version) ? version.GetString() : null,
                item.TryGetProperty("sequencer", out var sequencer) ? sequencer.GetString() ?? "" : ""));
        }

        return objects;
    }
}
