namespace FlowLogStack.Simulation;

/// <summary>An approximation of CloudWatch's anomaly detection model, which isn't published.</summary>
/// <remarks>
/// <para>
/// The band is center ± width × spread. With at least <see cref="DaysForHours"/> earlier days in the data, the center is the median of those days'
/// windows, up to <see cref="MostDays"/> days back, that start within 15 minutes of this window's time of day. With fewer days, it is the line
/// through the preceding two hours: their median, shifted by the difference between the medians of their later and earlier thirds, which is at
/// most three times the change from the two hours before. The spread is that of all four hours, each two of them around their own line. These hours
/// are divided into windows that start at multiples of the length since 1970, because an anomaly detector is trained per metric and statistic,
/// whatever the minute at which an alarm evaluates it.
/// </para>
/// <para>
/// The spread is the median distance from the center or that of the outer sixth, each scaled to a standard deviation, whichever is larger. It is at
/// least one third of the center and at least the square root of the center, the random variation of counts. Frequent bursts, as of bytes, widen the
/// band, so normal traffic doesn't alarm; an attack of a few windows doesn't widen it, so the attack isn't treated as normal.
/// With too few days, the band begins after <see cref="FewestWindows"/> windows with data. Windows without data are skipped.
/// </para>
/// </remarks>
/// <param name="length">The length of a window in ticks.</param>
/// <param name="width">The width of the band in standard deviations.</param>
/// <param name="valueOf">The value of the window that begins with a tick.</param>
/// <param name="ticksPerMinute">The ticks of a minute. Default: ticks are minutes.</param>
sealed class AnomalyBand(long length, double width, Func<long, double?> valueOf, int ticksPerMinute = 1)
{
    internal const int MostDays = 14;
    internal const int DaysForHours = 3;
    internal const int FewestWindows = 12;

    const long MinutesPerDay = 24 * 60;
    const long NearMinutes = 15;
    const long TrailingMinutes = 2 * 60;
    const double MostTrend = 3;
    const double DeviationsPerMedianDistance = 1.4826;
    const double Outer = 5.0 / 6;
    const double DeviationsPerOuterDistance = 1 / 1.383;
    const double SmallestShare = 1.0 / 3;

    readonly Dictionary<long, (double, double)?> known = [];
    readonly Dictionary<long, Trend?> trends = [];

    /// <summary>Returns the band of the window that starts at a tick; null with too little history.</summary>
    internal (double Lower, double Upper)? At(long start)
    {
        if (!known.TryGetValue(start, out var band))
        {
            band = SameHours(start) ?? Trailing(start);
            known.Add(start, band);
        }

        return band;
    }

    (double, double)? SameHours(long start)
    {
        var values = new List<double>();
        var days = 0;
        var near = NearMinutes * ticksPerMinute / length;
        for (var day = 1; day <= MostDays; day++)
        {
            var before = values.Count;
            for (var offset = -near; offset <= near; offset++)
                AddValue(values, start - (day * MinutesPerDay * ticksPerMinute) + (offset * length));
            if (values.Count > before)
                days++;
        }

        if (days < DaysForHours)
            return null;
        var centre = Median(values);
        return Around(values, centre, values.Select(value => Math.Abs(value - centre)));
    }

    (double, double)? Trailing(long start)
    {
        var windows = Math.Max(TrailingMinutes * ticksPerMinute / length, FewestWindows);
        // A training that began with each minute would learn one event in some of them only, and an alarm would flap.
        var trained = EpochMinute.FloorDivide(start, length) * length;
        if (TrendBefore(trained, windows) is not { } recent)
            return null;
        var older = TrendBefore(trained - (windows * length), windows);
        if (older is not null)
        {
            // An event of minutes at the end of two hours is not a trend that goes on.
            var steepest = MostTrend * Math.Abs(recent.Level - older.Level) / windows;
            recent = recent with { Slope = Math.Clamp(recent.Slope, -steepest, steepest) };
        }

        var centre = Math.Max(0, recent.At(recent.Values.Count + ((double)(start - trained) / length)));
        // Events that return each hour are few in two hours, and their number varies from one to the next.
        return older is not null
            ? Around([.. recent.Values, .. older.Values], centre, recent.Distances.Concat(older.Distances))
            : Around(recent.Values, centre, recent.Distances);
    }

    Trend? TrendBefore(long end, long windows)
    {
        if (trends.TryGetValue(end, out var trend))
            return trend;
        var values = new List<double>();
        for (var back = windows; back >= 1; back--)
            AddValue(values, end - (back * length));
        return trends[end] = values.Count < FewestWindows ? null : Trend.Through(values);
    }

    // A metric that was never negative, such as a count, has no negative lower bound.
    (double, double) Around(List<double> values, double centre, IEnumerable<double> distances)
    {
        var sorted = distances.Order().ToList();
        double[] spreads =
        [
            DeviationsPerMedianDistance * Median(sorted), DeviationsPerOuterDistance * sorted[(int)(Outer * (sorted.Count - 1))],
            SmallestShare * Math.Abs(centre), Math.Sqrt(Math.Max(Math.Abs(centre), 1)),
        ];
        var lower = centre - (width * spreads.Max());
        return (lower < 0 && values.TrueForAll(value => value >= 0) ? 0 : lower, centre + (width * spreads.Max()));
    }

    void AddValue(List<double> values, long start)
    {
        if (valueOf(start) is { } value)
            values.Add(value);
    }

    static double Median(List<double> values)
    {
        var sorted = values.Order().ToList();
        var middle = sorted.Count / 2;
        return sorted.Count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// <summary>The line through values of consecutive windows.</summary>
    sealed record Trend(List<double> Values, double Level, double Slope)
    {
        /// <summary>The distances of the values from the line.</summary>
        internal IEnumerable<double> Distances => Values.Select((value, index) => Math.Abs(value - At(index)));

        /// <summary>Returns the value of the line at an index of the values, or beyond them.</summary>
        internal double At(double index) => Level + (Slope * (index - ((Values.Count - 1) / 2.0)));

        internal static Trend Through(List<double> values)
        {
            var third = values.Count / 3;
            var (early, late) = (Median(values[..third]), Median(values[^third..]));
            // The centers of the thirds are two thirds of the windows apart.
            return new(values, Median(values), (late - early) / (values.Count - third));
        }
    }
}
