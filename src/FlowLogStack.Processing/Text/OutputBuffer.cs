using System.Buffers;

namespace FlowLogStack.Processing;

/// <summary>A growable buffer of bytes.</summary>
sealed class OutputBuffer(int capacity) : IBufferWriter<byte>
{
    byte[] bytes = new byte[capacity];

    /// <summary>Number of bytes written.</summary>
    public int Length { get; private set; }

    /// <summary>The bytes written; valid until the next write.</summary>
    public ReadOnlySpan<byte> Written => bytes.AsSpan(0, Length);

    /// <summary>The array behind <see cref="Written"/>.</summary>
    public byte[] Array => bytes;

    /// <summary>Returns room for at least that many bytes; write to it, then call <see cref="Advance"/>.</summary>
    public Span<byte> Reserve(int count)
    {
        if (bytes.Length - Length < count)
            System.Array.Resize(ref bytes, Math.Max(bytes.Length * 2, Length + count));
        return bytes.AsSpan(Length);
    }

    /// <summary>Counts bytes written to the reserved room.</summary>
    public void Advance(int count) => Length += count;

    /// <summary>Writes bytes.</summary>
    public void Append(ReadOnlySpan<byte> more)
    {
        more.CopyTo(Reserve(more.Length));
        Length += more.Length;
    }

    /// <summary>Writes a byte.</summary>
    public void Append(byte one)
    {
        Reserve(1)[0] = one;
        Length++;
    }

    /// <summary>Removes the bytes after a length.</summary>
    public void Truncate(int length) => Length = length;

    Memory<byte> IBufferWriter<byte>.GetMemory(int sizeHint)
    {
        Reserve(Math.Max(sizeHint, 1));
        return bytes.AsMemory(Length);
    }

    Span<byte> IBufferWriter<byte>.GetSpan(int sizeHint) => Reserve(Math.Max(sizeHint, 1));
}
