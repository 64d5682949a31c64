namespace FlowLogStack.Simulation;

/// <summary>Values by tick, in blocks of neighboring ticks.</summary>
/// <remarks>Neighboring ticks are read without a hash, and distant ones need no memory between them.</remarks>
sealed class TickTable<T>
{
    const int BlockBits = 9;
    const int BlockSize = 1 << BlockBits;

    readonly Dictionary<long, Entry[]> blocks = [];
    Entry[] last = [];
    long lastNumber = long.MinValue;

    /// <summary>Returns whether a tick has a value, and the value.</summary>
    internal bool TryGetValue(long tick, out T value)
    {
        ref var entry = ref Find(tick);
        value = entry.Value;
        return entry.IsKnown;
    }

    /// <summary>Sets the value of a tick.</summary>
    internal void Set(long tick, T value) => Find(tick) = new() { IsKnown = true, Value = value };

    ref Entry Find(long tick)
    {
        if (tick >> BlockBits != lastNumber)
            FindBlock(tick >> BlockBits);
        return ref last[tick & (BlockSize - 1)];
    }

    void FindBlock(long number)
    {
        if (!blocks.TryGetValue(number, out var block))
            blocks.Add(number, block = new Entry[BlockSize]);
        (last, lastNumber) = (block, number);
    }

    struct Entry
    {
        internal bool IsKnown;
        internal T Value;
    }
}
