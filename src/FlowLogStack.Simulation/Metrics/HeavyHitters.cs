namespace FlowLogStack.Simulation;

/// <summary>The keys with the largest weights, in limited memory.</summary>
/// <remarks>
/// Exact for few keys. With too many keys, the median weight is subtracted from all of them and those without a rest are dropped, so weights are
/// lower bounds. The order of additions then matters.
/// </remarks>
sealed class HeavyHitters(int capacity)
{
    UInt128[] keys = new UInt128[4];
    double[] weights = new double[4];
    long[] records = new long[4];
    int count;

    /// <summary>Maximum difference between a key's real weight and its lower bound.</summary>
    internal double Uncertainty { get; private set; }

    /// <summary>The keys and their weights, heaviest first; equal ones by key.</summary>
    internal IEnumerable<KeyValuePair<UInt128, double>> Entries =>
        Enumerable.Range(0, count).Select(i => KeyValuePair.Create(keys[i], weights[i])).OrderByDescending(entry => entry.Value).ThenBy(entry => entry.Key);

    /// <summary>The keys, their weights and the lower bounds of their numbers of records.</summary>
    internal IEnumerable<(UInt128 Key, double Weight, long Records)> Counted =>
        Enumerable.Range(0, count).Select(i => (keys[i], weights[i], records[i])).OrderByDescending(entry => entry.Item2).ThenBy(entry => entry.Item1);

    internal void Add(UInt128 key, double weight, long seen = 1)
    {
        var at = keys.AsSpan(0, count).IndexOf(key);
        if (at >= 0)
        {
            weights[at] += weight;
            records[at] += seen;
            if (at > 0 && weights[at] > weights[at - 1])
            {
                // Heavy keys move to the front, where lookups find them first.
                (keys[at], keys[at - 1]) = (keys[at - 1], keys[at]);
                (weights[at], weights[at - 1]) = (weights[at - 1], weights[at]);
                (records[at], records[at - 1]) = (records[at - 1], records[at]);
            }

            return;
        }

        if (count == keys.Length)
        {
            if (count >= capacity * 2)
                Drop();
            else
                Grow();
        }

        keys[count] = key;
        records[count] = seen;
        weights[count++] = weight;
    }

    /// <summary>Adds all keys of another instance.</summary>
    internal void Add(HeavyHitters other)
    {
        Uncertainty += other.Uncertainty;
        foreach (var (key, weight, seen) in other.Counted)
            Add(key, weight, seen);
    }

    void Grow()
    {
        var length = Math.Min(keys.Length * 2, capacity * 2);
        Array.Resize(ref keys, length);
        Array.Resize(ref weights, length);
        Array.Resize(ref records, length);
    }

    void Drop()
    {
        var sorted = weights.AsSpan(0, count).ToArray();
        Array.Sort(sorted);
        var taken = sorted[count - capacity - 1];
        var left = 0;
        for (var i = 0; i < count; i++)
        {
            if (weights[i] <= taken)
                continue;
            keys[left] = keys[i];
            records[left] = records[i];
            weights[left++] = weights[i] - taken;
        }

        count = left;
        Uncertainty += taken;
    }
}
