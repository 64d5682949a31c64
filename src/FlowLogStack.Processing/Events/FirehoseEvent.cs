using System.Text.Json;

namespace FlowLogStack.Processing;

/// <summary>A Firehose transformation event.</summary>
/// <param name="InvocationId">Identifier of the invocation, the same for its retries.</param>
/// <param name="StreamArn">ARN of the delivery stream.</param>
/// <param name="Records">Records of the event.</param>
sealed record FirehoseEvent(string InvocationId, string StreamArn, IReadOnlyList<FirehoseRecord> Records)
{
    /// <summary>Parses an event. A record whose data is not base64 becomes a problem of that record.</summary>
    /// <exception cref="EventException">A record has no id, which the response requires.</exception>
    public static FirehoseEvent Parse(ReadOnlyMemory<byte> json)
    {
        const string Place = "The Firehose event";
        using var document = EventJson.Parse(json);
        var root = document.RootElement;
        var array = EventJson.Member(root, "records", Place);
        if (array.ValueKind is not JsonValueKind.Array)
            throw new EventException("The Firehose event has 'records' that are not a list.");
        List<FirehoseRecord> records = [];
        foreach (var record in array.EnumerateArray())
        {
            var id = EventJson.TryText(record, "recordId") ?? throw new EventException("A record of the Firehose event lacks its recordId.");
            records.Add(record.TryGetProperty("data", out var data) && data.ValueKind is JsonValueKind.String && data.TryGetBytesFromBase64(out var bytes)
                ? new FirehoseRecord(id, bytes, null)
                : new FirehoseRecord(id, default, "The record's data is not base64."));
        }

        return new FirehoseEvent(EventJson.TryText(root, "invocationId") ?? "", EventJson.TryText(root, "deliveryStreamArn") ?? "", records);
    }
}
