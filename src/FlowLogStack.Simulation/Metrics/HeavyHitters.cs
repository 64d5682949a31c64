using System.Numerics;
using System.Runtime.InteropServices;

namespace FlowLogStack.Simulation;

/// <summary>The keys with the largest weights, in limited memory.</summary>
/// <remarks>
/// Exact for few keys. With too many keys, the median weight is subtracted from all of them and those without a rest are dropped, so weights are
/// lower bounds. The order of additions then matters.
/// </remarks>
sealed class HeavyHitters(int capacity)
{
    // Fewer keys are found faster by comparing them all.
    const int MostCompared = 8;

    UInt128[] keys = new UInt128[4];
    double[] weights = new double[4];
    long[] records = new long[4];
    int[] places = [];
    int count;

    /// <summary>Maximum difference between a key's real weight and its lower bound.</summary>
    internal double Uncertainty { get; private set; }

    /// <summary>The keys and their weights, heaviest first; equal ones by key.</summary>
    internal IEnumerable<KeyValuePair<UInt128, double>> Entries =>
        Enumerable.Range(0, count).Select(i => KeyValuePair.Create(keys[i], weights[i])).OrderByDescending(entry => entry.Value).ThenBy(entry => entry.Key);

    /// <summary>Adds the weights to those of a table.</summary>
    internal void AddTo(Dictionary<UInt128, double> table)
    {
        for (var i = 0; i < count; i++)
            CollectionsMarshal.GetValueRefOrAddDefault(table, keys[i], out _) += weights[i];
    }

    /// <summary>The keys, their weights and the lower bounds of their numbers of records.</summary>
    internal IEnumerable<(UInt128 Key, double Weight, long Records)> Counted =>
        Enumerable.Range(0, count).Select(i => (keys[i], weights[i], records[i])).OrderByDescending(entry => entry.Item2).ThenBy(entry => entry.Item1);

    internal void Add(UInt128 key, double weight, long seen = 1)
    {
        var at = Find(key);
        if (at >= 0)
        {
            weights[at] += weight;
            records[at] += seen;
            return;
        }

        if (count == keys.Length)
        {
            if (count >= capacity * 2)
                Drop();
            else
                Grow();
            Index();
        }

        keys[count] = key;
        records[count] = seen;
        weights[count++] = weight;
        if (places.Length > 0)
            Place(count - 1);
    }

    /// <summary>Adds all keys of another instance.</summary>
    internal void Add(HeavyHitters other)
    {
        Uncertainty += other.Uncertainty;
        foreach (var (key, weight, seen) in other.Counted)
            Add(key, weight, seen);
    }

    int Find(UInt128 key)
    {
        if (places.Length == 0)
            return keys.AsSpan(0, count).IndexOf(key);
        for (var place = PlaceOf(key); places[place] > 0; place = Next(place))
        {
            var at = places[place] - 1;
            if (keys[at] == key)
                return at;
        }

        return -1;
    }

    // The places have the number of a key each, from 1, at the key's hash or in the first free place after it; half of them stay free.
    void Index()
    {
        if (keys.Length <= MostCompared)
            return;
        var length = (int)BitOperations.RoundUpToPowerOf2((uint)keys.Length * 2);
        if (places.Length == length)
            Array.Clear(places);
        else
            places = new int[length];
        for (var at = 0; at < count; at++)
            Place(at);
    }

    void Place(int at)
    {
        var place = PlaceOf(keys[at]);
        while (places[place] > 0)
            place = Next(place);
        places[place] = at + 1;
    }

    int PlaceOf(UInt128 key) => (int)((((ulong)key ^ (ulong)(key >> 64)) * 0x9E3779B97F4A7C15) >> 40) & (places.Length - 1);

    int Next(int place) => (place + 1) & (places.Length - 1);

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
