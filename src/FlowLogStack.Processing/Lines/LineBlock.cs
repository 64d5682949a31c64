using FlowLogStack.Records;

namespace FlowLogStack.Processing;

/// <summary>A bounded buffer of lines, copied from their source, that the outputs process without waiting.</summary>
sealed class LineBlock
{
    const int FullBytes = 192 * 1024;
    const int FullLines = 2048;
    const int KeptBytes = 4 * FullBytes;

    readonly Line[] lines = new Line[FullLines];
    byte[] text = new byte[FullBytes + (64 * 1024)];
    int length;

    /// <summary>Number of lines in the block.</summary>
    public int Count { get; private set; }

    /// <summary>Whether the block should be processed before the next line is added.</summary>
    public bool IsFull => length >= FullBytes || Count == FullLines;

    /// <summary>Returns the text of a line.</summary>
    public ReadOnlySpan<byte> this[int index] => text.AsSpan(lines[index].Start, lines[index].Length);

    /// <summary>Returns the time of the log event in milliseconds since 1970; 0 if the source has none.</summary>
    public long TimestampOf(int index) => lines[index].Timestamp;

    /// <summary>Returns the index of the Firehose record that contains the line.</summary>
    public int TagOf(int index) => lines[index].Tag;

    /// <summary>Returns room for a line of at most that many bytes; write to it, then call <see cref="Add"/>.</summary>
    public Span<byte> Reserve(int bytes)
    {
        if (text.Length - length < bytes)
            Array.Resize(ref text, Math.Max(text.Length * 2, length + bytes));
        return text.AsSpan(length, bytes);
    }

    /// <summary>Returns the source's reason why the line is malformed; the default if the source did not check.</summary>
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
