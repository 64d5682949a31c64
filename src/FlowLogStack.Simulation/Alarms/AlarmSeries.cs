using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>The values an alarm watches: of any window, as they were known at any time.</summary>
/// <remarks>Time is counted in ticks: minutes, or for periods below a minute tens of seconds, of which the first of a minute has its data.</remarks>
sealed class AlarmSeries
{
    const long MostWindows = 100_000;
    const int SecondsPerMinute = 60;
    const int SecondsPerShortTick = 10;
    const double SamplesPerTail = 10;
    const double Percent = 100;

    readonly AlarmDefinition alarm;
    readonly Dictionary<string, MetricQueryDefinition> queries;
    readonly IReadOnlyDictionary<string, MetricExpression> expressions;
    readonly Dictionary<string, MetricSource> sources;
    readonly Dictionary<string, InsightSeries> rules;
    readonly TickTable<double?> final = new();

    // Values of metrics of which all has arrived. Looks read windows of a range again and again.
    readonly Dictionary<string, TickTable<double?>> settled = new(StringComparer.Ordinal);
    readonly MetricSource? watched;
    readonly string watchedId;
    readonly MetricStatistic statistic;
    readonly AnomalyBand? band;
    readonly (long First, long Last)? extent;

    /// <summary>Connects an alarm with its metrics.</summary>
    /// <exception cref="FormatException">A metric or rule is missing, or an expression isn't supported. The message contains the reason.</exception>
    internal AlarmSeries(AlarmDefinition alarm, MetricLibrary library)
    {
        this.alarm = alarm;
        var plan = AlarmPlan.Of(alarm);
        queries = plan.Queries;
        expressions = plan.Expressions;
        sources = plan.Metrics.ToDictionary(metric => metric.Id, metric => library.TryGet(metric.Metric!, out var source) ? source
            : throw new TemplateException($"nothing publishes its metric {metric.Metric}"));
        rules = plan.Rules.Select(rule => rule.Rule).Distinct()
            .ToDictionary(name => name, name => library.TryGet(name, out var series) ? series
            : throw new TemplateException($"the template has no Contributor Insights rule '{name}'"));
        TickSeconds = alarm.Period < TimeSpan.FromSeconds(SecondsPerMinute) ? SecondsPerShortTick : SecondsPerMinute;
        TicksPerMinute = SecondsPerMinute / TickSeconds;
        Length = (long)alarm.Period.TotalSeconds / TickSeconds;
        LongestDelay = TicksPerMinute * sources.Values.Select(source => source.LongestDelay).Concat(rules.Values.Select(rule => rule.LongestDelay))
            .DefaultIfEmpty().Max();
        Lag = TickSeconds < SecondsPerMinute && alarm.Watched.Metric is not null ? 1 : 0;
        (watchedId, statistic) = (alarm.Watched.Id, alarm.Watched.Statistic);
        watched = alarm.Watched is { Metric: not null, Extended: null } ? sources[watchedId] : null;
        NeedsRange = expressions.Values.Any(expression => expression.NeedsRange);
        ChangesByItself = expressions.Values.Any(expression => expression.ChangesByItself);
        var extents = sources.Values.Select(source => source.Extent()).OfType<(long First, long Last)>().ToList();
        extent = extents.Count == 0 ? null : (extents.Min(one => one.First) * TicksPerMinute, extents.Max(one => one.Last) * TicksPerMinute);
        band = plan.Band is { } width ? new AnomalyBand(Length, width, start => Final(start), TicksPerMinute) : null;
    }

    /// <summary>The seconds of a tick.</summary>
    internal int TickSeconds { get; }

    /// <summary>The ticks of a minute.</summary>
    internal int TicksPerMinute { get; }

    /// <summary>The length of a window in ticks.</summary>
    internal long Length { get; }

    /// <summary>The ticks between the end of the newest window and the look.</summary>
    /// <remarks>CloudWatch was recorded to leave out the last 10 seconds of a metric, and none of a metric math expression.</remarks>
    internal int Lag { get; }

    /// <summary>The longest that anything took to arrive, in ticks.</summary>
    internal long LongestDelay { get; }

    /// <summary>The instant at which a tick begins.</summary>
    internal DateTimeOffset ToInstant(long tick) => DateTimeOffset.FromUnixTimeSeconds(tick * TickSeconds);

    /// <summary>The tick in which an instant lies.</summary>
    internal long TickOf(DateTimeOffset at) => EpochMinute.FloorDivide(at.ToUnixTimeSeconds(), TickSeconds);

    /// <summary>
    /// The samples that a percentile needs of each end to be significant, 10 / (1 - p), or 10 / p below the median; null for other statistics.
    /// </summary>
    internal double? FewestSamples => alarm.Watched is { Metric: not null, Extended: { Kind: ExtendedStatisticKind.Percentile, To: var percent } }
        ? Math.Round(SamplesPerTail * Percent / Math.Min(percent, Percent - percent), 6)
        : null;

    /// <summary>The samples of the metric that the alarm watches, in a window.</summary>
    /// <param name="start">The window's first tick.</param>
    /// <param name="seenAt">The tick of the look; what arrives later is not seen.</param>
    internal double SamplesIn(long start, long seenAt) => Read(sources[watchedId], start, seenAt).Count;

    /// <summary>The last minute with values of a metric; null without any.</summary>
    internal long? LastMinute => sources.Values.Select(source => source.Extent()?.Last).Max();

