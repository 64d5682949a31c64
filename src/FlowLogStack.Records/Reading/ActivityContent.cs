using System.IO.Compression;

namespace FlowLogStack.Records;

/// <summary>An object whose kind is recognized by its first bytes, gzip or not, before it is read from its beginning.</summary>
sealed class ActivityContent : ForwardOnlyStream, IRowSource
{
    const int MostBytes = 64 * 1024;

    readonly Stream source;
    readonly byte[] head;
    readonly UnreadableObjectException? fault;
    int served;

    ActivityContent(Stream source, FirstBytes first)
    {
        this.source = source;
        (head, fault) = (first.Bytes, first.Fault);
        Kind = KindOf(Text(head));
    }

    /// <summary>Kind of the object.</summary>
    internal ActivityKind Kind { get; }

    /// <inheritdoc/>
    public KnownRows? Rows => (source as IRowSource)?.Rows;

    /// <summary>Reads the first bytes of an object, up to the end of its first line if it is not compressed.</summary>
    /// <param name="source">Bytes of the object; not disposed.</param>
    internal static ActivityContent Of(Stream source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new ActivityContent(source, FirstBytes.Of(source, MostBytes, IsEnough));
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (served == head.Length)
            return fault is null ? source.Read(buffer) : throw fault;
        var count = Math.Min(head.Length - served, buffer.Length);
        head.AsSpan(served, count).CopyTo(buffer);
        served += count;
        return count;
    }

    static bool IsEnough(ReadOnlySpan<byte> bytes) => !GzipMark.Is(bytes) && bytes.TrimStart(" \t\r\n"u8).Contains((byte)'\n')
        && bytes is not [(byte)'{', ..];

    static ActivityKind KindOf(ReadOnlySpan<byte> text)
    {
        if (text.StartsWith("\uFEFF"u8))
            text = text[3..];
        return CloudTrailRecords.Begins(text) is true ? ActivityKind.CloudTrail : AccessLogLines.Begins(text) ? ActivityKind.AccessLogs : ActivityKind.None;
    }

    static byte[] Text(byte[] head)
    {
        if (!GzipMark.Is(head))
            return head;
        var text = new byte[MostBytes];
        var filled = 0;
        try
        {
            using var gzip = new GZipStream(new MemoryStream(head), CompressionMode.Decompress);
            while (filled < text.Length && gzip.Read(text, filled, text.Length - filled) is > 0 and var read)
                filled += read;
        }
        catch (InvalidDataException)
        {
            // The reader reports damaged data. Here, the rest of the object follows later.
        }

        return text[..filled];
    }
}
