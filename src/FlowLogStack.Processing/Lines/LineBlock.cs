using FlowLogStack.Records;

namespace FlowLogStack.Processing;

/// <summary>A bounded number of lines, copied from wherever they arrived, between which and the outputs nothing waits.</summary>
sealed class LineBlock
{
    const int FullBytes = 192 * 1024;
    const int FullLines = 2048;
    const int KeptBytes = 4 * FullBytes;

    readonly Line[] lines = new Line[FullLines];
    byte[] text = new byte[FullBytes + (64 * 1024)];
    int length;

    /// <summary>Lines in the block.</summary>
    public int Count { get; private set; }

    /// <summary>Whether the block should be processed before another line is added.</summary>
    public bool IsFull => length >= FullBytes || Count == FullLines;

    /// <summary>The text of a line.</summary>
    public ReadOnlySpan<byte> this[int index] => text.AsSpan(lines[index].Start, lines[index].Length);

    /// <summary>When the line was logged, in milliseconds since 1970; 0 when its source does not say.</summary>
    public long TimestampOf(int index) => lines[index].Timestamp;

    /// <summary>The record of a Firehose event that the line belongs to.</summary>
    public int TagOf(int index) => lines[index].Tag;

    /// <summary>Room for a line of at most that many bytes; write to it, then <see cref="Add"/>.</summary>
    public Span<byte> Reserve(int bytes)
    {
        if (text.Length - length < bytes)
            Array.Resize(ref text, Math.Max(text.Length * 2, length + bytes));
        return text.AsSpan(length, bytes);
    }

    /// <summary>Why the source already found the line to be no record; nothing when it did not look.</summary>
    public Rejection RejectionOf(int index) => lines[index].Rejection;

    /// <summary>Adds the line written to the reserved room.</summary>
    public void Add(int bytes, long timestamp, int tag = 0, Rejection rejection = default)
    {
        lines[Count++] = new Line(length, bytes, tag, timestamp, rejection);
        length += bytes;
    }

    /// <summary>Empties the block.</summary>
    public void Clear()
    {
        Count = 0;
        length = 0;

        // One giant line must not pin its memory for the life of the process.
        if (text.Length > KeptBytes)
            text = new byte[FullBytes + (64 * 1024)];
    }

    readonly record struct Line(int Start, int Length, int Tag, long Timestamp, Rejection Rejection);
}
