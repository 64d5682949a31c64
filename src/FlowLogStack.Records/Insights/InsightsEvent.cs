using System.Text;

namespace FlowLogStack.Records;

/// <summary>The event that a query looks at: a line with what its format says of it, or after <c>stats</c> a group of events.</summary>
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
    byte[]? stream;
    string streamName = "";

    /// <summary>The bytes of the message and more.</summary>
    internal byte[] Buffer { get; private set; } = new byte[FirstLength];

    /// <summary>The message's length.</summary>
    internal int Length { get; private set; }

    /// <summary>Another number for each event, by which what was computed of the last one is told from this one.</summary>
    internal long Version { get; private set; }

    /// <summary>The values that the groups and statistics of the last <c>stats</c> have for this group.</summary>
    internal InsightsValue[] Slots { get; private set; } = [];

    internal ReadOnlySpan<byte> Message => Buffer.AsSpan(0, Length);

    /// <summary>The event's time, as it was given, or the <c>start</c> of a record.</summary>
    internal InsightsValue Timestamp => milliseconds is { } given ? InsightsValue.At(given) : StartOfRecord();

    /// <summary>When CloudWatch Logs received the event, as it was given.</summary>
    internal InsightsValue IngestionTime => ingestion is { } given ? InsightsValue.At(given) : default;

    /// <summary>The log stream's name, as it was given, or the interface or transit gateway of a record.</summary>
    internal InsightsValue LogStream =>
        stream is not null ? InsightsValue.Of(stream)
        : streamPosition >= 0 && fields!.Finds(this) ? fields[this, streamPosition]
        : default;

    /// <summary>The fields of events of JSON.</summary>
    internal JsonFields Json { get; } = new();

    /// <summary>Splits events of so many fields; one split for all who ask.</summary>
    internal SpaceSplit SplitInto(int count)
    {
        if (!splits.TryGetValue(count, out var split))
            splits[count] = split = new SpaceSplit(count);
        return split;
    }

    /// <summary>The value of a field that Logs Insights discovers, by its position in the default format.</summary>
    internal InsightsValue Discovered(int position) => isDiscovered && fields!.Finds(this) ? fields[this, position] : default;

    /// <summary>Looks at a message, a record of a format or not, what surrounds it given or not.</summary>
    internal void Look(ReadOnlySpan<byte> message, FlowLogFormat? of, in LogEventOrigin origin)
    {
        UseFormat(of);
        Version++;
        if (message.Length > Buffer.Length)
            Buffer = new byte[message.Length * 2];
        message.CopyTo(Buffer);
        Length = message.Length;
        (milliseconds, ingestion) = (origin.Timestamp, origin.IngestionTime);
        var from = origin.LogStream;
        if (from != (stream is null ? null : streamName))
            (stream, streamName) = (from is null ? null : Encoding.UTF8.GetBytes(from), from ?? "");
    }

    /// <summary>Looks at a record, whose fields have been found.</summary>
    internal void Look(FlowRecord record, in LogEventOrigin origin)
    {
        Look(record.Line, record.Format, origin);
        fields!.Take(this, record.Starts);
    }

    /// <summary>Looks at a group of events.</summary>
    internal void Look(InsightsValue[] slots)
    {
        Version++;
        Slots = slots;
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

    // AWS writes whole seconds; a number too large for a date in seconds is one of milliseconds, as records read it.
    InsightsValue StartOfRecord()
    {
        if (startPosition < 0 || !fields!.Finds(this))
            return default;
        var start = WholeNumber.Parse(fields.Utf8(this, startPosition));
        return start < 0 ? default : InsightsValue.At(start <= FlowRecord.LastSecond ? start * 1000 : start);
    }
}
