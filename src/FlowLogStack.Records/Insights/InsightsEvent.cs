using System.Text;

namespace FlowLogStack.Records;

/// <summary>The current event of a query: a line with its log format, or a group of events after <c>stats</c>.</summary>
sealed class InsightsEvent
{
    const int FirstLength = 4096;

    readonly Dictionary<int, SpaceSplit> splits = [];
    FlowLogFormat? format;
    SpaceSplit? fields;
    bool isDiscovered;
    int startPosition = -1;
    int streamPosition = -1;
    long? milliseconds;
    long? ingestion;
    bool hasOrigin;
    byte[]? stream;
    string streamName = "";

    /// <summary>Buffer that begins with the message.</summary>
    internal byte[] Buffer { get; private set; } = new byte[FirstLength];

    /// <summary>Length of the message.</summary>
    internal int Length { get; private set; }

    /// <summary>Number of the event, by which cached values of an earlier event are recognized.</summary>
    internal long Version { get; private set; }

    /// <summary>Values of the groups and statistics of the last <c>stats</c> for this group.</summary>
    internal InsightsValue[] Slots { get; private set; } = [];

    internal ReadOnlySpan<byte> Message => Buffer.AsSpan(0, Length);

    /// <summary>Time of the event, or the <c>start</c> of its record.</summary>
    internal InsightsValue Timestamp => milliseconds is { } given ? InsightsValue.At(given) : StartOfRecord();

    /// <summary>Time at which CloudWatch Logs received the event.</summary>
    internal InsightsValue IngestionTime => ingestion is { } given ? InsightsValue.At(given) : default;

    /// <summary>Log stream of the event, or the network interface or transit gateway of its record.</summary>
    internal InsightsValue LogStream =>
        stream is not null ? InsightsValue.Of(stream)
        : streamPosition >= 0 && fields!.Finds(this) ? fields[this, streamPosition]
        : default;

    /// <summary>Fields of JSON events.</summary>
    internal JsonFields Json { get; } = new();

    /// <summary>Returns the split of events with that many fields, shared by all of its users.</summary>
    internal SpaceSplit SplitInto(int count)
    {
        if (!splits.TryGetValue(count, out var split))
            splits[count] = split = new SpaceSplit(count);
        return split;
    }

    /// <summary>Returns the value of a field that Logs Insights discovers, by its position in the default format.</summary>
    internal InsightsValue Discovered(int position) => isDiscovered && fields!.Finds(this) ? fields[this, position] : default;

    /// <summary>Makes a message of an unknown origin the current event; it need not be a record of a format.</summary>
    internal void Look(ReadOnlySpan<byte> message, FlowLogFormat? of)
    {
        Show(message, of);
        // Most events have no origin, so an empty one is not written for each.
        if (hasOrigin)
            Take(default);
    }

    /// <summary>Makes a message the current event; it need not be a record of a format.</summary>
    internal void Look(ReadOnlySpan<byte> message, FlowLogFormat? of, in LogEventOrigin origin)
    {
        Show(message, of);
        Take(origin);
    }

    /// <summary>Makes a record with known field positions the current event.</summary>
    internal void Look(FlowRecord record, in LogEventOrigin origin)
    {
        Look(record.Line, record.Format, origin);
        fields!.Take(this, record.Starts);
    }

    /// <summary>Makes a group of events the current event.</summary>
    internal void Look(InsightsValue[] slots)
    {
        Version++;
        Slots = slots;
    }

    void Show(ReadOnlySpan<byte> message, FlowLogFormat? of)
    {
        UseFormat(of);
        Version++;
        if (message.Length > Buffer.Length)
            Buffer = new byte[message.Length * 2];
        message.CopyTo(Buffer);
        Length = message.Length;
    }

    void Take(in LogEventOrigin origin)
    {
        hasOrigin = origin != default;
        (milliseconds, ingestion) = (origin.Timestamp, origin.IngestionTime);
        var from = origin.LogStream;
        if (from != (stream is null ? null : streamName))
            (stream, streamName) = (from is null ? null : Encoding.UTF8.GetBytes(from), from ?? "");
    }

    void UseFormat(FlowLogFormat? next)
    {
        if (ReferenceEquals(format, next))
            return;
        format = next;
        (isDiscovered, startPosition, streamPosition) = (false, -1, -1);
        if (next is null)
            return;
        fields = SplitInto(next.Fields.Length);
        isDiscovered = next.Equals(FlowLogFormat.Default);
        startPosition = next.IndexOf(FlowField.Start);
        streamPosition = next.Contains(FlowField.InterfaceId) ? next.IndexOf(FlowField.InterfaceId) : next.IndexOf(FlowField.TgwId);
    }

    // AWS writes whole seconds; a number too large for a date in seconds is read as milliseconds, as in records.
    InsightsValue StartOfRecord()
    {
        if (startPosition < 0 || !fields!.Finds(this))
            return default;
        var start = WholeNumber.Parse(fields.Utf8(this, startPosition));
        return start < 0 ? default : InsightsValue.At(start <= FlowRecord.LastSecond ? start * 1000 : start);
    }
}
