namespace FlowLogStack.Records;

/// <summary>A reader of a text object's lines as messages of log events, in memory that does not grow with the object.</summary>
/// <remarks>
/// Reads text or gzip, which it recognizes by content: envelopes of CloudWatch Logs, output of <c>aws logs</c> and downloads of
/// consoles, of which it returns the messages of the events; files of CloudTrail, of which it returns the records; and S3 server access
/// logs, whose lines are objects of their columns if messages are JSON. It skips lines that CloudWatch Logs never stores as events: blank
/// lines, and the header lines of flow log objects in S3, which have two names or more, most of them flow log fields. Every
/// other line is a message, without its line ending.
/// </remarks>
public sealed class LogEventReader : IDisposable
{
    /// <summary>Maximum size of a message in bytes: 1 MiB, a CloudWatch Logs limit.</summary>
    public const int MaximumMessageLength = 1024 * 1024;

    const int FirstBufferLength = 128 * 1024;

    readonly ObjectBytes source;
    readonly AnyFormStream anyForm;
    readonly bool messagesAreJson;

    byte[] buffer = new byte[FirstBufferLength];
    int messageStart;
    int messageLength;
    int next;
    int filled;
    bool sourceEnded;
    bool skipsRest;
    byte[]? unescaped;
    byte[]? squeezed;
    bool isUnescaped;

    /// <summary>Starts reading an object.</summary>
    /// <param name="stream">Bytes of the object; not disposed.</param>
    /// <param name="name">Name of the object in messages.</param>
    /// <param name="messagesAreJson">Whether messages are JSON, so that <c>{"message":"text"}</c> is itself a message. Default: false.</param>
    /// <exception cref="UnreadableObjectException">The object is damaged, or is not text.</exception>
    public LogEventReader(Stream stream, string name, bool messagesAreJson = false)
    {
        ArgumentNullException.ThrowIfNull(stream);
        this.messagesAreJson = messagesAreJson;
        anyForm = new AnyFormStream(stream, name, keepsJson: true, readsAccessLogs: messagesAreJson);
        source = new ObjectBytes(anyForm, name);
        while (filled < 3 && !sourceEnded)
            Fill();
        if (buffer.AsSpan(0, filled).StartsWith("\uFEFF"u8))
            next = 3;
    }

    /// <summary>Number of the current line, starting at 1.</summary>
    public long LineNumber { get; private set; }

    /// <summary>Current message in UTF-8; valid until the next <see cref="Read"/>.</summary>
    public ReadOnlySpan<byte> Message => (isUnescaped ? unescaped! : buffer).AsSpan(messageStart, messageLength);

    /// <summary>Origin of the current message; valid until the next <see cref="Read"/>.</summary>
    public LogEventOrigin Origin { get; private set; }

    /// <summary>Whether the current line exceeds the maximum size of a message; <see cref="Message"/> contains its beginning.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>
    /// Whether the current line is truncated, malformed or too long JSON, or not a record of the S3 server access log; <see cref="Message"/> contains its
    /// beginning.
    /// </summary>
    public bool IsMalformed { get; private set; }

    /// <summary>Whether the object is an S3 server access log whose lines are returned as JSON.</summary>
    internal bool IsAccessLog => anyForm.IsAccessLog;

    /// <summary>Moves to the next message.</summary>
    /// <returns>False at the end of the object.</returns>
    /// <exception cref="UnreadableObjectException">The gzip data is damaged, truncated or followed by other bytes.</exception>
    public bool Read()
    {
        while (TakeLine())
        {
            var line = Message;
            if (line.IsEmpty)
                continue;
            if (line[0] == JsonEvents.Fault && anyForm.NamesFaults)
            {
                IsMalformed = true;
                messageStart++;
                messageLength--;
                return true;
            }

            if (!IsTooLong)
                Unwrap(line);
            // Any text may be an event here, so a header is recognized only if most words are names of fields, even in the first line.
            if (IsTooLong || !IsHeader(line))
                return true;
        }

        return false;
    }

    /// <summary>Releases the decompressor; the stream itself stays open.</summary>
    public void Dispose()
    {
        source.Dispose();
        anyForm.Dispose();
    }

    bool IsHeader(ReadOnlySpan<byte> line)
    {
        if (line[0] is (>= (byte)'a' and <= (byte)'z') && ObjectHeader.Is(line, opensObject: false))
            return true;
        return LooseBlanks.MayBeHeader(line)
            && LooseBlanks.Remove(line, ref squeezed, out var length)
            && ObjectHeader.Is(squeezed.AsSpan(0, length), opensObject: false);
    }

