using System.Collections.Concurrent;

namespace FlowLogStack.Records;

/// <summary>Rows of a text whose values are known by number, from the thread that makes the text to the one that reads it.</summary>
/// <remarks>
/// The text alone decides what a record is. For a line that is such a row, a consumer can use what it has found for another line with the same value.
/// </remarks>
sealed class KnownRows
{
    const int Most = 256;

    readonly ConcurrentQueue<RowBlock> blocks = new();
    readonly ConcurrentBag<int[]> free = [];
    volatile bool hasRows;
    RowBlock? block;
    int row;

    /// <summary>Whether there are rows.</summary>
    internal bool HasRows => hasRows;

    /// <summary>The block of the row that was found last.</summary>
    internal RowBlock Block => block ?? throw new InvalidOperationException("No row was found.");

    /// <summary>The row that was found last, in the block.</summary>
    internal int Row => row;

    /// <summary>Returns an array for the numbers of a column, which is used again after its rows were read.</summary>
    internal int[] Rent(int length) => free.TryTake(out var numbers) && numbers.Length >= length ? numbers : new int[length];

    /// <summary>Adds rows, before their text can be read. If too many are left, because the reader doesn't seek them, these aren't known.</summary>
    internal void Add(RowBlock rows)
    {
        if (blocks.Count >= Most)
            return;
        blocks.Enqueue(rows);
        hasRows = true;
    }

    /// <summary>Finds the row of a line. Lines are sought in their order.</summary>
    /// <param name="offset">Position of the line in the text.</param>
    /// <param name="length">Length of the line, without its ending.</param>
    /// <returns>False if the line isn't known as a whole.</returns>
    internal bool TryFind(long offset, int length)
    {
        while (block is not null || blocks.TryDequeue(out block))
        {
            var starts = block.Starts;
            var wanted = offset - block.Offset;
            while (row < starts.Length - 1 && starts[row] < wanted)
                row++;
            if (row < starts.Length - 1)
                return starts[row] == wanted && starts[row + 1] - starts[row] - 1 == length;
            if (block.IsLast)
            {
                foreach (var column in block.Columns)
                    free.Add(column.Numbers);
            }

            (block, row) = (null, 0);
        }

        return false;
    }
}
