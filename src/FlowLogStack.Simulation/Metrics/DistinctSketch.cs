namespace FlowLogStack.Simulation;

/// <summary>A counter of distinct values in limited memory: exact for few values, then by sampling a known share of them.</summary>
/// <remarks>
/// It keeps the hashes below a limit, which is halved whenever more than the capacity are kept. The kept hashes depend only on the set of values, so
/// neither the order of additions nor that of merges changes a count.
/// </remarks>
sealed class DistinctSketch
{
    const int FirstSlots = 8;

    ulong[] slots = new ulong[FirstSlots];
    int kept;
    int level;

    /// <summary>Size in slots of eight bytes.</summary>
    internal int Slots => slots.Length;

    /// <summary>Number of distinct values added, estimated if there are many.</summary>
    internal double Estimate => Math.ScaleB(kept, level);

    /// <summary>Adds a value by its hash.</summary>
    /// <param name="hash">A well-mixed 64-bit hash.</param>
    /// <param name="capacity">Maximum number of values to keep.</param>
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

    /// <summary>Adds all values of another counter.</summary>
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

    /// <summary>Returns a counter of the same values.</summary>
    internal DistinctSketch Copy(int capacity)
    {
        var copy = new DistinctSketch();
        copy.Add(this, capacity);
        return copy;
    }

    /// <summary>Reduces the maximum number of values to keep.</summary>
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

    // Kept hashes have zeros as their high bits, so slots are chosen by the low bits.
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
