using System.Buffers;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace FlowLogStack.Records;

/// <summary>Rows of a text whose values are known by number, from the thread that makes the text to the one that reads it.</summary>
/// <remarks>
/// The text alone decides what a record is. For a line that is such a row, a consumer can use what it has found for another line with the same value.
/// </remarks>
sealed class KnownRows
{
    const int Most = 256;

    readonly ConcurrentQueue<RowBlock> blocks = new();
    volatile bool hasRows;
    int waiting;
    RowBlock? block;
    int row;

    /// <summary>Whether there are rows.</summary>
    internal bool HasRows => hasRows;

    /// <summary>The block of the row that was found last.</summary>
    internal RowBlock Block => block ?? throw new InvalidOperationException("No row was found.");

    /// <summary>The row that was found last, in the block.</summary>
    internal int Row => row;

    /// <summary>Length of the line of the row that was found last, without its ending.</summary>
    internal int Length => Block.Starts[row + 1] - Block.Starts[row] - 1;

    /// <summary>Returns an array for a block, which is used again after its rows were read.</summary>
    internal static int[] Rent(int length) => ArrayPool<int>.Shared.Rent(length);

    /// <summary>Adds rows, before their text can be read. If too many are left, because the reader doesn't seek them, these aren't known.</summary>
    internal void Add(RowBlock rows)
    {
        if (Volatile.Read(ref waiting) >= Most)
            return;
        Interlocked.Increment(ref waiting);
        blocks.Enqueue(rows);
        hasRows = true;
    }

    /// <summary>Finds the row that begins with a line. Lines are sought in their order.</summary>
    /// <param name="offset">Position of the line in the text.</param>
    internal bool TryFind(long offset)
    {
        while (block is not null || TryTake(out block))
        {
            var starts = block.Starts;
            var wanted = offset - block.Offset;
            while (row < starts.Length - 1 && starts[row] < wanted)
                row++;
            if (row < starts.Length - 1)
                return starts[row] == wanted;
            Free(block);
            (block, row) = (null, 0);
        }

        return false;
    }

    bool TryTake([NotNullWhen(true)] out RowBlock? next)
    {
        if (!blocks.TryDequeue(out next))
            return false;
        Interlocked.Decrement(ref waiting);
        return true;
    }

    static void Free(RowBlock read)
    {
        ArrayPool<int>.Shared.Return(read.Fields);
        if (!read.IsLast)
            return;
        foreach (var column in read.Columns)
            ArrayPool<int>.Shared.Return(column.Numbers);
    }
}
