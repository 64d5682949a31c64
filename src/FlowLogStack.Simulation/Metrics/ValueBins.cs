namespace FlowLogStack.Simulation;

/// <summary>How many values of a metric lie in each of many bins, for percentiles and trimmed statistics.</summary>
/// <remarks>
/// A bin reaches from a power of 1.1 to the next, and within it values are taken to be spread evenly, so that a statistic is exact to a
/// tenth; where all values are the same it is exact. CloudWatch was recorded to interpolate inside bins as well. As in CloudWatch there is
/// no statistic where a value is negative.
/// </remarks>
sealed class ValueBins
{
    const double Growth = 1.1;
    const double Percent = 100;

    static readonly double LogGrowth = Math.Log(Growth);

    readonly Dictionary<int, double> bins = [];
    double zeros;
    double lowest = double.PositiveInfinity;
    double highest = double.NegativeInfinity;
    bool isUnknown;

    /// <summary>Adds values that came together.</summary>
    internal void Add(in MetricValues values)
    {
        if (values.IsEmpty)
            return;
        // Of different values only the sum is known.
        isUnknown |= values.Minimum < 0 || values.Minimum != values.Maximum;
        if (isUnknown)
            return;
        lowest = Math.Min(lowest, values.Minimum);
        highest = Math.Max(highest, values.Maximum);
        if (values.Minimum == 0)
            zeros += values.Count;
        else
            AddTo((int)Math.Floor(Math.Log(values.Minimum) / LogGrowth), values.Count);
    }

    /// <summary>Adds the values of others.</summary>
    internal void Add(ValueBins others)
    {
        isUnknown |= others.isUnknown;
        zeros += others.zeros;
        lowest = Math.Min(lowest, others.lowest);
        highest = Math.Max(highest, others.highest);
        foreach (var (bin, count) in others.bins)
            AddTo(bin, count);
    }

    /// <summary>A statistic of the values; null without values, or if the statistic is unknown.</summary>
    internal double? Of(ExtendedStatistic statistic)
    {
        var all = isUnknown ? [] : Segments();
        var count = all.Sum(segment => segment.Count);
        if (count == 0)
            return null;
        if (statistic.Kind is ExtendedStatisticKind.Percentile)
            return At(all, statistic.To / Percent * count);
        var (from, to) = statistic.IsPercent
            ? (At(all, statistic.From / Percent * count), At(all, statistic.To / Percent * count))
            : (statistic.From, statistic.To);
        var kept = statistic.IsPercent ? Ranked(all, statistic.From / Percent * count, statistic.To / Percent * count) : Valued(all, from, to);
        var inside = kept.Sum(segment => segment.Count);
        var sum = kept.Sum(segment => segment.Count * segment.Middle);
        return statistic.Kind switch
        {
            ExtendedStatisticKind.TrimmedCount => inside,
            ExtendedStatisticKind.TrimmedSum => sum,
            ExtendedStatisticKind.PercentileRank => inside / count * Percent,
            ExtendedStatisticKind.TrimmedMean => inside > 0 ? sum / inside : null,
            _ => Winsorized(all, count, sum, Below(all, statistic, from, count), from, inside, to),
        };
    }

    static double? Winsorized(List<Segment> all, double count, double sum, double below, double from, double inside, double to)
    {
        var above = Math.Max(0, count - below - inside);
        return (sum + (below > 0 ? below * Math.Max(from, all[0].From) : 0) + (above > 0 ? above * Math.Min(to, all[^1].To) : 0)) / count;
    }

    static double Below(List<Segment> all, ExtendedStatistic statistic, double from, double count) =>
        statistic.IsPercent ? statistic.From / Percent * count : Valued(all, double.NegativeInfinity, from).Sum(segment => segment.Count);

    // The value up to which so many values reach.
    static double At(List<Segment> all, double rank)
    {
        var before = 0.0;
        foreach (var segment in all)
        {
            if (before + segment.Count >= rank)
                return segment.From + (Math.Max(0, rank - before) / segment.Count * (segment.To - segment.From));
            before += segment.Count;
        }

        return all[^1].To;
    }

    static List<Segment> Ranked(List<Segment> all, double from, double to)
    {
        var kept = new List<Segment>();
        var before = 0.0;
        foreach (var segment in all)
        {
            var (first, last) = (Math.Max(from - before, 0), Math.Min(to - before, segment.Count));
            if (last > first)
                kept.Add(segment.Part(first / segment.Count, last / segment.Count));
            before += segment.Count;
        }

        return kept;
    }

    static List<Segment> Valued(List<Segment> all, double from, double to)
    {
        var kept = new List<Segment>();
        foreach (var segment in all)
        {
            var width = segment.To - segment.From;
            if (width == 0 && segment.From > from && segment.From <= to)
                kept.Add(segment);
            else if (width > 0 && Math.Max(from, segment.From) < Math.Min(to, segment.To))
                kept.Add(segment.Part((Math.Max(from, segment.From) - segment.From) / width, (Math.Min(to, segment.To) - segment.From) / width));
        }

        return kept;
    }

    List<Segment> Segments()
    {
        var segments = new List<Segment>();
        if (zeros > 0)
            segments.Add(new Segment(zeros, 0, 0));
        foreach (var (bin, count) in bins.OrderBy(known => known.Key))
        {
            // Rounding may put a value that is a power of the growth into a neighbouring bin.
            var from = Math.Min(Math.Max(Math.Pow(Growth, bin), lowest), highest);
            segments.Add(new Segment(count, from, Math.Max(from, Math.Min(Math.Pow(Growth, bin + 1), highest))));
        }

        return segments;
    }

    void AddTo(int bin, double count) => bins[bin] = bins.GetValueOrDefault(bin) + count;

    // Values spread evenly between two.
    readonly record struct Segment(double Count, double From, double To)
    {
        internal double Middle => (From + To) / 2;

        internal Segment Part(double first, double last) => new(Count * (last - first), From + (first * (To - From)), From + (last * (To - From)));
    }
}