    /// <summary>The ticks at which something arrives, in order.</summary>
    internal IReadOnlyList<long> Arrivals() =>
        [.. sources.Values.SelectMany(source => source.Arrivals()).Concat(rules.Values.SelectMany(rule => rule.Arrivals)).Distinct().Order()
            .Select(minute => minute * TicksPerMinute)];

    /// <summary>Whether the value of a window depends on other windows of the evaluation range.</summary>
    internal bool NeedsRange { get; }

    /// <summary>Whether values can change while no metric changes.</summary>
    internal bool ChangesByItself { get; }

    /// <summary>The value of a window, where it does not depend on others.</summary>
    /// <param name="start">Its first tick.</param>
    /// <param name="seenAt">The tick of the look; what arrives later is not seen.</param>
    internal double? Value(long start, long seenAt) =>
        seenAt >= start + Length + LongestDelay ? Final(start) : ValueAt(start, seenAt);

    /// <summary>The values of windows, one after another.</summary>
    /// <param name="start">The first tick of the first one.</param>
    /// <param name="count">How many windows.</param>
    /// <param name="seenAt">The tick of the look; what arrives later is not seen.</param>
    internal double?[] Values(long start, int count, long seenAt)
    {
        var range = new Range(this, start, count, seenAt);
        return range.ValueOf(watchedId).OneSeries(count);
    }

    /// <summary>Returns the value of a window after all data have arrived, computed over the whole range if it depends on other windows.</summary>
    internal double? Final(long start)
    {
        // A band reads two weeks before each window.
        if (watched is not null && (extent is not { } data || start + Length <= data.First || start > data.Last))
            return null;
        if (final.TryGetValue(start, out var known))
            return known;
        if (!NeedsRange || extent is not { } whole || start + Length <= whole.First || start > whole.Last)
        {
            var value = ValueAt(start, long.MaxValue);
            final.Set(start, value);
            return value;
        }

        // All windows that lie a number of periods from this one are one time range.
        var before = Math.Min((start + Length - 1 - whole.First) / Length, MostWindows);
        var count = (int)Math.Min(before + ((whole.Last - start) / Length) + 1, MostWindows * 2);
        var first = start - (before * Length);
        var values = Values(first, count, long.MaxValue);
        for (var i = 0; i < count; i++)
        {
            if (!final.TryGetValue(first + (i * Length), out _))
                final.Set(first + (i * Length), values[i]);
        }

        return values[before];
    }

    /// <summary>Returns the anomaly detection band of a window, or null if there is too little history.</summary>
    internal (double Lower, double Upper)? Band(long start) => band?.At(start);

    // A statistic of a metric needs no evaluation of expressions.
    double? ValueAt(long start, long seenAt) => watched is null ? Values(start, 1, seenAt)[0] : Read(watched, start, seenAt).Of(statistic);

    MetricValues Read(MetricSource source, long start, long seenAt) => source.Read(MinuteFrom(start), MinuteFrom(start + Length), MinuteOf(seenAt));

    ValueBins ReadBins(MetricSource source, long start, long seenAt) => source.ReadBins(MinuteFrom(start), MinuteFrom(start + Length), MinuteOf(seenAt));

    // The first minute that begins at a tick or after it.
    long MinuteFrom(long tick) => -EpochMinute.FloorDivide(-tick, TicksPerMinute);

    long MinuteOf(long tick) => EpochMinute.FloorDivide(tick, TicksPerMinute);

    sealed class Range(AlarmSeries series, long start, int count, long seenAt) : IMetricRange
    {
        readonly Dictionary<string, MathValue> known = new(StringComparer.Ordinal);

        public int Count => count;

        public long Seconds => series.Length * series.TickSeconds;

        public long StartOf(int index) => TickAt(index) * series.TickSeconds;

        long TickAt(int index) => start + (index * series.Length);

        public MathValue ValueOf(string id)
        {
            if (known.TryGetValue(id, out var value))
                return value;
            if (!series.expressions.TryGetValue(id, out var expression))
                return known[id] = MathValue.Series(Read(id));
            // Each is worked out once and what it reads before it, so that a long chain of expressions is not a deep one.
            foreach (var part in expression.Ids)
                ValueOf(part);
            return known[id] = expression.ValueIn(this);
        }

        public double?[] ValuesOf(string rule, InsightMetric metric)
        {
            var values = new double?[count];
            for (var i = 0; i < count; i++)
                values[i] = series.rules[rule].Read(metric, series.MinuteFrom(TickAt(i)), series.MinuteFrom(TickAt(i) + series.Length),
                    series.MinuteOf(seenAt));
            return values;
        }

        double?[] Read(string id)
        {
            var values = new double?[count];
            if (!series.settled.TryGetValue(id, out var settled))
                series.settled.Add(id, settled = new TickTable<double?>());
            for (var i = 0; i < count; i++)
            {
                var at = TickAt(i);
                var isSettled = count > 1 && at + series.Length <= seenAt - series.LongestDelay;
                if (isSettled && settled.TryGetValue(at, out values[i]))
                    continue;
                values[i] = Read(id, at);
                if (isSettled)
                    settled.Set(at, values[i]);
            }

            return values;
        }

        double? Read(string id, long at)
        {
            var (source, query) = (series.sources[id], series.queries[id]);
            return query.Extended is { } extended ? series.ReadBins(source, at, seenAt).Of(extended) : series.Read(source, at, seenAt).Of(query.Statistic);
        }
    }
}
