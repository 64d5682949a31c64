using System.Text;

namespace FlowLogStack.Processing;

/// <summary>Log events that hold no line, such as those whose message is not text, kept as they came.</summary>
/// <param name="keeps">Whether they are kept, or counted only.</param>
sealed class MalformedEvents(bool keeps)
{
    const int FullBytes = 1024 * 1024;

    readonly OutputBuffer events = new(0);

    /// <summary>How many are kept.</summary>
    public int Count { get; private set; }

    /// <summary>How many there have been since the beginning.</summary>
    public long Total { get; private set; }

    /// <summary>What is wrong with the first one kept; empty when none is.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>Whether they should be parked before another is added.</summary>
    public bool IsFull => events.Length >= FullBytes;

    /// <summary>Keeps or counts one.</summary>
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

    /// <summary>Those kept, as an event of a subscription that holds nothing else.</summary>
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

    /// <summary>Forgets those kept.</summary>
    public void Clear()
    {
        Count = 0;
        Reason = "";
        events.Truncate(0);
    }
}
