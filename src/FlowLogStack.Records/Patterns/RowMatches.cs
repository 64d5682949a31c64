using System.Numerics;
using System.Runtime.CompilerServices;

namespace FlowLogStack.Records;

/// <summary>The patterns that select known rows, found for a block at once: a condition is tested once for each value of a column.</summary>
/// <param name="patterns">The patterns.</param>
sealed class RowMatches(LogPatternSet patterns)
{
    /// <summary>Maximum number of patterns.</summary>
    internal const int Most = 64;

    readonly Tested[] tested = new Tested[patterns.Conditions.Length];
    int[] every = [];
    int[] selected = [];
    ulong[] selecting = [];
    RowBlock? block;
    bool isUsable;

    /// <summary>Finds the patterns that select a row.</summary>
    /// <param name="rows">The rows, at the one that is sought.</param>
    /// <param name="isSkipped">Whether each pattern is left out; empty for none.</param>
    /// <param name="matching">Receives the places of the selecting patterns, in order.</param>
    /// <returns>Number of selecting patterns; -1 if the patterns have to be tested with the text of the row.</returns>
    internal int Match(KnownRows rows, ReadOnlySpan<bool> isSkipped, Span<int> matching)
    {
        if (!ReferenceEquals(block, rows.Block))
        {
            block = rows.Block;
            isUsable = TryTest(block);
        }

        if (!isUsable)
            return -1;
        var count = 0;
        for (var left = selecting[rows.Row]; left != 0; left &= left - 1)
        {
            var pattern = BitOperations.TrailingZeroCount(left);
            if (isSkipped.IsEmpty || !isSkipped[pattern])
                matching[count++] = pattern;
        }

        return count;
    }

    bool TryTest(RowBlock all)
    {
        if (patterns.Count > Most || Array.Exists(all.Columns, column => column.Values is null or { HasDelimiters: true }))
            return false;
        if (selecting.Length < all.Count)
            (selecting, selected, every) = (new ulong[all.Count], new int[all.Count], [.. Enumerable.Range(0, all.Count)]);
        Array.Clear(selecting);
        for (var pattern = 0; pattern < patterns.Count; pattern++)
        {
            if (patterns.ConditionsOf(pattern, out var fewestFields) is not { } places)
                return false;
            if (all.Columns.Length >= fewestFields && !TryTest(all, places, 1UL << pattern))
                return false;
        }

        return true;
    }

    bool TryTest(RowBlock all, int[] places, ulong bit)
    {
        var left = selected.AsSpan(0, all.Count);
        every.AsSpan(0, all.Count).CopyTo(left);
        foreach (var place in places)
        {
            var condition = patterns.Conditions[place];
            var position = condition.Index < 0 ? all.Columns.Length + condition.Index : condition.Index;
            // The rest of a line is a value only at its last field.
            if (condition.IsRest && position < all.Columns.Length - 1)
                return false;
            var column = all.Columns[position];
            ref var known = ref tested[place];
            if (!ReferenceEquals(known.Values, column.Values))
                known = new Tested(column.Values!, new byte[column.Values!.Count]);
            left = left[..Keep(left, column.Numbers.AsSpan(all.First, all.Count), condition.Test, known)];
        }

        foreach (var row in left)
            selecting[row] |= bit;
        return true;
    }

    // Keeps the rows for which a test holds. Often called before code is compiled a second time.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static int Keep(Span<int> rows, ReadOnlySpan<int> numbers, ValueTest test, in Tested known)
    {
        var results = known.Results;
        var kept = 0;
        foreach (var row in rows)
        {
            var number = numbers[row];
            var result = results[number];
            if (result == Tested.Unknown)
                results[number] = result = test.Holds(known.Values[number]) ? Tested.Holds : Tested.Fails;
            rows[kept] = row;
            kept += result & Tested.Holds;
        }

        return kept;
    }

    /// <summary>The results of a condition for the values of a column.</summary>
    readonly record struct Tested(ColumnValues Values, byte[] Results)
    {
        internal const byte Unknown = 0;
        internal const byte Holds = 1;
        internal const byte Fails = 2;
    }
}
