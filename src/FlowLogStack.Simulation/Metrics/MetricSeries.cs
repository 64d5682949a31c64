namespace FlowLogStack.Simulation;

/// <summary>The values of a metric, by their minute and the minute of their arrival.</summary>
/// <remarks>
/// Memory grows with the number of minutes that have values, not with the number of values. Not thread-safe. Values can be added in any order; sums of
/// integers up to 2^53 don't depend on it.
/// </remarks>
sealed class MetricSeries : MetricSource
{
    // The arrival is stored as a delay in minutes, limited to this value.
    const int DelayBits = 16;
    const long LatestDelay = (1 << DelayBits) - 1;

    readonly Dictionary<long, int> places = [];
    MetricValues[] cells = new MetricValues[4];
    long lastKey = long.MinValue;
    int lastPlace;
    Dictionary<long, ValueBins>? bins;

    // One reference, so that threads that read at the same time see both arrays or none.
    Ordered? ordered;

    internal override long LongestDelay => InOrder().Keys.Aggregate(0L, (longest, key) => Math.Max(longest, key & LatestDelay));

    /// <summary>Adds one value.</summary>
    /// <param name="at">Time of the measured event: the timestamp of the data point.</param>
    /// <param name="arrived">Time of arrival in CloudWatch, not before <paramref name="at"/>.</param>
    /// <param name="value">The value.</param>
    public void Add(DateTimeOffset at, DateTimeOffset arrived, double value) => Add(at, arrived, MetricValues.Of(value));

    /// <summary>Adds values of one minute.</summary>
    /// <param name="at">Time of the measured events: the timestamp of the data point.</param>
    /// <param name="arrived">Time of arrival in CloudWatch, not before <paramref name="at"/>.</param>
    /// <param name="values">The values.</param>
    public void Add(DateTimeOffset at, DateTimeOffset arrived, MetricValues values) =>
        Add(EpochMinute.Of(at), EpochMinute.NotBeforeSecond(arrived.ToUnixTimeSeconds()), values);

    internal void Add(long minute, long arrival, in MetricValues values)
    {
        var key = (minute << DelayBits) | Math.Clamp(arrival - minute, 0, LatestDelay);
        if (key != lastKey)
            Find(key);
        ordered = null;
        ref var cell = ref cells[lastPlace];
        cell = cell.With(values);
        if (bins is not null)
            BinsOf(key).Add(values);
    }

    internal override bool KeepBins()
    {
        bins ??= [];
        return true;
    }

    internal override ValueBins ReadBins(long from, long to, long seenAt)
    {
        var values = new ValueBins();
        var all = InOrder().Keys;
        for (var i = LowerBound(all, from << DelayBits); i < all.Length && all[i] >> DelayBits < to; i++)
        {
            if ((all[i] >> DelayBits) + (all[i] & LatestDelay) <= seenAt && bins?.GetValueOrDefault(all[i]) is { } known)
                values.Add(known);
        }

        return values;
    }

    ValueBins BinsOf(long key)
    {
        if (!bins!.TryGetValue(key, out var known))
            bins.Add(key, known = new ValueBins());
        return known;
    }

    internal override MetricValues Read(long from, long to, long seenAt)
    {
        var (all, sorted) = InOrder();
        var values = MetricValues.None;
        for (var i = LowerBound(all, from << DelayBits); i < all.Length && all[i] >> DelayBits < to; i++)
        {
            if ((all[i] >> DelayBits) + (all[i] & LatestDelay) <= seenAt)
                values = values.With(sorted[i]);
        }

        return values;
    }

    internal override IReadOnlyList<long> Arrivals() => [.. InOrder().Keys.Select(key => (key >> DelayBits) + (key & LatestDelay)).Distinct().Order()];

    internal override (long First, long Last)? Extent() => InOrder().Keys is { Length: > 0 } all ? (all[0] >> DelayBits, all[^1] >> DelayBits) : null;

    /// <summary>Returns the minutes with values, in order.</summary>
    internal IEnumerable<long> Minutes() => InOrder().Keys.Select(key => key >> DelayBits).Distinct();

    void Find(long key)
    {
        if (!places.TryGetValue(key, out lastPlace))
        {
            lastPlace = places.Count;
            places.Add(key, lastPlace);
            if (lastPlace == cells.Length)
                Array.Resize(ref cells, cells.Length * 2);
        }

        lastKey = key;
    }

    Ordered InOrder()
    {
        if (ordered is { } known)
            return known;
        long[] keys = [.. places.Keys.Order()];
        return ordered = new Ordered(keys, [.. keys.Select(key => cells[places[key]])]);
    }

    static int LowerBound(long[] all, long key)
    {
        var found = Array.BinarySearch(all, key);
        return found < 0 ? ~found : found;
    }

    /// <summary>The minutes and their values, in order.</summary>
    sealed record Ordered(long[] Keys, MetricValues[] Values);
}
