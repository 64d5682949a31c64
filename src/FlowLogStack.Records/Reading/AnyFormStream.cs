namespace FlowLogStack.Records;

/// <summary>The text of an object in the form that the readers expect, whatever form it has.</summary>
/// <remarks>
/// Gzip is decompressed, twice if need be. JSON documents of log events become one event a line; CSV and JSON records become
/// a header line and lines of fields. Other text is handed on as it is, and its first bytes decide.
/// </remarks>
sealed class AnyFormStream(Stream source, string name, bool keepsJson) : ForwardOnlyStream
{
    const int HeadLength = 16 * 1024;

    ObjectBytes? outer;
    ObjectBytes? inner;
    LineSource? lines;
    byte[] head = [];
    int headServed;

    /// <summary>Whether a line that begins with <see cref="JsonEvents.Fault"/> stands for JSON that cannot be read.</summary>
    internal bool NamesFaults => keepsJson && lines is JsonEvents;

    public override int Read(Span<byte> buffer)
    {
        if (inner is null)
            Open();
        if (lines is not null)
            return lines.Read(buffer);
        if (headServed == head.Length)
            return inner!.Read(buffer);
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
        // Firehose compresses what CloudWatch Logs has compressed already.
        inner = new ObjectBytes(new TextOf(outer), name);
        head = new byte[HeadLength];
        var (filled, ended) = (0, false);
        while (filled < head.Length && !ended && !IsDecided(head.AsSpan(0, filled)))
        {
            var read = inner.Read(head.AsSpan(filled));
            filled += read;
            ended = read == 0;
        }

        Array.Resize(ref head, filled);
        ForeignContent.Refuse(head, name, isAnyText: keepsJson);
        ReadOnlySpan<byte> text = head;
        if (text.StartsWith("\uFEFF"u8))
            text = text[3..];
        var rest = new TextOf(inner, ended);
        if (JsonEvents.Begins(text, keepsJson))
            lines = new JsonEvents(text.ToArray(), rest, keepsJson);
        else if (CsvRows.TryOf(text, rest, keepsJson, out var rows))
            lines = rows;
    }

    // A line decides, and an object that is longer than the head has shown what it is.
    static bool IsDecided(ReadOnlySpan<byte> bytes)
    {
        var text = bytes.TrimStart(" \t\r\n"u8);
        return text is [(byte)'[', .. var array] ? !array.TrimStart(" \t\r\n"u8).IsEmpty && text.Contains((byte)'\n') : text.Contains((byte)'\n');
    }

    // Past its end a source must not be read again.
    sealed class TextOf(ObjectBytes bytes, bool hasEnded = false) : ForwardOnlyStream
    {
        bool ended = hasEnded;

        public override int Read(Span<byte> buffer)
        {
            if (ended || buffer.IsEmpty)
                return 0;
            var read = bytes.Read(buffer);
            ended = read == 0;
            return read;
        }
    }
}
