namespace FlowLogStack.Simulation;

/// <summary>Counts different values in bounded memory: exactly while they are few, then by keeping a known share of them.</summary>
/// <remarks>
/// Of all hashes it keeps those below a limit that halves whenever more than the capacity are kept. What is kept depends
/// on the set of values alone, so neither the order of additions nor that of merges changes a count.
/// </remarks>
sealed class DistinctSketch
{
    const int FirstSlots = 8;

    ulong[] slots = new ulong[FirstSlots];
    int kept;
    int level;

    /// <summary>The memory taken, in slots of eight bytes.</summary>
    internal int Slots => slots.Length;

    /// <summary>The different values added, estimated when they were many.</summary>
    internal double Estimate => Math.ScaleB(kept, level);

    /// <summary>Adds a value by its hash.</summary>
    /// <param name="hash">A well-mixed hash of 64 bits.</param>
    /// <param name="capacity">The values to keep at most.</param>
    internal void Add(ulong hash, int capacity)
    {
        // Zero marks an empty slot.
        hash = Math.Max(hash, 1);
        if (!IsBelowLimit(hash) || !Insert(hash))
            return;
        if (kept > capacity)
            Shrink(capacity);
        else if (kept * 4 > slots.Length * 3)
            Rebuild(slots.Length * 2);
    }

    /// <summary>Adds all values of another.</summary>
    internal void Add(DistinctSketch other, int capacity)
    {
        if (other.level > level)
        {
            level = other.level;
            Rebuild(slots.Length);
        }

        foreach (var hash in other.slots)
        {
            if (hash != 0)
                Add(hash, capacity);
        }
    }

    /// <summary>Keeps no more than so many values from now on.</summary>
    internal void Shrink(int capacity)
    {
        while (kept > capacity)
        {
            level++;
            Rebuild(slots.Length);
        }

        Rebuild(Math.Max(FirstSlots, (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)(kept * 4 / 3) + 1)));
    }

    bool IsBelowLimit(ulong hash) => level == 0 || hash >> (64 - level) == 0;

    // The limit keeps hashes with zeros at the top, so places are taken from the bottom.
    bool Insert(ulong hash)
    {
        var mask = slots.Length - 1;
        var at = (int)hash & mask;
        while (slots[at] != 0)
        {
            if (slots[at] == hash)
                return false;
            at = (at + 1) & mask;
        }

        slots[at] = hash;
        kept++;
        return true;
    }

    void Rebuild(int length)
    {
        var old = slots;
        slots = new ulong[length];
        kept = 0;
        foreach (var hash in old)
        {
            if (hash != 0 && IsBelowLimit(hash))
                Insert(hash);
        }
    }
}
