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

    /// <summary>Length of the text that is copied at once: 32 bytes.</summary>
    internal const int VectorLength = 32;

    const int FirstLength = 16 * 1024;

    /// <summary>Whether no more lines should be added.</summary>
    internal bool IsFull => length >= FullLength;

    /// <summary>Length of the text in bytes.</summary>
    internal int Length => length;

    /// <summary>The text.</summary>
    internal ReadOnlySpan<byte> Text => bytes.AsSpan(0, length);

    /// <summary>The text, followed by free space.</summary>
    internal byte[] Bytes => bytes;

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

    /// <summary>Adds a line for each row, until the buffer is full.</summary>
    /// <param name="columns">The columns; at least one, and each with the rows.</param>
    /// <param name="first">The first row.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="starts">Receives the start of each line, and the end of the last one.</param>
    /// <param name="fields">Receives the start of each value from the start of its line; empty if it isn't needed.</param>
    /// <returns>Number of lines added.</returns>
    // Most of the time is spent here, often before code is compiled a second time.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal int AddRows(ReadOnlySpan<PageRows> columns, int first, int rows, Span<int> starts, Span<int> fields)
    {
        var (target, at) = (bytes, length);
        var (row, next) = (first, 0);
        for (; row < first + rows && at < FullLength; row++)
        {
            var begin = at;
            starts[row - first] = at;
            foreach (ref readonly var column in columns)
            {
                if (!fields.IsEmpty)
                    fields[next++] = at - begin;
                var entry = column.Entries[column.Codes[row]];
                var source = column.Text;
                // A vector is copied whole, and what it has too much is overwritten by the next value.
                if (entry.Length <= VectorLength && at <= target.Length - VectorLength && (uint)entry.Start <= (uint)(source.Length - VectorLength))
                {
                    Vector256.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(source), (nuint)(uint)entry.Start)
                        .StoreUnsafe(ref MemoryMarshal.GetArrayDataReference(target), (nuint)(uint)at);
                    at += entry.Length;
                    continue;
                }

                length = at;
                Add(source.AsSpan(entry.Start, entry.Length));
                (target, at) = (bytes, length);
            }

            // In place of the blank behind the last value.
            target[at - 1] = (byte)'\n';
        }

        starts[row - first] = at;
        length = at;
        return row - first;
    }
}
