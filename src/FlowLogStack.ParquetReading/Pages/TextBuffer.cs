using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FlowLogStack.Parquet;

/// <summary>A growing buffer of UTF-8 text.</summary>
sealed class TextBuffer
{
    byte[] bytes = new byte[FirstLength];
    int length;

    /// <summary>Length at which a buffer counts as full: 256 KiB.</summary>
    internal const int FullLength = 256 * 1024;

    const int FirstLength = 16 * 1024;

    /// <summary>Whether no more lines should be added.</summary>
    internal bool IsFull => length >= FullLength;

    /// <summary>Length of the text in bytes.</summary>
    internal int Length => length;

    /// <summary>The text.</summary>
    internal ReadOnlySpan<byte> Text => bytes.AsSpan(0, length);

    /// <summary>Removes the text behind a length.</summary>
    internal void Truncate(int newLength) => length = newLength;

    /// <summary>Returns free space of at least a size.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Span<byte> Reserve(int size)
    {
        if (bytes.Length - length < size)
            Array.Resize(ref bytes, Math.Max(checked(bytes.Length * 2), length + size));
        return bytes.AsSpan(length);
    }

    /// <summary>Adds the first bytes of the reserved space to the text.</summary>
    internal void Advance(int count) => length += count;

    /// <summary>Ends a line, in place of the blank behind its last value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
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

    /// <summary>Adds a part of another buffer, of which most are short.</summary>
    /// <param name="other">The other buffer.</param>
    /// <param name="start">Position of the part.</param>
    /// <param name="count">Length of the part.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void AddPart(TextBuffer other, int start, int count)
    {
        // A vector is copied whole, and what it has too much is overwritten by the next part.
        if (count <= Vector128<byte>.Count && bytes.Length - length >= Vector128<byte>.Count && other.bytes.Length - start >= Vector128<byte>.Count)
        {
            Vector128.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(other.bytes), (nuint)(uint)start)
                .StoreUnsafe(ref MemoryMarshal.GetArrayDataReference(bytes), (nuint)(uint)length);
            length += count;
            return;
        }

        Add(other.bytes.AsSpan(start, count));
    }
}
