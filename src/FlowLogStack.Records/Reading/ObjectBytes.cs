using System.IO.Compression;

namespace FlowLogStack.Records;

/// <summary>The text of an object, decompressed if its content is gzip.</summary>
sealed class ObjectBytes : IDisposable
{
    const int MagicLength = 4;

    readonly string name;
    readonly GzipSource? members;
    readonly Stream source;
    readonly TextEnd textEnd = new();
    byte[] head;
    GZipStream? gzip;
    long length;

    internal ObjectBytes(Stream source, string name)
    {
        this.name = name;
        this.source = source;
        head = new byte[MagicLength];
        Array.Resize(ref head, source.ReadAtLeast(head, MagicLength, throwOnEndOfStream: false));
        if (!GzipMark.Is(head))
            return;
        members = new GzipSource(head, source);
        gzip = new GZipStream(members, CompressionMode.Decompress, leaveOpen: true);
        head = [];
    }

    /// <summary>Whether the object is gzip.</summary>
    internal bool IsCompressed => members is not null;

    /// <summary>Reads the next bytes; returns 0 only at the end.</summary>
    /// <exception cref="UnreadableObjectException">The gzip data is damaged, truncated or followed by other bytes.</exception>
    internal int Read(Span<byte> buffer)
    {
        if (gzip is not null)
            return ReadCompressed(buffer);
        if (head.Length == 0)
            return source.Read(buffer);
        var served = head.Length;
        head.CopyTo(buffer);
        head = [];
        return served;
    }

    public void Dispose() => gzip?.Dispose();

    int ReadCompressed(Span<byte> buffer)
    {
        textEnd.ThrowIfFailed();
        try
        {
            var read = gzip!.Read(buffer);
            while (read == 0 && !buffer.IsEmpty && members!.TryPassBlanks(length))
            {
                gzip.Dispose();
                gzip = new GZipStream(members, CompressionMode.Decompress, leaveOpen: true);
                length = 0;
                read = gzip.Read(buffer);
            }

            length += textEnd.Pass(buffer[..read]);
            if (members!.HasEnded)
                return buffer.IsEmpty ? 0 : EnsureMark(buffer[..read]);
            return read > 0 || buffer.IsEmpty ? read
                : throw new UnreadableObjectException(name, $"{name}: other bytes follow its gzip data. Fetch the object again; if it was joined from others, "
                + "join only whole gzip files.");
        }
        catch (InvalidDataException e)
        {
            if (members!.HasEnded)
                throw CutShort(e);
            return textEnd.Fail(new UnreadableObjectException(name, $"{name}: its gzip data is damaged. Fetch the object again.", e) { IsFoundLate = true },
                members.IsLengthLeft(length), buffer);
        }
    }

    // The decompressor reads more input only after it has returned all output of its last input, so no bytes read
    // after the end of the source belong to the object.
    // The reader's buffer may be shorter than the mark, so the mark has its own buffer.
    int EnsureMark(ReadOnlySpan<byte> begun)
    {
        Span<byte> end = stackalloc byte[GzipSource.MarkLength + 1];
        if (begun.Length > GzipSource.MarkLength)
            throw CutShort(null);
        begun.CopyTo(end);
        var read = begun.Length;
        while (read < end.Length && gzip!.Read(end[read..]) is > 0 and var more)
            read += more;
        return GzipSource.IsMark(end[..read]) ? 0 : throw CutShort(null);
    }

    UnreadableObjectException CutShort(Exception? inner) =>
        new(name, $"{name}: its gzip data is truncated, so records are missing at its end. Fetch the object again.", inner);
}
