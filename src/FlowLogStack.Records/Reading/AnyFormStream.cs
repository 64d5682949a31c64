namespace FlowLogStack.Records;

/// <summary>A stream that converts an object of any supported form to the text that the readers expect.</summary>
/// <remarks>
/// Gzip is decompressed, twice if necessary. JSON documents of log events become one event per line; CSV and JSON records become
/// a header line and lines of fields. Files of CloudTrail become one event per line if JSON is kept, and S3 server access logs if they
/// are read. Other text is unchanged. The first bytes determine the form.
/// </remarks>
sealed class AnyFormStream(Stream source, string name, bool keepsJson, bool readsAccessLogs = false) : ForwardOnlyStream
{
    const int HeadLength = 16 * 1024;

    ObjectBytes? outer;
    ObjectBytes? inner;
    TextOf? rest;
    LineSource? lines;
    byte[] head = [];
    int headServed;

    /// <summary>Whether a line that begins with <see cref="JsonEvents.Fault"/> represents JSON that cannot be read.</summary>
    internal bool NamesFaults => keepsJson && lines is JsonEvents or CloudTrailRecords or AccessLogLines;

    /// <summary>Whether the text differs from the bytes of the source.</summary>
    internal bool IsConverted => lines is not null || outer is null or { IsCompressed: true } || inner is null or { IsCompressed: true };

    /// <summary>Whether the lines are records of an S3 server access log as JSON.</summary>
    internal bool IsAccessLog => lines is AccessLogLines;

    public override int Read(Span<byte> buffer)
    {
        if (rest is null)
            Open();
        if (lines is not null)
            return lines.Read(buffer);
        if (headServed == head.Length)
            return rest!.Read(buffer);
        var count = Math.Min(head.Length - headServed, buffer.Length);
        head.AsSpan(headServed, count).CopyTo(buffer);
        headServed += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner?.Dispose();
            outer?.Dispose();
        }

        base.Dispose(disposing);
    }

    void Open()
    {
        outer = new ObjectBytes(source, name);
        // Firehose compresses data that CloudWatch Logs has already compressed.
        inner = new ObjectBytes(new TextOf(outer), name);
        rest = new TextOf(inner);
        (head, rest.Fault) = FirstBytes.Of(rest, HeadLength, IsDecided);
        ForeignContent.Refuse(head, name, isAnyText: keepsJson);
        ReadOnlySpan<byte> text = head;
        if (text.StartsWith("\uFEFF"u8))
            text = text[3..];
        if (keepsJson && CloudTrailRecords.Begins(text) is true)
            lines = new CloudTrailRecords(text.ToArray(), rest);
        else if (readsAccessLogs && AccessLogLines.Begins(text))
            lines = new AccessLogLines(text.ToArray(), rest);
        else if (JsonEvents.Begins(text, keepsJson))
            lines = new JsonEvents(text.ToArray(), rest, keepsJson);
        else if (CsvRows.TryOf(text, rest, keepsJson, out var rows))
            lines = rows;
    }

    // A whole line determines the form, and so does the head of an object that is longer.
    static bool IsDecided(ReadOnlySpan<byte> bytes)
    {
        var text = (bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes).TrimStart(" \t\r\n"u8);
        if (text is [(byte)'[', .. var array])
            return !array.TrimStart(" \t\r\n"u8).IsEmpty && text.Contains((byte)'\n');
        return text.Contains((byte)'\n') && (text[0] != '{' || CloudTrailRecords.Begins(text) is not null);
    }

    // A source must not be read after its end.
    sealed class TextOf(ObjectBytes bytes) : ForwardOnlyStream
    {
        bool ended;

        /// <summary>Damage after the first bytes, which have been read; null for none.</summary>
        internal UnreadableObjectException? Fault { get; set; }

        public override int Read(Span<byte> buffer)
        {
            if (Fault is not null)
                throw Fault;
            if (ended || buffer.IsEmpty)
                return 0;
            var read = bytes.Read(buffer);
            ended = read == 0;
            return read;
        }
    }
}
