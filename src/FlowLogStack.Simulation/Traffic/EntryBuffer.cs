using System.Numerics;

namespace FlowLogStack.Simulation;

/// <summary>The entries of one aggregation interval, and their order in time.</summary>
/// <param name="pool">Free blocks that buffers share.</param>
sealed class EntryBuffer(Stack<FlowEntry[]> pool)
{
    const int BlockLength = 2048;
    static readonly int BlockBits = BitOperations.Log2(BlockLength);

    readonly List<FlowEntry[]> blocks = [];
    int[] order = [];
    int[] places = [];

    internal delegate bool Test(ref readonly FlowEntry entry);

    internal int Count { get; private set; }

    internal ref FlowEntry this[int index] => ref blocks[index >> BlockBits][index & (BlockLength - 1)];

    internal ref FlowEntry Add()
    {
        if (Count >> BlockBits == blocks.Count)
            blocks.Add(pool.TryPop(out var free) ? free : new FlowEntry[BlockLength]);
        return ref this[Count++];
    }

    internal void Clear()
    {
        foreach (var block in blocks)
            pool.Push(block);
        blocks.Clear();
        Count = 0;
    }

    /// <summary>Keeps the entries that meet a condition, in order.</summary>
    internal void Keep(Test passes)
    {
        var kept = 0;
        for (var i = 0; i < Count; i++)
        {
            if (passes(ref this[i]))
                this[kept++] = this[i];
        }

        Count = kept;
    }

    /// <summary>Sorts the entries by start time; those of the same second stay in order.</summary>
    /// <param name="from">First second.</param>
    /// <param name="seconds">Number of seconds.</param>
    internal void Sort(int from, int seconds)
    {
        if (order.Length < Count)
            order = new int[Count + (Count / 4)];
        if (places.Length < seconds + 1)
            places = new int[seconds + 1];
        Array.Clear(places);
        for (var i = 0; i < Count; i++)
            places[this[i].Start - from + 1]++;
        for (var second = 1; second <= seconds; second++)
            places[second] += places[second - 1];
        for (var i = 0; i < Count; i++)
            order[places[this[i].Start - from]++] = i;
    }

    /// <summary>Returns the entry at index <paramref name="i"/> after <see cref="Sort"/>.</summary>
    internal ref readonly FlowEntry InOrder(int i) => ref this[order[i]];
}
