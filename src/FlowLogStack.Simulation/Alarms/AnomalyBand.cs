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

    readonly TickTable<(double, double)?> known = new();
    readonly Dictionary<long, Trend?> trends = [];
    readonly Dictionary<long, Training?> trainings = [];
    double[] values = [];
    int count;

    /// <summary>Returns the band of the window that starts at a tick; null with too little history.</summary>
    internal (double Lower, double Upper)? At(long start)
    {
        if (!known.TryGetValue(start, out var band))
        {
            band = SameHours(start) ?? Trailing(start);
            known.Set(start, band);
        }

        return band;
    }

    (double, double)? SameHours(long start)
    {
        var near = NearMinutes * ticksPerMinute / length;
        Begin(MostDays * ((2 * near) + 1));
        var days = 0;
        for (var day = 1; day <= MostDays; day++)
        {
            var before = count;
            for (var offset = -near; offset <= near; offset++)
                AddValue(start - (day * MinutesPerDay * ticksPerMinute) + (offset * length));
            if (count > before)
                days++;
        }

        if (days < DaysForHours)
            return null;
        var sorted = values.AsSpan(0, count);
        sorted.Sort();
        var centre = Median(sorted);
        var isNeverNegative = sorted[0] >= 0;
        foreach (ref var value in sorted)
            value = Math.Abs(value - centre);
        sorted.Sort();
        return Around(centre, SpreadOf(sorted), isNeverNegative);
    }

    (double, double)? Trailing(long start)
    {
        var windows = Math.Max(TrailingMinutes * ticksPerMinute / length, FewestWindows);
        // A training that began with each minute would learn one event in some of them only, and an alarm would flap.
        var trained = EpochMinute.FloorDivide(start, length) * length;
        if (!trainings.TryGetValue(trained, out var found))
            trainings.Add(trained, found = TrainingBefore(trained, windows));
        if (found is not { } training)
            return null;
        var recent = training.Recent;
        return Around(Math.Max(0, recent.At(recent.Values.Length + ((double)(start - trained) / length))), training.Spread, training.IsNeverNegative);
    }

    Training? TrainingBefore(long end, long windows)
    {
        if (TrendBefore(end, windows) is not { } recent)
            return null;
        var older = TrendBefore(end - (windows * length), windows);
        if (older is not null)
        {
            // An event of minutes at the end of two hours is not a trend that goes on.
            var steepest = MostTrend * Math.Abs(recent.Level - older.Level) / windows;
            recent = recent with { Slope = Math.Clamp(recent.Slope, -steepest, steepest) };
        }

        // Events that return each hour are few in two hours, and their number varies from one to the next.
        Begin(recent.Values.Length + (older?.Values.Length ?? 0));
        AddDistances(recent);
        if (older is not null)
            AddDistances(older);
        values.AsSpan(0, count).Sort();
        return new(recent, SpreadOf(values.AsSpan(0, count)), recent.IsNeverNegative && older is not { IsNeverNegative: false });
    }

    Trend? TrendBefore(long end, long windows)
    {
        if (trends.TryGetValue(end, out var trend))
            return trend;
        Begin(windows);
        for (var back = windows; back >= 1; back--)
            AddValue(end - (back * length));
        return trends[end] = count < FewestWindows ? null : Trend.Through(values.AsSpan(0, count).ToArray());
    }

    // A metric that was never negative, such as a count, has no negative lower bound.
    (double, double) Around(double centre, double spread, bool isNeverNegative)
    {
        spread = Larger(spread, Larger(SmallestShare * Math.Abs(centre), Math.Sqrt(Math.Max(Math.Abs(centre), 1))));
        var lower = centre - (width * spread);
        return (lower < 0 && isNeverNegative ? 0 : lower, centre + (width * spread));
    }

    void Begin(long most)
    {
        if (values.Length < most)
            values = new double[most];
        count = 0;
    }

    void AddValue(long start)
    {
        if (valueOf(start) is { } value)
            values[count++] = value;
    }

    void AddDistances(Trend trend)
    {
        for (var i = 0; i < trend.Values.Length; i++)
            values[count++] = Math.Abs(trend.Values[i] - trend.At(i));
    }

    static double SpreadOf(ReadOnlySpan<double> sorted) =>
        Larger(DeviationsPerMedianDistance * Median(sorted), DeviationsPerOuterDistance * sorted[(int)(Outer * (sorted.Length - 1))]);

    // A value that is not a number is smaller than any other.
    static double Larger(double one, double other) => one >= other || double.IsNaN(other) ? one : other;

    static double Median(ReadOnlySpan<double> sorted)
    {
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// <summary>The training of a band, the same for all windows that start within a length.</summary>
    /// <param name="Recent">The line through the last two hours.</param>
    /// <param name="Spread">The spread of all four hours around their lines.</param>
    /// <param name="IsNeverNegative">Whether no value is negative.</param>
    readonly record struct Training(Trend Recent, double Spread, bool IsNeverNegative);

    /// <summary>The line through values of consecutive windows.</summary>
    sealed record Trend(double[] Values, double Level, double Slope, bool IsNeverNegative)
    {
        /// <summary>Returns the value of the line at an index of the values, or beyond them.</summary>
        internal double At(double index) => Level + (Slope * (index - ((Values.Length - 1) / 2.0)));

        internal static Trend Through(double[] values)
        {
            var third = values.Length / 3;
            var sorted = new double[values.Length];
            var (early, late, level) = (MedianOf(values.AsSpan(0, third), sorted), MedianOf(values.AsSpan(values.Length - third), sorted),
                MedianOf(values, sorted));
            // The centers of the thirds are two thirds of the windows apart.
            return new(values, level, (late - early) / (values.Length - third), sorted[0] >= 0);
        }

        static double MedianOf(ReadOnlySpan<double> values, double[] room)
        {
            values.CopyTo(room);
            var sorted = room.AsSpan(0, values.Length);
            sorted.Sort();
            return Median(sorted);
        }
    }
}