    void Unwrap(ReadOnlySpan<byte> line)
    {
        if (line[0] == '{')
            UnwrapJson(line);
        else if (char.IsAsciiDigit((char)line[0]))
            UnwrapTime(line);
    }

    void UnwrapJson(ReadOnlySpan<byte> line)
    {
        if (JsonShape.Of(line, hasEnded: true) is not JsonShapeKind.Event || !MessageEnvelope.TryOpen(line, ref unescaped, out var message))
            return;
        var origin = LogEventOrigin.OfJson(line);
        message = message.TrimEnd("\r\n"u8);
        if (message.IsEmpty || (messagesAreJson && origin.Timestamp is null && message[0] != '{'))
            return;
        Origin = origin;
        if (buffer.AsSpan().Overlaps(message, out var offset))
            messageStart = offset;
        else if (unescaped.AsSpan().Overlaps(message, out offset))
            (messageStart, isUnescaped) = (offset, true);
        messageLength = message.Length;
    }

    // A time may belong to the message, so it is removed only before a flow log record or JSON.
    void UnwrapTime(ReadOnlySpan<byte> line)
    {
        var bare = MessageEnvelope.WithoutTime(line);
        if (bare.Length == line.Length || bare.IsEmpty)
            return;
        if (!IsRecordOrJson(bare))
        {
            bare = bare[(bare.IndexOf((byte)' ') + 1)..];
            if (!IsRecordOrJson(bare))
                return;
        }

        Origin = LogEventOrigin.OfPrefix(line[..^bare.Length]);
        messageStart += line.Length - bare.Length;
        messageLength = bare.Length;
    }

    static bool IsRecordOrJson(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || text[0] == '{')
            return !text.IsEmpty;
        if (text[0] == '-' || text.IndexOf((byte)' ') is <= 0)
            return false;
        var isFirst = true;
        foreach (var range in text.Split((byte)' '))
        {
            var word = text[range];
            // In the output of 'aws logs tail', the log stream is before the record, not within it.
            if (isFirst && (word.EndsWith("-all"u8) || word.EndsWith("-accept"u8) || word.EndsWith("-reject"u8)))
                return false;
            isFirst = false;
            if (word.SequenceEqual("ACCEPT"u8) || word.SequenceEqual("REJECT"u8) || word.SequenceEqual("NODATA"u8) || word.SequenceEqual("SKIPDATA"u8))
                return true;
        }

        return false;
    }

    bool TakeLine()
    {
        SkipRest();
        (isUnescaped, Origin) = (false, default);
        (IsTooLong, IsMalformed) = (false, false);
        var searched = 0;
        while (true)
        {
            var ending = buffer.AsSpan(next + searched, filled - next - searched).IndexOf((byte)'\n');
            if (ending >= 0)
                return Take(searched + ending, 1);
            searched = filled - next;
            if (searched > MaximumMessageLength + 1)
            {
                IsTooLong = true;
                return Take(MaximumMessageLength, 0);
            }

            if (!Fill())
                return filled > next && Take(filled - next, 0);
        }
    }

    bool Take(int length, int ending)
    {
        LineNumber++;
        messageStart = next;
        messageLength = length > 0 && buffer[next + length - 1] == '\r' ? length - 1 : length;
        next += length + ending;
        if (messageLength > MaximumMessageLength)
            (messageLength, IsTooLong) = (MaximumMessageLength, true);
        // A line that was read whole has nothing left to skip.
        skipsRest = IsTooLong && ending == 0;
        return true;
    }

    void SkipRest()
    {
        while (skipsRest)
        {
            var ending = buffer.AsSpan(next, filled - next).IndexOf((byte)'\n');
            next = ending < 0 ? filled : next + ending + 1;
            skipsRest = ending < 0 && Fill();
        }
    }

    bool Fill()
    {
        if (sourceEnded)
            return false;
        buffer.AsSpan(next, filled - next).CopyTo(buffer);
        filled -= next;
        next = 0;
        if (filled == buffer.Length)
            Array.Resize(ref buffer, buffer.Length * 2);
        var read = source.Read(buffer.AsSpan(filled));
        filled += read;
        sourceEnded = read == 0;
        return read > 0;
    }
}
