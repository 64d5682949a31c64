using System.Text;

namespace FlowLogStack.Processing;

/// <summary>A buffer of log events without a line, such as those whose message is not a string, unchanged.</summary>
/// <param name="keeps">Whether events are kept; if false, they are only counted.</param>
sealed class MalformedEvents(bool keeps)
{
    const int FullBytes = 1024 * 1024;

    readonly OutputBuffer events = new(0);

    /// <summary>Number of events kept.</summary>
    public int Count { get; private set; }

    /// <summary>Number of events added since the beginning.</summary>
    public long Total { get; private set; }

    /// <summary>Fault of the first event kept; empty if none is.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>Whether the events should be saved as a dead letter before the next is added.</summary>
    public bool IsFull => events.Length >= FullBytes;

    /// <summary>Keeps or counts an event.</summary>
    public void Add(ReadOnlySpan<byte> json, string reason)
    {
        Total++;
        if (Count++ == 0)
            Reason = reason;
        if (!keeps)
            return;
        if (events.Length > 0)
            events.Append((byte)',');
        events.Append(json);
    }

    /// <summary>Returns the events kept as the event of a subscription.</summary>
    /// <param name="logGroup">Their log group.</param>
    /// <param name="logStream">Their log stream.</param>
    public byte[] ToEvent(string? logGroup, string? logStream)
    {
        var document = new OutputBuffer(events.Length + 256);
        document.Append("{\"messageType\":\"DATA_MESSAGE\",\"owner\":\"\",\"logGroup\":"u8);
        document.Append(JsonText.Quote(logGroup ?? ""));
        document.Append(",\"logStream\":"u8);
        document.Append(JsonText.Quote(logStream ?? ""));
        document.Append(",\"subscriptionFilters\":[],\"logEvents\":["u8);
        document.Append(events.Written);
        document.Append("]}"u8);
        return Encoding.ASCII.GetBytes($$$"""{"awslogs":{"data":"{{{Convert.ToBase64String(Compression.Gzip(document.Written))}}}"}}""");
    }

    /// <summary>Removes the events kept.</summary>
    public void Clear()
    {
        Count = 0;
        Reason = "";
        events.Truncate(0);
    }
}
