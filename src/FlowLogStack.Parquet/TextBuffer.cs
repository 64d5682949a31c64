namespace FlowLogStack.Parquet;

/// <summary>A growing buffer of UTF-8 text.</summary>
sealed class TextBuffer
{
    byte[] bytes = new byte[FirstLength];
    int length;

    /// <summary>Length at which a buffer counts as full: 256 KiB.</summary>
    internal const int FullLength = 256 * 1024;

    const int FirstLength = FullLength + (16 * 1024);

    /// <summary>Whether no more lines should be added.</summary>
    internal bool IsFull => length >= FullLength;

    /// <summary>Length of the text in bytes.</summary>
    internal int Length => length;

    /// <summary>The text.</summary>
    internal ReadOnlySpan<byte> Text => bytes.AsSpan(0, length);

    internal void Clear() => length = 0;

    /// <summary>Returns free space of at least a size.</summary>
    internal Span<byte> Reserve(int size)
    {
        if (bytes.Length - length < size)
            Array.Resize(ref bytes, Math.Max(bytes.Length * 2, length + size));
        return bytes.AsSpan(length);
    }

    /// <summary>Adds the first bytes of the reserved space to the text.</summary>
    internal void Advance(int count) => length += count;

    /// <summary>Ends a line, in place of the blank behind its last value.</summary>
    internal void EndLine() => bytes[length - 1] = (byte)'\n';

    internal void Add(byte value)
    {
        Reserve(1)[0] = value;
        length++;
    }

    internal void Add(ReadOnlySpan<byte> text)
    {
        text.CopyTo(Reserve(text.Length));
        length += text.Length;
    }
}
