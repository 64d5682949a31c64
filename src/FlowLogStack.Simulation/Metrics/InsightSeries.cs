using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>The counts of a Contributor Insights rule, by the minute of the events and the minute of their arrival.</summary>
/// <remarks>
/// Memory is limited: contributors are counted exactly up to <see cref="FirstCapacity"/> in a minute, then estimated within a few percent. If all minutes
/// together exceed the limit, each keeps less. The numbers don't depend on the order of events, except the top contributor's value in minutes with
/// more than some dozens.
/// </remarks>
sealed class InsightSeries(bool countsContributors, bool weighsContributors)
{
    internal const int FirstCapacity = 1024;
    const int SmallestCapacity = 64;
    const int WindowCapacity = 8192;
    const int WeighedContributors = 256;
    const long MostSlots = 4_000_000;

    readonly Dictionary<(long Minute, long Arrival), Cell> cells = [];
    ((long, long) Key, Cell Cell)? last;
    (long Minute, long Arrival, Cell Cell)[]? order;
    int capacity = FirstCapacity;
    long slots;

    /// <summary>Number of contributors of a minute, lowest hashes first, that is enough for an exact or estimated count.</summary>
    internal const int FirstContributors = FirstCapacity + 1;

    /// <summary>Number of contributors of a minute whose values are exact.</summary>
    internal const int HeaviestContributors = WeighedContributors * 2;

    /// <summary>Whether distinct contributors are counted.</summary>
    internal bool CountsContributors => countsContributors;

    /// <summary>Whether the top contributor is determined.</summary>
    internal bool WeighsContributors => weighsContributors;

    internal long LongestDelay => cells.Keys.Select(key => key.Arrival - key.Minute).DefaultIfEmpty().Max();

    internal IEnumerable<long> Arrivals => cells.Keys.Select(key => key.Arrival);

    internal void Add(long minute, long arrival, ulong contributor, double value)
    {
        var cell = Find((minute, arrival));
        cell.Values = cell.Values.With(MetricValues.Of(value));
        Count(cell, contributor);
        cell.Weights?.Add(contributor, value);
    }

    /// <summary>Adds events that were counted elsewhere.</summary>
    /// <param name="minute">Minute of the events.</param>
    /// <param name="arrival">Minute by which they have arrived.</param>
    /// <param name="values">Values of the events.</param>
    /// <param name="contributors">Distinct contributors: all of them, or the <see cref="FirstContributors"/> lowest hashes.</param>
    /// <param name="heaviest">Contributors with their amounts: all of them, or the <see cref="HeaviestContributors"/> largest.</param>
    internal void Add(long minute, long arrival, in MetricValues values, IReadOnlyList<ulong> contributors, IEnumerable<KeyValuePair<ulong, double>> heaviest)
    {
        var cell = Find((minute, arrival));
        cell.Values = cell.Values.With(values);
        foreach (var contributor in contributors)
            Count(cell, contributor);
        foreach (var (contributor, value) in heaviest)
            cell.Weights?.Add(contributor, value);
    }

    /// <summary>Returns a metric of the rule over some minutes, or null if no event matched.</summary>
    internal double? Read(InsightMetric metric, long from, long to, long seenAt)
    {
        var all = order ??= [.. cells.OrderBy(cell => cell.Key).Select(cell => (cell.Key.Minute, cell.Key.Arrival, cell.Value))];
        var values = MetricValues.None;
        DistinctSketch? first = null;
        DistinctSketch? merged = null;
        var weights = metric is InsightMetric.MaxContributorValue ? new Dictionary<UInt128, double>() : null;
        for (var i = FirstFrom(all, from); i < all.Length && all[i].Minute < to; i++)
        {
            if (all[i].Arrival > seenAt)
                continue;
            var cell = all[i].Cell;
            values = values.With(cell.Values);
            if (metric is InsightMetric.UniqueContributors && cell.Contributors is { } contributors)
            {
                // Most windows have one cell with contributors, which need no copy.
                if (first is not null)
                    (merged ??= first.Copy(WindowCapacity)).Add(contributors, WindowCapacity);
                first ??= contributors;
            }

            if (weights is not null)
                cell.Weights?.AddTo(weights);
        }

        if (values.IsEmpty)
            return null;
        return metric switch
        {
            InsightMetric.UniqueContributors => (merged ?? first)?.Estimate ?? 0,
            InsightMetric.MaxContributorValue => weights!.Values.Max(),
            InsightMetric.SampleCount => values.Count,
            InsightMetric.Sum => values.Sum,
            InsightMetric.Minimum => values.Minimum,
            InsightMetric.Maximum => values.Maximum,
            _ => values.Sum / values.Count,
        };
    }

    static int FirstFrom((long Minute, long Arrival, Cell Cell)[] all, long minute)
    {
        var (first, end) = (0, all.Length);
        while (first < end)
        {
            var middle = (first + end) / 2;
            if (all[middle].Minute < minute)
                first = middle + 1;
            else
                end = middle;
        }

        return first;
    }

    void Count(Cell cell, ulong contributor)
    {
        if (cell.Contributors is not { } contributors)
            return;
        slots -= contributors.Slots;
        contributors.Add(contributor, capacity);
        slots += contributors.Slots;
        if (slots > MostSlots && capacity > SmallestCapacity)
            Shrink();
    }

    Cell Find((long Minute, long Arrival) key)
    {
        if (last is { } same && same.Key == key)
            return same.Cell;
        if (!cells.TryGetValue(key, out var cell))
        {
            cell = new Cell(countsContributors ? new DistinctSketch() : null, weighsContributors ? new HeavyHitters(WeighedContributors) : null);
            cells.Add(key, cell);
            slots += cell.Contributors?.Slots ?? 0;
            order = null;
        }

        last = (key, cell);
        return cell;
    }

    void Shrink()
    {
        capacity /= 2;
        slots = 0;
        foreach (var cell in cells.Values)
        {
            cell.Contributors!.Shrink(capacity);
            slots += cell.Contributors.Slots;
        }
    }

    sealed class Cell(DistinctSketch? contributors, HeavyHitters? weights)
    {
        internal MetricValues Values { get; set; }

        internal DistinctSketch? Contributors { get; } = contributors;

        internal HeavyHitters? Weights { get; } = weights;
    }
}
