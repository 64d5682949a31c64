using System.Buffers.Binary;
using System.IO.Compression;

namespace FlowLogStack.Records;

/// <summary>The compressed bytes of an object, followed by a gzip member that marks their end.</summary>
/// <remarks>
/// The framework's decompressor treats a truncated stream as one that ended, and ignores bytes after the
/// last member. Both would lose records silently. The mark after the source is decompressed only if
/// every member before it was whole and no bytes were between them.
/// </remarks>
sealed class GzipSource(byte[] head, Stream source) : ForwardOnlyStream
{
    // The decompressor reads this many bytes at once, so the end of a member is within the last two reads.
    const int ReadLength = 8 * 1024;
    const int TrailerLength = 4;

    static readonly byte[] Mark = "\0end of flow log object\0"u8.ToArray();
    static readonly byte[] MarkMember = Compress(Mark);

    // The bytes returned last, then the bytes to return again.
    readonly byte[] recent = new byte[4 * ReadLength];

    readonly MemberEnds members = new(head, source, MemberEnds.Gzip);
    int markServed;
    int served;
    int known;

    /// <summary>Whether the source has ended, so that the next decompressed bytes should be the mark.</summary>
    internal bool HasEnded { get; private set; }

    /// <summary>Number of bytes of the mark.</summary>
    internal static int MarkLength => Mark.Length;

    /// <summary>Returns whether the bytes are exactly the mark.</summary>
    internal static bool IsMark(ReadOnlySpan<byte> bytes) => bytes.SequenceEqual(Mark);

    public override int Read(Span<byte> buffer)
    {
        buffer = buffer[..Math.Min(buffer.Length, ReadLength)];
        if (served < known)
        {
            var again = Math.Min(known - served, buffer.Length);
            recent.AsSpan(served, again).CopyTo(buffer);
            served += again;
            return again;
        }

        var read = ReadOn(buffer);
        Remember(buffer[..read]);
        served = known;
        return read;
    }

    /// <summary>Continues with the next member after blanks, such as a delimiter of Firehose.</summary>
    /// <param name="length">Decompressed length of the previous member, which its last bytes must confirm.</param>
    /// <returns>False if other bytes follow.</returns>
    internal bool TryPassBlanks(long length)
    {
        Span<byte> trailer = stackalloc byte[TrailerLength];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer, (uint)length);
        for (var at = TrailerLength; at <= known; at++)
        {
            if (!recent.AsSpan(at - TrailerLength, TrailerLength).SequenceEqual(trailer))
                continue;
            var next = at;
            while (IsKnown(next) && IsBlank(recent[next]))
                next++;
            if (next == at || !IsKnown(next + 1) || recent[next] != 0x1F || recent[next + 1] != 0x8B)
                continue;
            recent.AsSpan(next, known - next).CopyTo(recent);
            known -= next;
            served = 0;
            return true;
        }

        return false;
    }

    /// <summary>Returns whether only the length of the last member is left, as after a checksum that is wrong, and whether it is the given one.</summary>
    /// <param name="length">Decompressed length of the member.</param>
    internal bool IsLengthLeft(long length)
    {
        Span<byte> left = stackalloc byte[TrailerLength + 1];
        return served == known && members.ReadAtLeast(left, left.Length, throwOnEndOfStream: false) == TrailerLength
            && BinaryPrimitives.ReadUInt32LittleEndian(left) == (uint)length;
    }

    static bool IsBlank(byte c) => c is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n';

    bool IsKnown(int index)
    {
        while (index >= known)
        {
            if (known == recent.Length)
                return false;
            var read = ReadOn(recent.AsSpan(known, Math.Min(ReadLength, recent.Length - known)));
            if (read == 0)
                return false;
            known += read;
        }

        return true;
    }

    void Remember(ReadOnlySpan<byte> bytes)
    {
        var kept = Math.Min(known, ReadLength);
        if (known + bytes.Length > 2 * ReadLength)
        {
            recent.AsSpan(known - kept, kept).CopyTo(recent);
            known = kept;
        }

        bytes.CopyTo(recent.AsSpan(known));
        known += bytes.Length;
    }

    int ReadOn(Span<byte> buffer)
    {
        if (!HasEnded)
        {
            var read = members.Read(buffer);
            if (read > 0 || buffer.IsEmpty)
                return read;
            HasEnded = true;
        }

        var count = Math.Min(MarkMember.Length - markServed, buffer.Length);
        MarkMember.AsSpan(markServed, count).CopyTo(buffer);
        markServed += count;
        return count;
    }

    static byte[] Compress(byte[] bytes)
    {
        var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal))
            gzip.Write(bytes);
        return compressed.ToArray();
    }
}
