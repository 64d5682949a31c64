namespace FlowLogStack.Simulation;

/// <summary>The values an alarm watches: of any window, as they were known at any time.</summary>
sealed class AlarmSeries
{
    const long MostWindows = 100_000;

    readonly AlarmDefinition alarm;
    readonly Dictionary<string, MetricQueryDefinition> queries;
    readonly Dictionary<string, MetricExpression> expressions;
    readonly Dictionary<string, MetricSource> sources;
    readonly Dictionary<string, InsightSeries> rules;
    readonly Dictionary<long, double?> final = [];
    readonly AnomalyBand? band;
    readonly (long First, long Last)? extent;

    /// <summary>Connects an alarm with the metrics it reads.</summary>
    /// <exception cref="FormatException">A metric or rule is not there, or an expression is beyond what is simulated; the message says why.</exception>
    internal AlarmSeries(AlarmDefinition alarm, MetricLibrary library)
    {
        this.alarm = alarm;
        var plan = AlarmPlan.Of(alarm);
        queries = plan.Queries;
        expressions = plan.Expressions;
        sources = plan.Metrics.ToDictionary(metric => metric.Id, metric => library.TryGet(metric.Metric!, out var source) ? source : throw new TemplateException($"nothing publishes its metric {metric.Metric}"));
        rules = plan.Rules.Select(rule => rule.Rule).Distinct().ToDictionary(name => name, name => library.TryGet(name, out var series) ? series : throw new TemplateException($"the template has no Contributor Insights rule '{name}'"));
        LongestDelay = sources.Values.Select(source => source.LongestDelay).Concat(rules.Values.Select(rule => rule.LongestDelay)).DefaultIfEmpty().Max();
        NeedsRange = expressions.Values.Any(expression => expression.NeedsRange);
        ChangesByItself = expressions.Values.Any(expression => expression.ChangesByItself);
        var extents = sources.Values.Select(source => source.Extent()).OfType<(long First, long Last)>().ToList();
        extent = extents.Count == 0 ? null : (extents.Min(one => one.First), extents.Max(one => one.Last));
        band = plan.Band is { } width ? new AnomalyBand(Minutes, width, start => Final(start)) : null;
    }

    /// <summary>The length of a window in minutes.</summary>
    internal long Minutes => (long)alarm.Period.TotalMinutes;

    /// <summary>The longest that anything took to arrive, in minutes.</summary>
    internal long LongestDelay { get; }

    /// <summary>The last minute with values of a metric; null without any.</summary>
    internal long? LastMinute => sources.Values.Select(source => source.Extent()?.Last).Max();

    /// <summary>The minutes at which something arrives, in order.</summary>
    internal IReadOnlyList<long> Arrivals() =>
        [.. sources.Values.SelectMany(source => source.Arrivals()).Concat(rules.Values.SelectMany(rule => rule.Arrivals)).Distinct().Order()];

    /// <summary>Whether the value of a window depends on other windows of those that the alarm looks at.</summary>
    internal bool NeedsRange { get; }

    /// <summary>Whether its values may change while no metric changes.</summary>
    internal bool ChangesByItself { get; }

    /// <summary>The value of a window, where it does not depend on others.</summary>
    /// <param name="start">Its first minute.</param>
    /// <param name="seenAt">The minute of the look; what arrives later is not seen.</param>
    internal double? Value(long start, long seenAt) =>
        seenAt >= start + Minutes + LongestDelay ? Final(start) : Values(start, 1, seenAt)[0];

    /// <summary>The values of windows, one after another.</summary>
    /// <param name="start">The first minute of the first one.</param>
    /// <param name="count">How many windows.</param>
    /// <param name="seenAt">The minute of the look; what arrives later is not seen.</param>
    internal double?[] Values(long start, int count, long seenAt)
    {
        var range = new Range(this, start, count, seenAt);
        return range.ValueOf(alarm.Watched.Id).OneSeries(count);
    }

    /// <summary>The value of a window with all that ever arrived, of the whole time where it depends on other windows.</summary>
    internal double? Final(long start)
    {
        if (final.TryGetValue(start, out var known))
            return known;
        if (!NeedsRange || extent is not { } whole || start + Minutes <= whole.First || start > whole.Last)
        {
            var value = Values(start, 1, long.MaxValue)[0];
            final.Add(start, value);
            return value;
        }

        // All windows that lie a number of periods from this one are one time range.
        var before = Math.Min((start + Minutes - 1 - whole.First) / Minutes, MostWindows);
        var count = (int)Math.Min(before + ((whole.Last - start) / Minutes) + 1, MostWindows * 2);
        var first = start - (before * Minutes);
        var values = Values(first, count, long.MaxValue);
        for (var i = 0; i < count; i++)
            final.TryAdd(first + (i * Minutes), values[i]);
        return final[start];
    }

    /// <summary>What is normal in a window; null while too little is known.</summary>
    internal (double Lower, double Upper)? Band(long start) => band?.At(start);

    sealed class Range(AlarmSeries series, long start, int count, long seenAt) : IMetricRange
    {
        readonly Dictionary<string, MathValue> known = new(StringComparer.Ordinal);

        public int Count => count;

        public long Minutes => series.Minutes;

        public long StartOf(int index) => start + (index * Minutes);

        public MathValue ValueOf(string id)
        {
            if (known.TryGetValue(id, out var value))
                return value;
            if (!series.expressions.TryGetValue(id, out var expression))
                return known[id] = MathValue.Series(Read(series.sources[id], series.queries[id].Statistic));
            // Each is worked out once and what it reads before it, so that a long chain of expressions is not a deep one.
            foreach (var part in expression.Ids)
                ValueOf(part);
            return known[id] = expression.ValueIn(this);
        }

        public double?[] ValuesOf(string rule, InsightMetric metric)
        {
            var values = new double?[count];
            for (var i = 0; i < count; i++)
                values[i] = series.rules[rule].Read(metric, StartOf(i), StartOf(i) + Minutes, seenAt);
            return values;
        }

        double?[] Read(MetricSource source, MetricStatistic statistic)
        {
            var values = new double?[count];
            for (var i = 0; i < count; i++)
                values[i] = source.Read(StartOf(i), StartOf(i) + Minutes, seenAt).Of(statistic);
            return values;
        }
    }
}
