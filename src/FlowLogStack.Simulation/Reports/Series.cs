namespace FlowLogStack.Simulation;

/// <summary>
/// A series prepared for drawing: at most <see cref="MaximumSteps"/> steps of equal length. Each step keeps the peak of its data points.
/// </summary>
sealed class Series
{
    /// <summary>Maximum number of steps. A day of one-minute data points still has one for each.</summary>
    public const int MaximumSteps = 1500;

    // Lengths that divide an hour or a day, so steps start at round times.
    static readonly int[] Shares = [1, 2, 3, 5, 10, 15, 20, 30, 60, 120, 180, 240, 360, 720, 1440, 2880, 5760, 11520, 23040];

    Series(DateTimeOffset start, TimeSpan step, int datapointsPerStep, IReadOnlyList<SeriesBucket> buckets) =>
        (Start, Step, DatapointsPerStep, Buckets) = (start, step, datapointsPerStep, buckets);

    /// <summary>Start of step 0, at the left end of the axis or shortly before it.</summary>
    public DateTimeOffset Start { get; }

    /// <summary>Length of a step.</summary>
    public TimeSpan Step { get; }

    /// <summary>Maximum number of data points in a step; 1 if each is drawn separately.</summary>
    public int DatapointsPerStep { get; }

    /// <summary>The steps with data, from left to right.</summary>
    public IReadOnlyList<SeriesBucket> Buckets { get; }

    /// <summary>Returns the series of an alarm's metric.</summary>
    public static Series Of(AlarmOutcome alarm, TimeAxis axis)
    {
        var bands = new Dictionary<DateTimeOffset, BandDatapoint>(alarm.Band.Count);
        foreach (var band in alarm.Band)
            bands[band.At] = band;
        return Reduce(alarm.Datapoints, alarm.Period, axis, Threshold.Of(alarm), bands);
    }

    /// <summary>Returns a series of values over time whose high values are relevant.</summary>
    public static Series Of(IReadOnlyList<MetricDatapoint> datapoints, TimeSpan period, TimeAxis axis) =>
        Reduce(datapoints, period, axis, Threshold.None, new Dictionary<DateTimeOffset, BandDatapoint>());

    static Series Reduce(
        IReadOnlyList<MetricDatapoint> datapoints,
        TimeSpan period,
        TimeAxis axis,
        Threshold threshold,
        Dictionary<DateTimeOffset, BandDatapoint> bands)
    {
        if (period <= TimeSpan.Zero)
            period = TimeSpan.FromMinutes(1);
        var share = Array.Find(Shares, share => axis.Length / (period * share) <= MaximumSteps);
        share = share == 0 ? Shares[^1] : share;
        var step = period * share;
        var start = new DateTimeOffset(axis.From.UtcTicks / step.Ticks * step.Ticks, TimeSpan.Zero);
        var buckets = new List<SeriesBucket>();
        foreach (var (at, value) in datapoints)
        {
            if (at < start || at >= axis.To)
                continue;
            BandDatapoint? band = bands.TryGetValue(at, out var known) ? known : null;
            var index = (int)((at - start).Ticks / step.Ticks);
            var bucket = new SeriesBucket(index, at, value, value, value, 1, band, threshold.IsBreachedBy(value, band));
            if (buckets.Count > 0 && buckets[^1].Index == index)
                buckets[^1] = Join(buckets[^1], bucket, threshold);
            else
                buckets.Add(bucket);
        }

        return new Series(start, step, share, buckets);
    }

    // A breaching value takes precedence over one that doesn't breach; otherwise the value closer to breaching.
    static SeriesBucket Join(SeriesBucket bucket, SeriesBucket next, Threshold threshold)
    {
        var isFurther = next.Breaches != bucket.Breaches
            ? next.Breaches
            : threshold.Excess(next.Value, next.Band) > threshold.Excess(bucket.Value, bucket.Band);
        return (isFurther ? next : bucket) with
        {
            Lowest = Math.Min(bucket.Lowest, next.Lowest),
            Highest = Math.Max(bucket.Highest, next.Highest),
            Datapoints = bucket.Datapoints + 1,
        };
    }
}
